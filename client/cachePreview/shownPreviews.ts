import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { cachePreviewEnd, cachePreviewOutdated, cachePreviewRequest, type CacheComparison, type CachePreview } from '../../server/protocol/cachePreview';

/** The preview of one document. */
export interface ShownPreview {
  readonly comparison: CacheComparison;
  /** The build's name where the Dockerfile has several. */
  readonly build: string | undefined;
  /** What the server answered last; undefined until the first answer. */
  readonly last: CachePreview | undefined;
}

interface Running {
  readonly comparison: CacheComparison;
  readonly build: string | undefined;
  last?: CachePreview;
  asking?: vscode.CancellationTokenSource;
  timer?: NodeJS.Timeout;
}

/** Milliseconds without a further key before the server is asked again. */
const quietTime = 120;

/** Which documents show a cache preview, and keeps each up to date while it is typed and while files change. */
export class ShownPreviews implements vscode.Disposable {
  private readonly running = new Map<string, Running>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];
  /** A preview was started, answered or stopped. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly client: LanguageClient) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.askSoon(document.uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.stop(uri)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.askForAll()),
      client.onNotification(cachePreviewOutdated, ({ uri }) => void this.ask(vscode.Uri.parse(uri))),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.askForAll();
      }),
    ];
  }

  get(uri: vscode.Uri): ShownPreview | undefined {
    const known = this.running.get(uri.toString());
    return known && { comparison: known.comparison, build: known.build, last: known.last };
  }

  /** Resolves with the first answer. */
  async start(uri: vscode.Uri, comparison: CacheComparison, build: string | undefined): Promise<CachePreview | undefined> {
    this.drop(uri);
    this.running.set(uri.toString(), { comparison, build });
    this.changed.fire(uri);
    return this.ask(uri);
  }

  stop(uri: vscode.Uri): void {
    if (!this.drop(uri)) return;
    this.client.sendNotification(cachePreviewEnd, { uri: this.client.code2ProtocolConverter.asUri(uri) }).catch(() => undefined);
    this.changed.fire(uri);
  }

  dispose(): void {
    for (const { asking, timer } of this.running.values()) {
      asking?.cancel();
      clearTimeout(timer);
    }
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private askForAll(): void {
    for (const uri of this.running.keys()) void this.ask(vscode.Uri.parse(uri));
  }

  private askSoon(uri: vscode.Uri): void {
    const known = this.running.get(uri.toString());
    if (!known) return;
    clearTimeout(known.timer);
    known.timer = setTimeout(() => void this.ask(uri), quietTime);
  }

  /** Only the newest question of a document is answered; what is shown stays until then. */
  private async ask(uri: vscode.Uri): Promise<CachePreview | undefined> {
    const known = this.running.get(uri.toString());
    if (!known) return undefined;
    known.asking?.cancel();
    const asking = (known.asking = new vscode.CancellationTokenSource());
    const { comparison, build } = known;
    const params = { uri: this.client.code2ProtocolConverter.asUri(uri), comparison, trusted: vscode.workspace.isTrusted, ...(build !== undefined && { build }) };
    const answer = await this.client.sendRequest(cachePreviewRequest, params, asking.token).catch(() => null);
    if (answer === null || asking.token.isCancellationRequested || this.running.get(uri.toString()) !== known) return undefined;
    known.last = answer;
    this.changed.fire(uri);
    return answer;
  }

  private drop(uri: vscode.Uri): boolean {
    const known = this.running.get(uri.toString());
    known?.asking?.cancel();
    clearTimeout(known?.timer);
    return this.running.delete(uri.toString());
  }
}
