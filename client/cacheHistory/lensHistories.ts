import * as vscode from 'vscode';
import type { Replays } from './replays';

/** Milliseconds that an editor has to stay in front before commits are replayed for it. */
const quietTime = 1000;

/** Replays commits for the lenses of the Dockerfile in front: once, and again after a commit. Nothing runs in Restricted Mode. */
export class LensHistories implements vscode.Disposable {
  private readonly known = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];
  private running: vscode.CancellationTokenSource | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly replays: Replays) {
    // Git writes this file with each commit, checkout and pull.
    const commits = vscode.workspace.createFileSystemWatcher('**/.git/logs/HEAD');
    const again = (): void => {
      this.known.clear();
      this.askSoon();
    };
    this.subscriptions = [
      commits,
      commits.onDidChange(again),
      commits.onDidCreate(again),
      vscode.window.onDidChangeActiveTextEditor(() => this.askSoon()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.known.delete(uri.toString())),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.askSoon()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('layerwise.cacheHistory') || change.affectsConfiguration('layerwise.codeLens')) again();
      }),
    ];
    this.askSoon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.running?.cancel();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private askSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), quietTime);
  }

  private async ask(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!vscode.workspace.isTrusted || document?.languageId !== 'dockerfile' || document.uri.scheme !== 'file') return;
    const settings = vscode.workspace.getConfiguration('layerwise', document.uri);
    const commits = settings.get<boolean>('codeLens', true) ? settings.get<number>('cacheHistory', 0) : 0;
    const key = document.uri.toString();
    if (commits < 1 || this.known.has(key)) return;
    this.running?.cancel();
    const running = (this.running = new vscode.CancellationTokenSource());
    this.known.add(key);
    // No history is no fault: most folders have none, and the report says why when it is asked for.
    const result = await this.replays.run(document.uri, { commits, report: false, location: vscode.ProgressLocation.Window }, running.token);
    if (result === null) this.known.delete(key);
  }
}
