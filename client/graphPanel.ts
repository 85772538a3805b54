import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { GraphViewName } from '../server/protocol/graphView';
import { commands } from '../server/protocol/messages';
import type { GraphFeed } from './dockerGraph/graphFeed';
import { GraphPanel, type GraphTarget } from './dockerGraph/graphPanel';

const viewType = 'layerwise.graph';

/**
 * Registers the command that shows the Docker graph, and brings the graph back when VS Code starts again with it open. The
 * command takes a node's id and the view in which to show it.
 */
export function registerGraphPanel(context: vscode.ExtensionContext, client: LanguageClient, feed: GraphFeed): void {
  let shown: GraphPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel): GraphPanel => {
    shown?.dispose();
    const made = new GraphPanel(panel, context.extensionUri, client, feed);
    shown = made;
    panel.onDidDispose(() => {
      made.dispose();
      shown = shown === made ? undefined : shown;
    });
    return made;
  };
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.showGraph, (node?: unknown, view?: unknown) => {
      const panel = shown ?? adopt(vscode.window.createWebviewPanel(viewType, 'Docker Graph', vscode.ViewColumn.Active));
      panel.show(target(node, view));
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => void adopt(panel),
    }),
    { dispose: () => shown?.dispose() },
  );
}

function target(node: unknown, view: unknown): GraphTarget | undefined {
  const views: readonly unknown[] = ['history', 'focus', 'disk'] satisfies GraphViewName[];
  return typeof node === 'string' ? { node, ...(views.includes(view) && { view: view as GraphViewName }) } : undefined;
}
