/** Languages of Markdown fences that hold shell lines. */
const shellFence = /^(?:sh|bash|zsh|shell|shellscript|shell-session|console)\b/i;

/** Lines that are looked at around a place; a longer continued command is no real one. */
const mostLines = 50;

/** One line of a shell text, with those that continue it, and the place in it. */
export interface ShellLine {
  readonly line: string;
  readonly character: number;
  /** 0-based number of the document's line that it begins with. */
  readonly firstLine: number;
}

/** The lines of a document, as VS Code has them. */
export interface DocumentLines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** True where a line of a Markdown text stands in a fence for shell lines. */
export function isInShellFence(lines: DocumentLines, line: number): boolean {
  let open: { readonly mark: string; readonly isShell: boolean } | undefined;
  for (let at = 0; at < line; at++) {
    const [, mark, info = ''] = /^ {0,3}(`{3,}|~{3,})\s*(.*)$/.exec(lines.lineAt(at).text) ?? [];
    if (mark === undefined) continue;
    if (!open) open = { mark, isShell: shellFence.test(info) };
    else if (mark.startsWith(open.mark) && info === '') open = undefined;
  }
  return open?.isShell === true && !/^ {0,3}(`{3,}|~{3,})\s*$/.test(lines.lineAt(line).text);
}

/** The whole command line around a place: a backslash at a line's end continues it. */
export function shellLineAt(lines: DocumentLines, line: number, character: number): ShellLine {
  let first = line;
  while (first > 0 && line - first < mostLines && isContinued(lines, first - 1)) first--;
  let last = line;
  while (last < lines.lineCount - 1 && last - line < mostLines && isContinued(lines, last)) last++;
  const texts = Array.from({ length: last - first + 1 }, (_, index) => lines.lineAt(first + index).text);
  const before = texts.slice(0, line - first).reduce((sum, { length }) => sum + length + 1, 0);
  return { line: texts.join('\n'), character: before + character, firstLine: first };
}

/** Line and character of the document for an offset in such a line. */
export function placeOf({ line, firstLine }: ShellLine, offset: number): { readonly line: number; readonly character: number } {
  const before = line.slice(0, offset).split('\n');
  return { line: firstLine + before.length - 1, character: before.at(-1)!.length };
}

function isContinued(lines: DocumentLines, line: number): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(lines.lineAt(line).text);
}
