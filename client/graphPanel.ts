import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import type { GraphUpdate } from '../server/protocol/graphUpdate';
import type { FromGraphView, ToGraphView } from '../server/protocol/graphView';
import { commands, graphChanged, graphWatch, type GraphWatchParams } from '../server/protocol/messages';
import { showPicturePage } from './picturePage';

const viewType = 'layerwise.graph';

/** Registers the command that shows the Docker graph, and brings the graph back when VS Code starts again with it open. */
export function registerGraphPanel(context: vscode.ExtensionContext, client: BaseLanguageClient): void {
  let shown: GraphPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel): void => {
    shown?.dispose();
    const made = new GraphPanel(panel, context.extensionUri, client);
    shown = made;
    panel.onDidDispose(() => {
      made.dispose();
      shown = shown === made ? undefined : shown;
    });
  };
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.showGraph, () => {
      if (shown === undefined) {
        adopt(vscode.window.createWebviewPanel(viewType, 'Docker Graph', vscode.ViewColumn.Active));
      } else {
        shown.reveal();
      }
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => adopt(panel),
    }),
    { dispose: () => shown?.dispose() },
  );
}

/** One webview panel. The daemon is followed only while the panel is visible. */
class GraphPanel {
  private readonly subscriptions: vscode.Disposable[] = [];
  private last: GraphUpdate | undefined;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly client: BaseLanguageClient,
  ) {
    const { webview } = panel;
    this.subscriptions.push(
      webview.onDidReceiveMessage((message: FromGraphView) => this.receive(message)),
      panel.onDidChangeViewState(() => this.watch()),
      client.onNotification(graphChanged, (update) => this.show(update)),
      // A language server that was started again has forgotten that it was asked to watch.
      client.onDidChangeState(({ newState }) => newState === State.Running && this.watch()),
    );
    showPicturePage(webview, extensionUri, 'Docker Graph', 'graph.js');
    this.watch();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      this.send({ on: false });
      vscode.Disposable.from(...this.subscriptions).dispose();
      this.panel.dispose();
    }
  }

  private receive(message: FromGraphView): void {
    switch (message.type) {
      case 'ready':
        // The page is made anew each time the panel becomes visible: it gets what was shown last at once.
        return this.last === undefined ? undefined : this.show(this.last);
      case 'refresh':
        return this.send({ on: true, refresh: true });
      default:
        return undefined;
    }
  }

  private watch(): void {
    this.send(this.panel.visible ? { on: true } : { on: false });
  }

  private send(params: GraphWatchParams): void {
    // A server that is not running needs no telling: `onDidChangeState` asks it again when it runs.
    this.client.sendNotification(graphWatch, params).catch(() => undefined);
  }

  private show(update: GraphUpdate): void {
    this.last = update;
    const message: ToGraphView = { type: 'update', update };
    void this.panel.webview.postMessage(message);
  }
}
