import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver-types';
import type { ComposeEntry, ComposeFile, ComposeValue } from '../compose/composeFile';
import type { Span } from '../dockerfile/syntax';
import { TextPositions } from '../textPosition';

/** Folds of one file; an editor keeps no more. */
const mostFolds = 5_000;

/**
 * What folds in a compose file (textDocument/foldingRange): keys and list entries with what stands below them, blocks of
 * comments, and what stands between `# region` and `# endregion`.
 */
export function composeFolds({ text, documents }: ComposeFile): FoldingRange[] {
  const folds = new FoldReader(text);
  for (const document of documents) folds.value(document);
  return firstOfEachLine([...folds.found, ...commentFolds(text, folds.textLines)]).slice(0, mostFolds);
}

class FoldReader {
  readonly found: FoldingRange[] = [];
  /** Lines that begin within a text of several lines: a `#` there starts no comment. */
  readonly textLines = new Set<number>();
  private readonly positions: TextPositions;

  constructor(private readonly text: string) {
    this.positions = new TextPositions(text);
  }

  /** Recursion is bounded by the reader, which takes 200 levels. Aliases stand for what folds where it is written. */
  value(value: ComposeValue): void {
    if (value.kind === 'mapping') for (const entry of value.entries) this.entry(entry);
    if (value.kind === 'list') for (const item of value.items) this.item(item);
    if (value.kind === 'scalar') this.noteTextLines(value.span);
  }

  private entry({ keySpan, value }: ComposeEntry): void {
    this.fold(keySpan.start, value);
    this.value(value);
  }

  private item(item: ComposeValue): void {
    this.fold(item.span.start, item);
    this.value(item);
  }

  /** A bracket that closes on a line of its own stays visible, as with other languages. */
  private fold(start: number, { span }: ComposeValue): void {
    const end = this.lastCharacter(span);
    const [startLine, endLine] = [this.lineAt(start), this.lineAt(end)];
    if (startLine === endLine) return;
    const isClosing = /[\]}]/.test(this.text[end] ?? '') && /^\s*$/.test(this.text.slice(this.text.lastIndexOf('\n', end) + 1, end));
    const last = isClosing ? endLine - 1 : endLine;
    if (last > startLine) this.found.push({ startLine, endLine: last });
  }

  private noteTextLines(span: Span): void {
    const [first, last] = [this.lineAt(span.start), this.lineAt(this.lastCharacter(span))];
    for (let line = first + 1; line <= last; line++) this.textLines.add(line);
  }

  /** A block's span runs to the line after it. */
  private lastCharacter({ start, end }: Span): number {
    return Math.max(start, start + this.text.slice(start, end).trimEnd().length - 1);
  }

  private lineAt(offset: number): number {
    return this.positions.positionAt(offset).line;
  }
}

/** Regions, which may lie in each other, and comments on lines that follow one another. */
function commentFolds(text: string, textLines: ReadonlySet<number>): FoldingRange[] {
  const regions: FoldingRange[] = [];
  const blocks: FoldingRange[] = [];
  const open: number[] = [];
  for (const [line, content] of text.split(/\r\n?|\n/).entries()) {
    if (!/^\s*#/.test(content) || textLines.has(line)) continue;
    if (/^\s*#\s*region\b/i.test(content)) open.push(line);
    else if (/^\s*#\s*endregion\b/i.test(content)) {
      const startLine = open.pop();
      if (startLine !== undefined) regions.push({ startLine, endLine: line, kind: FoldingRangeKind.Region });
    } else {
      const block = blocks.at(-1);
      if (block?.endLine === line - 1) block.endLine = line;
      else blocks.push({ startLine: line, endLine: line, kind: FoldingRangeKind.Comment });
    }
  }
  return [...regions, ...blocks.filter(({ startLine, endLine }) => endLine > startLine)];
}

/** An editor folds one range for each line; the earlier in the list, the larger. */
function firstOfEachLine(ranges: readonly FoldingRange[]): FoldingRange[] {
  const taken = new Map<number, FoldingRange>();
  for (const range of ranges) if (!taken.has(range.startLine)) taken.set(range.startLine, range);
  return [...taken.values()].sort((one, other) => one.startLine - other.startLine);
}
