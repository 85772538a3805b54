import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';
import type { FromGraphView, GraphViewName, ToGraphView } from '../../server/protocol/graphView';
import { commands, graphDetailsRequest, graphDiskRequest, graphFocusRequest } from '../../server/protocol/messages';
import { showPicturePage } from '../picturePage';
import { showPlace } from '../showPlace';
import { AnswerOrder } from './answerOrder';
import { chooseDockerContextCommand } from './commandNames';
import { writeIntoTerminal } from '../terminalLine';
import type { GraphChange, GraphFeed } from './graphFeed';
import { savePicture } from './savePicture';

/** A node to go to, and in which view. */
export interface GraphTarget {
  readonly node: string;
  readonly view?: GraphViewName;
}

type Question = FromGraphView & { type: 'details' | 'focus' | 'disk' };

/** One webview panel with the graph. The daemon is followed only while the panel is visible. */
export class GraphPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  /** The page is made anew each time the panel becomes visible; until its script runs, nothing can be told to it. */
  private pageListens = false;
  /** Number of the update that the page has got last. */
  private told = 0;
  private target: GraphTarget | undefined;
  private disposed = false;
  private readonly order = { details: new AnswerOrder(), focus: new AnswerOrder(), disk: new AnswerOrder() };

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly client: LanguageClient,
    private readonly feed: GraphFeed,
  ) {
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromGraphView) => this.receive(message)),
      panel.onDidChangeViewState(() => this.visibilityChanged()),
      feed.onDidChangeComplete((change) => this.graphChanged(change)),
    ];
    showPicturePage(panel.webview, extensionUri, 'Docker Graph', 'graph.js');
    this.visibilityChanged();
  }

  /** Brings the panel to the front and, where a node is given, the node into view. */
  show(target?: GraphTarget): void {
    this.target = target ?? this.target;
    this.panel.reveal();
    this.goToTarget();
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      this.feed.wish(this, undefined);
      vscode.Disposable.from(...this.subscriptions).dispose();
      this.panel.dispose();
    }
  }

  private visibilityChanged(): void {
    this.pageListens = this.pageListens && this.panel.visible;
    this.feed.wish(this, this.panel.visible ? 'everything' : undefined);
  }

  private graphChanged({ update }: GraphChange): void {
    if (this.pageListens) {
      this.update(update);
    }
  }

  /** A patch is of use only to a page that has the state before it. */
  private update(update: GraphUpdate | undefined): void {
    const next = update?.kind === 'patch' && update.number !== this.told + 1 ? this.feed.complete : update;
    if (next !== undefined) {
      this.told = next.number;
      this.tell({ type: 'update', update: next });
      this.goToTarget();
    }
  }

  private goToTarget(): void {
    if (this.pageListens && this.target !== undefined && this.feed.complete !== undefined) {
      this.tell({ type: 'select', ...this.target });
      this.target = undefined;
    }
  }

  private pageStarted(): void {
    this.pageListens = true;
    this.update(this.feed.complete);
  }

  private tell(message: ToGraphView): void {
    // A panel that is gone meanwhile needs no telling.
    if (!this.disposed) void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromGraphView): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.pageStarted();
      case 'refresh':
        return this.feed.refresh();
      case 'details':
      case 'focus':
      case 'disk':
        return this.answer(message);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'terminal':
        await writeIntoTerminal(message.line, 'Docker');
        return;
      case 'openSource':
        return showPlace(this.client.protocol2CodeConverter.asLocation(message.location), this.panel.viewColumn).catch(sayThatFileIsGone);
      case 'openLesson':
        return vscode.commands.executeCommand(commands.openLesson, message.lesson);
      case 'chooseContext':
        return vscode.commands.executeCommand(chooseDockerContextCommand);
      case 'save':
        return savePicture(message);
    }
  }

  /** Asks the server. Of the disk only the last count is told: one that another daemon was asked for can still be on its way. */
  private async answer(message: Question): Promise<void> {
    const order = this.order[message.type];
    const question = order.ask();
    const answer = await this.ask(message);
    if (message.type === 'disk' ? order.takeLast(question) : order.take(question)) {
      this.tell(answer);
    }
  }

  /** What the server cannot answer is null, as for a node that is gone. */
  private async ask(message: Question): Promise<ToGraphView> {
    const { client } = this;
    switch (message.type) {
      case 'details':
        return { ...message, details: await client.sendRequest(graphDetailsRequest, { node: message.node }).catch(() => null) };
      case 'focus':
        return { ...message, focus: await client.sendRequest(graphFocusRequest, { node: message.node }).catch(() => null) };
      case 'disk':
        return { type: 'disk', disk: await client.sendRequest(graphDiskRequest, {}).catch(() => null) };
    }
  }
}

function sayThatFileIsGone(): void {
  void vscode.window.showWarningMessage('The file cannot be opened. It may be gone.');
}
