import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands } from '../server/protocol/messages';
import { HistoryReports } from './cacheHistory/historyReports';
import { LensHistories } from './cacheHistory/lensHistories';
import { Replays } from './cacheHistory/replays';
import type { ChosenBuilds } from './chosenBuilds';
import { chosenDockerfile } from './chosenDockerfile';

/** How often each step re-ran in the last commits: lenses, replayed in the background, and a report on demand. */
export function registerCacheHistory(context: vscode.ExtensionContext, client: LanguageClient, builds: ChosenBuilds): void {
  const replays = new Replays(client, builds);
  const reports = new HistoryReports(replays);
  context.subscriptions.push(
    reports,
    new LensHistories(replays),
    replays,
    vscode.commands.registerCommand(commands.showCacheHistory, (place?: unknown) => {
      const uri = chosenDockerfile(place);
      if (uri) return reports.show(uri);
      void vscode.window.showInformationMessage('Open a Dockerfile to see how often its steps re-ran.');
      return undefined;
    }),
  );
}
