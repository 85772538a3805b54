import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { GraphState } from '../server/protocol/graph';
import { dockerView, refreshDockerCommand } from './dockerGraph/commandNames';
import { DockerTree } from './dockerGraph/dockerTree';
import type { GraphFeed } from './dockerGraph/graphFeed';
import { registerItemCommands } from './dockerGraph/itemCommands';

/** The side bar's tree of what the daemon holds. The daemon is followed only while the tree is visible. */
export function registerDockerView(context: vscode.ExtensionContext, client: LanguageClient, feed: GraphFeed): void {
  const tree = new DockerTree(feed);
  const view = vscode.window.createTreeView(dockerView, { treeDataProvider: tree, showCollapseAll: true });
  const follow = (): void => {
    feed.wish(tree, view.visible ? 'everything' : undefined);
    tree.show(view.visible);
    if (view.visible && feed.complete === undefined) void showThatItWaits(view, feed);
  };
  context.subscriptions.push(
    tree,
    view,
    view.onDidChangeVisibility(follow),
    feed.onDidChangeComplete(({ state }) => showWords(view, state)),
    vscode.commands.registerCommand(refreshDockerCommand, () => feed.refresh()),
    ...registerItemCommands(client, feed),
    { dispose: () => feed.wish(tree, undefined) },
  );
  follow();
}

/** A bar runs above the empty tree until the daemon or its absence is known, or until nobody looks any more. */
async function showThatItWaits(view: vscode.TreeView<unknown>, feed: GraphFeed): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: dockerView } }, async () => {
    const ends: vscode.Disposable[] = [];
    await new Promise<void>((resolve) => ends.push(view.onDidChangeVisibility(() => resolve()), feed.onDidChangeComplete(() => resolve())));
    vscode.Disposable.from(...ends).dispose();
  });
}

/** Whose Docker it is, beside the view's name, and above the tree what is wrong with it and what to do. */
function showWords(view: vscode.TreeView<unknown>, { graph, problem, notice }: GraphState): void {
  const isOfDaemon = graph?.source === 'daemon';
  view.description = isOfDaemon ? graph.host : undefined;
  if (problem !== undefined) {
    const before = isOfDaemon && notice !== undefined ? `${notice.title}. ` : '';
    view.message = `${problem.title} (${problem.host}). ${before}${problem.remedy}${problem.detail === undefined ? '' : ` [${problem.detail}]`}`;
  } else {
    view.message = notice === undefined ? undefined : `${notice.title}. ${notice.remedy}`;
  }
}
