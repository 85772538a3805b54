import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { GraphNode, GraphState } from '../../server/protocol/graph';
import { projectId } from '../../server/protocol/graphNodeIds';
import { sortByName, sortNames } from '../../server/protocol/nameOrder';
import { graphRequest } from '../../server/protocol/messages';
import type { GraphFeed } from './graphFeed';
import { nodeIcon } from './nodeIcon';
import { kindNames } from './nodeWords';

interface NodeChoice extends vscode.QuickPickItem {
  readonly node?: string;
}

/** Kinds to choose from, in the list's order. */
const kinds = ['container', 'image', 'volume', 'network', 'service'] as const satisfies readonly GraphNode['kind'][];

/** Asks for a compose project, a container, an image and so on; gives the node's id, undefined where none was chosen. */
export async function chooseNode(client: LanguageClient, feed: GraphFeed): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick<NodeChoice>(
    currentState(client, feed).then(choices),
    { title: 'Layerwise: Focus on Container or Image', placeHolder: 'Whose neighbourhood shall be drawn?', matchOnDescription: true },
  );
  return picked?.node;
}

/** What some view follows, or else what the daemon says now. */
async function currentState(client: LanguageClient, feed: GraphFeed): Promise<GraphState> {
  return feed.followsEverything ? feed.complete!.state : client.sendRequest(graphRequest, {}).catch(() => ({}));
}

function choices({ graph }: GraphState): NodeChoice[] {
  const nodes = graph?.nodes ?? [];
  const projects = new Set(nodes.flatMap((node) => ('project' in node && node.project !== undefined ? [node.project] : [])));
  const origin = graph?.source === 'sample' ? ' of the recorded sample' : '';
  const section = (kind: keyof typeof kindNames, members: readonly NodeChoice[]): NodeChoice[] =>
    members.length === 0 ? [] : [{ label: `${kindNames[kind]}s${origin}`, kind: vscode.QuickPickItemKind.Separator }, ...members];
  return [
    ...section('project', sortNames(projects).map((name) => ({ node: projectId(name), label: name, iconPath: nodeIcon('project', undefined) }))),
    ...kinds.flatMap((kind) => section(kind, sortByName(nodes.filter((node) => node.kind === kind), ({ label }) => label).map(nodeChoice))),
  ];
}

function nodeChoice(node: GraphNode): NodeChoice {
  return { node: node.id, label: node.label, description: node.note, iconPath: nodeIcon(node.kind, node) };
}
