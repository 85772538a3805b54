import { isUnicodeSpace, isWordSeparator } from './characters';
import { readBuilderFlags } from './builderFlags';
import { readJsonForm } from './jsonForm';
import type { LogicalText } from './logicalText';
import type { CommandForm, Instruction, KeyValue, Problem, Span, Word } from './syntax';
import { parseKeyValues } from './keyValues';
import { splitPlainWords, wordOf } from './words';

/** What the line-level parser knows about an instruction before its arguments are read. */
export interface InstructionFrame {
  readonly line: LogicalText;
  readonly span: Span;
  readonly startLine: number;
  readonly endLine: number;
  readonly commentsAbove: readonly string[];
  readonly escape: string;
}

/**
 * Reads one logical line (BuildKit `newNodeFromLine` and the line parsers). Heredoc bodies are added by the caller.
 * Faults that BuildKit finds while it dispatches are pushed to `problems`.
 */
export function parseInstruction(frame: InstructionFrame, problems: Problem[]): Instruction {
  const { line } = frame;
  const bounds = trimBounds(line.text, 0);
  let keywordEnd = bounds.start;
  while (keywordEnd < bounds.end && !isWordSeparator(line.text[keywordEnd]!)) keywordEnd++;
  let argumentStart = keywordEnd;
  while (argumentStart < bounds.end && isWordSeparator(line.text[argumentStart]!)) argumentStart++;
  const trimmed = line.slice(0, bounds.end);
  const { flags, rest } = readBuilderFlags(trimmed, argumentStart, frame.escape);
  const argumentBounds = trimBounds(trimmed.text, rest);
  const keywordText = line.text.slice(bounds.start, keywordEnd);
  const base = {
    kind: 'instruction' as const,
    keywordText,
    keywordSpan: line.spanOf(bounds.start, keywordEnd),
    span: frame.span,
    bodySpan: line.spanOf(bounds.start, bounds.end),
    startLine: frame.startLine,
    endLine: frame.endLine,
    flags,
    argumentText: trimmed.slice(argumentBounds.start, argumentBounds.end),
    heredocs: [],
    commentsAbove: frame.commentsAbove,
  };
  return withArguments(base, frame, problems);
}

type InstructionStart = Omit<Instruction & { keyword: 'UNKNOWN' }, 'keyword'>;

/** Adds to `base` instead of copying it: V8 gives each copy a shape of its own, which makes everything that reads it slow. */
function withArguments(base: InstructionStart, frame: InstructionFrame, problems: Problem[]): Instruction {
  const text = base.argumentText;
  const keyword = base.keywordText.toUpperCase();
  switch (keyword) {
    case 'FROM': {
      const [image, as, stageName] = splitPlainWords(text);
      return Object.assign(base, { keyword, image, as, stageName });
    }
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return Object.assign(base, { keyword, command: readCommand(text, problems) });
    case 'COPY':
    case 'ADD': {
      const { words, json } = readList(text, problems);
      return Object.assign(base, { keyword, sources: words.slice(0, -1), destination: words[words.length - 1], json });
    }
    case 'EXPOSE':
      return Object.assign(base, { keyword, words: splitPlainWords(text), json: false });
    case 'VOLUME':
      return Object.assign(base, { keyword, ...readList(text, problems) });
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      return Object.assign(base, { keyword, pairs: readPairs(keyword, text, frame.escape, problems) });
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return Object.assign(base, { keyword, value: text.text ? wordOf(text, 0, text.text.length) : undefined });
    case 'HEALTHCHECK':
      return Object.assign(base, { keyword, ...readHealthcheck(text, problems) });
    case 'ONBUILD':
      return Object.assign(base, { keyword, trigger: readTrigger(text, frame, problems) });
    default:
      return Object.assign(base, { keyword: 'UNKNOWN' as const });
  }
}

function readPairs(keyword: 'ENV' | 'LABEL' | 'ARG', text: LogicalText, escape: string, problems: Problem[]): readonly KeyValue[] {
  return parseKeyValues(keyword, text, escape, problems);
}

function readCommand(text: LogicalText, problems: Problem[]): CommandForm | undefined {
  if (!text.text) return undefined;
  const json = readJsonForm(text);
  if (json.kind === 'list') return { form: 'exec', words: json.words, span: text.span };
  if (json.kind === 'not-strings') reportNotStrings(text, problems);
  return { form: 'shell', text, span: text.span, brokenJson: json.kind === 'broken' };
}

function readList(text: LogicalText, problems: Problem[]): { words: readonly Word[]; json: boolean } {
  const json = readJsonForm(text);
  if (json.kind === 'list') return { words: json.words.map(({ value, span }) => ({ text: value, span })), json: true };
  if (json.kind === 'not-strings') reportNotStrings(text, problems);
  return { words: splitPlainWords(text), json: false };
}

function reportNotStrings(text: LogicalText, problems: Problem[]): void {
  const message = 'when using JSON array syntax, arrays must be comprised of strings only';
  problems.push({ code: 'json-not-strings', message, span: text.span, severity: 'error' });
}

function readHealthcheck(text: LogicalText, problems: Problem[]): { type: Word | undefined; command: CommandForm | undefined } {
  let typeEnd = 0;
  while (typeEnd < text.text.length && !isUnicodeSpace(text.text[typeEnd]!)) typeEnd++;
  if (typeEnd === 0) return { type: undefined, command: undefined };
  const { start, end } = trimBounds(text.text, typeEnd);
  return { type: wordOf(text, 0, typeEnd), command: readCommand(text.slice(start, end), problems) };
}

function readTrigger(text: LogicalText, frame: InstructionFrame, problems: Problem[]): Instruction | undefined {
  if (!text.text) return undefined;
  // BuildKit nests without bound here and rejects ONBUILD ONBUILD later; one level is all that can mean something.
  if (/^onbuild[\t\v\f\r ]+onbuild/i.test(text.text)) return parseInstruction({ ...frame, line: text.slice(0, 7) }, problems);
  return parseInstruction({ ...frame, line: text, commentsAbove: [] }, problems);
}

function trimBounds(text: string, from: number): { start: number; end: number } {
  let start = from;
  let end = text.length;
  while (start < end && isUnicodeSpace(text[start]!)) start++;
  while (end > start && isUnicodeSpace(text[end - 1]!)) end--;
  return { start, end };
}
