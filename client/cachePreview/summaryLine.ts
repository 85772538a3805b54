import * as vscode from 'vscode';
import { commands } from '../../server/protocol/messages';
import { comparisons } from './comparisons';
import type { ShownPreview, ShownPreviews } from './shownPreviews';

/** The one line about all steps: in the status bar for the editor in front, and as a lens at the top of each file. */
export class SummaryLine implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('layerwise.cachePreview', vscode.StatusBarAlignment.Left);
  private readonly lensesChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lensesChanged.event;

  constructor(private readonly previews: ShownPreviews) {
    this.item.name = 'Layerwise Cache Preview';
    this.item.command = commands.previewCache;
  }

  update(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const shown = uri && this.previews.get(uri);
    void vscode.commands.executeCommand('setContext', 'layerwise.cachePreviewShown', shown !== undefined);
    this.lensesChanged.fire();
    if (!shown) return this.item.hide();
    const words = summaryOf(shown);
    const { label: compared } = comparisons[shown.comparison];
    const label = shown.last?.build === undefined ? compared : `${compared}, as built for ${shown.last.build}`;
    this.item.text = `${shown.last?.isProblem ? '$(warning)' : '$(layers)'} ${withoutIcons(words)}`;
    this.item.tooltip = `Cache preview (${label}): ${words}. Select to compare other builds or to stop.`;
    this.item.accessibilityInformation = { label: `Cache preview, ${label}: ${words}`, role: 'button' };
    this.item.show();
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    if (!vscode.workspace.getConfiguration('layerwise').get<boolean>('codeLens', true)) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const shown = this.previews.get(uri);
    const lens = (title: string, command: string): vscode.CodeLens => new vscode.CodeLens(top, { title, command, arguments: [uri.toString()] });
    if (!shown) return [lens('preview cache', commands.previewCache)];
    return [lens(`$(layers)\u00a0${withoutIcons(summaryOf(shown))}`, commands.previewCache), lens('stop preview', commands.stopCachePreview)];
  }

  dispose(): void {
    this.item.dispose();
    this.lensesChanged.dispose();
  }
}

function summaryOf({ last }: ShownPreview): string {
  return last?.summary ?? 'Reading what the builds take…';
}

/** VS Code draws an icon where a text says `$(date)`, which shell commands do. */
function withoutIcons(text: string): string {
  return text.replace(/\$(?=\([A-Za-z0-9-]+(~[A-Za-z]+)?\))/g, '\\$');
}
