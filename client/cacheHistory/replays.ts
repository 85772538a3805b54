import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChosenBuilds } from '../chosenBuilds';
import { cacheHistoryProgress, cacheHistoryRequest, type CacheHistoryResult } from '../../server/protocol/cacheHistory';

export interface ReplayOptions {
  /** How many of the last commits. */
  readonly commits: number;
  readonly report: boolean;
  /** Where progress is shown: quietly in the status bar, or as a notification with a button that cancels. */
  readonly location: vscode.ProgressLocation;
}

/** Asks the server to replay commits and shows how far it is. */
export class Replays implements vscode.Disposable {
  private readonly progress = new vscode.EventEmitter<{ readonly uri: string; readonly done: number; readonly all: number }>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly client: LanguageClient,
    private readonly builds: ChosenBuilds,
  ) {
    this.subscription = client.onNotification(cacheHistoryProgress, (progress) => this.progress.fire(progress));
  }

  /** Null where it was cancelled or the server could not answer. */
  run(document: vscode.Uri, { commits, report, location }: ReplayOptions, stop?: vscode.CancellationToken): Thenable<CacheHistoryResult | null> {
    const uri = this.client.code2ProtocolConverter.asUri(document);
    const build = this.builds.of(document);
    const options = { location, title: 'Layerwise: replaying commits as builds', cancellable: location === vscode.ProgressLocation.Notification };
    return vscode.window.withProgress(options, async (progress, cancelled) => {
      const asking = new vscode.CancellationTokenSource();
      const subscriptions = [
        asking,
        cancelled.onCancellationRequested(() => asking.cancel()),
        ...(stop ? [stop.onCancellationRequested(() => asking.cancel())] : []),
        this.progress.event((step) => {
          if (step.uri === uri) progress.report({ message: `${step.done} of ${step.all}` });
        }),
      ];
      try {
        return await this.client.sendRequest(cacheHistoryRequest, { uri, commits, report, ...(build !== undefined && { build }) }, asking.token);
      } catch {
        return null;
      } finally {
        vscode.Disposable.from(...subscriptions).dispose();
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.progress.dispose();
  }
}
