import type { LogicalText } from './logicalText';
import type { PhysicalLine } from './physicalLines';
import { lexShellText, ShellLexError } from './shellLexer';
import type { Heredoc, Span } from './syntax';

/** A `<<NAME` word, before its body is read. */
export interface HeredocMarker {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly fileDescriptor: number;
  readonly markerSpan: Span | undefined;
}

const markerPattern = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;
const noVariables = (): undefined => undefined;

/** The heredoc markers of a whole logical line, keyword included (BuildKit `heredocsFromLine`). */
export function findHeredocMarkers(line: LogicalText): HeredocMarker[] {
  if (!line.text.includes('<<')) return [];
  try {
    const { words } = lexShellText(line.text, noVariables, { escape: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true });
    return words.flatMap((word) => parseHeredocMarker(word.text, line.spanOf(word.start, word.end)) ?? []);
  } catch (error) {
    if (error instanceof ShellLexError) return [];
    throw error;
  }
}

/**
 * Reads one word as a heredoc marker, or gives undefined (BuildKit `ParseHeredoc`).
 * @throws ShellLexError where the name has an unclosed quote.
 */
export function parseHeredocMarker(word: string, markerSpan?: Span): HeredocMarker | undefined {
  const match = markerPattern.exec(word);
  if (!match || !match[3]) return undefined;
  const rest = match[3];
  const { words } = lexShellText(rest, noVariables, { escape: '\\', skipUnset: true });
  if (words.length !== 1) return undefined;
  const raw = lexShellText(rest, noVariables, { escape: '\\', skipUnset: true, rawQuotes: true }).words;
  const name = words[0]!.text;
  return {
    name,
    // Quotes that vanish with the lexing were quoting: the body is taken as it is.
    expand: countQuotes(name) === countQuotes(raw[0]?.text ?? ''),
    chomp: match[2] === '-',
    fileDescriptor: Number(match[1] || 0),
    markerSpan,
  };
}

function countQuotes(text: string): number {
  return text.split(/['"]/).length - 1;
}

/** Reads a body from line `first` on. `next` is the line after the terminator; `terminated` is false at the end of the file. */
export function readHeredocBody(
  text: string,
  lines: readonly PhysicalLine[],
  first: number,
  marker: HeredocMarker,
): { heredoc: Heredoc; next: number; terminated: boolean } {
  const bodyStart = lines[first]?.start ?? text.length;
  for (let index = first; index < lines.length; index++) {
    const line = lines[index]!;
    let start = line.start;
    if (marker.chomp) while (start < line.contentEnd && text[start] === '\t') start++;
    if (text.slice(start, line.contentEnd) !== marker.name) continue;
    const heredoc = withBody(text, marker, { start: bodyStart, end: line.start }, { start: line.start, end: line.contentEnd });
    return { heredoc, next: index + 1, terminated: true };
  }
  const end = { start: text.length, end: text.length };
  return { heredoc: withBody(text, marker, { start: bodyStart, end: text.length }, end), next: lines.length, terminated: false };
}

function withBody(text: string, marker: HeredocMarker, bodySpan: Span, terminatorSpan: Span): Heredoc {
  return { ...marker, content: text.slice(bodySpan.start, bodySpan.end), bodySpan, terminatorSpan };
}
