import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { GraphViewName } from '../../server/protocol/graphView';
import { commands, graphDetailsRequest } from '../../server/protocol/messages';
import { chooseNode } from './chooseNode';
import { focusOnNodeCommand, itemCommands } from './commandNames';
import type { DockerItem } from './dockerTree';
import { writeIntoTerminal } from '../terminalLine';
import type { GraphFeed } from './graphFeed';
import { dockerName } from './nodeWords';

/** Commands on the items of the side bar, and the one that asks for an item first. */
export function registerItemCommands(client: LanguageClient, feed: GraphFeed): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand(itemCommands.showInGraph, (item?: DockerItem) => show(nodeOf(item), 'history')),
    registerCommand(itemCommands.showDiagram, (item?: DockerItem) => show(nodeOf(item), 'focus')),
    registerCommand(itemCommands.copyName, async (item?: DockerItem) => {
      const id = nodeOf(item);
      if (id !== undefined) await vscode.env.clipboard.writeText(dockerName(id, item?.item.node));
    }),
    registerCommand(itemCommands.writeCommand, (item?: DockerItem) => writeCommand(client, nodeOf(item))),
    registerCommand(focusOnNodeCommand, async () => show(await chooseNode(client, feed), 'focus')),
  ];
}

function nodeOf(item: DockerItem | undefined): string | undefined {
  return item?.item.item.node;
}

async function show(node: string | undefined, view: GraphViewName): Promise<void> {
  if (node !== undefined) await vscode.commands.executeCommand(commands.showGraph, node, view);
}

/** Offers the docker commands that act on a node, and writes the chosen one into a terminal for the reader to run. */
async function writeCommand(client: LanguageClient, node: string | undefined): Promise<void> {
  if (node === undefined) return;
  const details = await client.sendRequest(graphDetailsRequest, { node }).catch(() => null);
  if (details === null || details.commands.length === 0) {
    void vscode.window.showInformationMessage('Docker does not know this any more, or there is no command for it.');
    return;
  }
  const items = details.commands.map(({ title, line, changes }) => ({ label: title, detail: line, description: changes ? 'changes something' : '', line }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `${details.kindName} ${details.title}`,
    placeHolder: 'The command is written into a terminal and not run.',
    matchOnDetail: true,
  });
  if (picked !== undefined) await writeIntoTerminal(picked.line, 'Docker');
}
