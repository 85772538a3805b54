import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { DockerContext } from '../server/protocol/graphDetails';
import { dockerContextsRequest } from '../server/protocol/messages';
import { chooseDockerContextCommand } from './dockerGraph/commandNames';

/** The command that chooses which daemon Layerwise reads, among the contexts of the machine where the extension runs. */
export function registerDockerContexts(context: vscode.ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(chooseDockerContextCommand, async () => {
      const contexts = await client.sendRequest(dockerContextsRequest, {}).catch((): readonly DockerContext[] => []);
      const picked = await vscode.window.showQuickPick(choices(contexts, chosenDaemon()), {
        title: 'Layerwise: Choose Docker Context',
        placeHolder: placeHolder(chosenDaemon().host),
        matchOnDescription: true,
        matchOnDetail: true,
      });
      if (picked !== undefined) await choose(picked.chosen);
    }),
  );
}

interface ContextChoice extends vscode.QuickPickItem {
  /** The context's name; undefined: as the Docker command line does. */
  readonly chosen: string | undefined;
}

interface ChosenDaemon {
  /** Both empty where nothing is chosen. The address goes before the context. */
  readonly host: string;
  readonly context: string;
}

function chosenDaemon(): ChosenDaemon {
  const settings = vscode.workspace.getConfiguration('layerwise');
  return { host: settings.get<string>('dockerHost', '').trim(), context: settings.get<string>('dockerContext', '').trim() };
}

/** An address in the settings would win over the choice, so that choosing takes it away. */
function placeHolder(host: string): string {
  const effect = 'Which daemon shall Layerwise read? The Docker command line keeps its own context.';
  return host === '' ? effect : `${effect} layerwise.dockerHost (${host}) goes first; a choice here removes it.`;
}

function choices(contexts: readonly DockerContext[], { host, context }: ChosenDaemon): ContextChoice[] {
  const used = contexts.find(({ current }) => current);
  const mark = (chosen: boolean): string => (chosen && host === '' ? 'Layerwise reads this one' : '');
  const known = contexts.map((one): ContextChoice => ({
    chosen: one.name,
    label: one.name,
    description: [one.host, one.current ? 'current' : '', mark(one.name === context)].filter(Boolean).join(', '),
    ...(one.description !== '' && { detail: one.description }),
  }));
  const first: ContextChoice = {
    chosen: undefined,
    label: 'As the Docker command line does',
    description: [used ? `now ${used.name}` : '', mark(context === '')].filter(Boolean).join(', '),
  };
  return [first, ...known];
}

async function choose(chosen: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('layerwise');
  await settings.update('dockerContext', chosen, vscode.ConfigurationTarget.Global);
  if (chosenDaemon().host !== '') await settings.update('dockerHost', undefined, vscode.ConfigurationTarget.Global);
}
