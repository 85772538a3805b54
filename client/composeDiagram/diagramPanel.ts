import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import type { ComposeDiagramState, FromComposeDiagramView, ToComposeDiagramView } from '../../server/protocol/composeDiagram';
import { composeDiagramChanged, composeDiagramWatch } from '../../server/protocol/messages';
import { showPicturePage } from '../picturePage';
import { saveBeside } from './saveBeside';
import { showPlace } from '../showPlace';

/** One webview panel with the diagram of one compose file at a time. The server is asked only while the panel is visible. */
export class DiagramPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  private last: ComposeDiagramState | undefined;
  /** What the server was asked to watch. */
  private watched: string | undefined;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly client: LanguageClient,
    private uri: vscode.Uri | undefined,
  ) {
    this.subscriptions.push(
      panel.webview.onDidReceiveMessage((message: FromComposeDiagramView) => this.receive(message)),
      panel.onDidChangeViewState(() => this.watch()),
      client.onNotification(composeDiagramChanged, (state) => this.draw(state)),
      client.onDidChangeState(({ newState }) => newState === State.Running && this.watchAgain()),
    );
    this.entitle();
    showPicturePage(panel.webview, extensionUri, 'Compose Diagram', 'composeDiagram.js');
    this.watch();
  }

  /** Brings the panel to the front, with the diagram of this file. */
  show(uri: vscode.Uri | undefined): void {
    this.panel.reveal();
    this.change(uri ?? this.uri);
  }

  /** Shows the diagram of the file that is edited now; a file that is part of the diagram changes nothing. */
  follow(uri: vscode.Uri): void {
    const { asUri } = this.client.protocol2CodeConverter;
    const files = new Set(this.last?.nodes.flatMap(({ place }) => (place === undefined ? [] : [asUri(place.uri).toString()])));
    if (!files.has(uri.toString())) {
      this.change(uri);
    }
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      this.unwatch();
      vscode.Disposable.from(...this.subscriptions).dispose();
      this.panel.dispose();
    }
  }

  private change(uri: vscode.Uri | undefined): void {
    if (uri?.toString() !== this.uri?.toString()) {
      this.uri = uri;
      this.last = undefined;
      this.entitle();
      this.watch();
    }
  }

  private entitle(): void {
    if (this.uri !== undefined) {
      this.panel.title = `Diagram: ${this.uri.path.split('/').at(-1)}`;
    }
  }

  private watch(): void {
    const uri = this.panel.visible && !this.disposed ? this.uri : undefined;
    const wanted = uri && this.client.code2ProtocolConverter.asUri(uri);
    if (wanted !== this.watched) {
      this.unwatch();
      this.watched = wanted;
      this.send(true);
    }
  }

  /** A language server that was started again has forgotten what it was asked to watch. */
  private watchAgain(): void {
    this.watched = undefined;
    this.watch();
  }

  private unwatch(): void {
    this.send(false);
    this.watched = undefined;
  }

  private send(on: boolean): void {
    if (this.watched !== undefined) {
      // A server that is not running needs no telling: `onDidChangeState` asks it again when it runs.
      this.client.sendNotification(composeDiagramWatch, { uri: this.watched, on }).catch(() => undefined);
    }
  }

  private draw(state: ComposeDiagramState): void {
    if (state.uri === this.watched) {
      this.last = state;
      this.tell({ type: 'state', state });
    }
  }

  private tell(message: ToComposeDiagramView): void {
    void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromComposeDiagramView): Promise<void> {
    switch (message.type) {
      case 'ready':
        // The page is made anew each time the panel becomes visible: it gets what was shown last at once.
        return this.last === undefined ? undefined : this.tell({ type: 'state', state: this.last });
      case 'reveal': {
        const place = this.last?.nodes.find(({ id }) => id === message.node)?.place;
        return place === undefined ? undefined : showPlace(this.client.protocol2CodeConverter.asLocation(place), this.panel.viewColumn);
      }
      case 'copyMermaid':
        await vscode.env.clipboard.writeText(this.last?.drawing?.mermaid ?? '');
        return this.tell({ type: 'done', sentence: 'The mermaid text is copied.' });
      case 'saveMermaid':
        return this.save('Mermaid', 'mmd', this.last?.drawing?.mermaid ?? '');
      case 'saveSvg':
        return this.save('SVG', 'svg', message.svg);
    }
  }

  private async save(kind: string, extension: string, text: string): Promise<void> {
    const saved = this.uri === undefined ? undefined : await saveBeside(this.uri, kind, extension, text);
    if (saved !== undefined) {
      this.tell({ type: 'done', sentence: `Saved as ${saved.path.split('/').at(-1)}.` });
    }
  }
}
