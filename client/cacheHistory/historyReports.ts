import * as vscode from 'vscode';
import type { Replays } from './replays';

const scheme = 'layerwise-cache-history';
/** Commits of a report where the setting gives none. */
const defaultCommits = 50;

/** The report as a read-only Markdown page in VS Code's own preview, which follows themes and screen readers. */
export class HistoryReports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly reports = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.changed.event;

  constructor(private readonly replays: Replays) {}

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.reports.get(uri.toString()) ?? '';
  }

  /** Replays and shows the report, or says why there is none. Gives the report. */
  async show(document: vscode.Uri): Promise<string | undefined> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage('Restricted Mode runs no git: trust the folder to see its cache history.');
      return undefined;
    }
    const setting = vscode.workspace.getConfiguration('layerwise', document).get<number>('cacheHistory', defaultCommits);
    await vscode.workspace.openTextDocument(document);
    const result = await this.replays.run(document, { commits: setting || defaultCommits, report: true, location: vscode.ProgressLocation.Notification });
    if (result?.problem !== undefined) void vscode.window.showInformationMessage(`There is no cache history: ${result.problem}`);
    if (result?.report === undefined) return undefined;
    await this.open(document, result.report);
    return result.report;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private async open({ path }: vscode.Uri, report: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `${path} cache history.md` });
    this.reports.set(uri.toString(), report);
    this.changed.fire(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // VS Code's Markdown support can be switched off.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }
}
