import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { composeFiles, dockerfiles, environmentFiles, fileSchemes } from '../server/protocol/documentSelector';
import { commands } from '../server/protocol/messages';
import { followOtherExtensions, presentExtensions } from './coexistence/otherExtensions';
import { OwnDiagnostics } from './coexistence/ownDiagnostics';
import { registerCacheHistory } from './cacheHistory';
import { registerCachePreview } from './cachePreview';
import { ChosenBuilds } from './chosenBuilds';
import { registerComposeDiagramPanel } from './composeDiagramPanel';
import { registerCourse } from './course';
import { registerDockerContexts } from './dockerContexts';
import { GraphFeed } from './dockerGraph/graphFeed';
import { registerDockerView } from './dockerView';
import { writeRunLine } from './effectiveCommand';
import { registerExplainLevel } from './explainLevel';
import { registerGraphPanel } from './graphPanel';
import { registerRulePages } from './rulePages';
import { registerRunningContainers } from './runningContainers';

/** Every part of the extension, one line each. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const diagnostics: OwnDiagnostics = new OwnDiagnostics(() => client);
  const client = createClient(context, diagnostics);
  followOtherExtensions(context, client, () => diagnostics.refreshAll());
  registerCourse(context, client);
  const graph = new GraphFeed(client);
  registerGraphPanel(context, client, graph);
  registerDockerView(context, client, graph);
  registerRunningContainers(context, graph);
  registerDockerContexts(context, client);
  registerComposeDiagramPanel(context, client);
  registerExplainLevel(context);
  registerRulePages(context, client);
  const builds = new ChosenBuilds(client, context.workspaceState);
  registerCachePreview(context, client, builds);
  registerCacheHistory(context, client, builds);
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.writeRunLine, writeRunLine),
    diagnostics,
    graph,
    client,
  );
  await client.start();
}

function createClient(context: vscode.ExtensionContext, { handle }: OwnDiagnostics): LanguageClient {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      ...dockerfiles,
      ...composeFiles,
      ...environmentFiles,
      // What it leaves out counts before it is saved.
      ...fileSchemes.map((scheme) => ({ scheme, pattern: '**/{.dockerignore,*.dockerignore}' })),
    ],
    // A file of a build context that comes, goes or changes can change what a COPY takes.
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*') },
    markdown: { isTrusted: { enabledCommands: [commands.openLesson, commands.startLab, commands.showGraph, commands.setExplainLevel] } },
    initializationOptions: { commandLinks: true, rulePages: true, otherExtensions: presentExtensions() },
    middleware: { handleDiagnostics: handle },
  };
  return new LanguageClient('layerwise', 'Layerwise', serverOptions, clientOptions);
}
