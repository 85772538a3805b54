import * as vscode from 'vscode';
import type { CachePreview, CachePreviewStep, StepOutcome } from '../../server/protocol/cachePreview';

/** Files that a hover lists; its sentence counts the rest. */
const listedFiles = 8;

const outcomes: readonly StepOutcome[] = ['cached', 'runs', 'depends', 'metadata', 'unused'];

/** How each outcome looks: a shape in the gutter of an instruction's first line, and a tint or dimmed words on all of them. */
export class StepDecorations implements vscode.Disposable {
  private readonly shapes: ReadonlyMap<StepOutcome, vscode.TextEditorDecorationType>;
  private readonly lines: ReadonlyMap<StepOutcome, vscode.TextEditorDecorationType>;

  constructor(extensionUri: vscode.Uri) {
    this.shapes = new Map(outcomes.map((outcome) => [outcome, shape(extensionUri, outcome)]));
    this.lines = new Map(outcomes.map((outcome) => [outcome, tint(outcome)]));
  }

  /** @param preview undefined takes everything away */
  show(editor: vscode.TextEditor, preview: CachePreview | undefined): void {
    for (const outcome of outcomes) {
      const steps = preview?.steps.filter((step) => step.outcome === outcome) ?? [];
      editor.setDecorations(this.lines.get(outcome)!, steps.map((step) => ({ range: rangeOf(step), hoverMessage: hoverOf(step) })));
      editor.setDecorations(this.shapes.get(outcome)!, steps.map((step) => firstLine(rangeOf(step))));
    }
  }

  dispose(): void {
    for (const type of [...this.shapes.values(), ...this.lines.values()]) type.dispose();
  }
}

function shape(extensionUri: vscode.Uri, outcome: StepOutcome): vscode.TextEditorDecorationType {
  const icon = (theme: 'light' | 'dark'): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', 'cachePreview', `${outcome}-${theme}.svg`);
  return vscode.window.createTextEditorDecorationType({
    light: { gutterIconPath: icon('light') },
    dark: { gutterIconPath: icon('dark') },
    gutterIconSize: '75%',
  });
}

function tint(outcome: StepOutcome): vscode.TextEditorDecorationType {
  if (outcome === 'metadata' || outcome === 'unused') {
    return vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor('layerwise.cachePreview.dimmedForeground') });
  }
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(`layerwise.cachePreview.${outcome}Background`),
    ...(outcome !== 'cached' && {
      overviewRulerColor: new vscode.ThemeColor(`layerwise.cachePreview.${outcome}Ruler`),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    }),
  });
}

/** In words what the colours say; a screen reader gets it with the command that shows the hover at the caret. */
function hoverOf({ label, because, files }: CachePreviewStep): vscode.MarkdownString {
  const sentence = `**Cache preview: ${label}.** ${plainText(because)}`;
  if (files.length < 2) return new vscode.MarkdownString(sentence);
  const listed = [...files.slice(0, listedFiles).map(plainText), ...(files.length > listedFiles ? ['…'] : [])];
  return new vscode.MarkdownString([sentence, '', ...listed.map((file) => `- ${file}`)].join('\n'));
}

/** So that a path is shown as it is. `appendText` would keep the words on one line. */
function plainText(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!~<>|&:.]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

function rangeOf({ range: { start, end } }: CachePreviewStep): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function firstLine({ start }: vscode.Range): vscode.Range {
  return new vscode.Range(start, start);
}
