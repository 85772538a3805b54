import type { LogicalText } from '../dockerfile/logicalText';
import { readBrokenJsonList } from '../process/jsonList';
import type { ExecFormPlan } from './execFormPlan';
import type { SpanEdit } from './rule';

interface CommandWord {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Commands that only a shell has, or that mean something else outside of one. */
const shellOnly: ReadonlySet<string> = new Set(
  `. : alias bg break cd command continue eval exec exit export fg for function getopts hash if case while until jobs local
  read readonly return set shift source time times trap type ulimit umask unalias unset wait select then do !`.split(/\s+/),
);

/**
 * Plans one edit for each word, so that blanks, continuations and comments between the words stay.
 * Only a plain command is converted: what a shell would do beside splitting words blocks it.
 */
export function planExecForm(text: LogicalText, brokenJson: boolean): ExecFormPlan {
  if (brokenJson || text.text.startsWith('[')) return planList(text);
  const words = splitCommand(text.text);
  if (typeof words === 'string') return { kind: 'blocked', reason: words };
  const first = words[0];
  if (!first) return { kind: 'blocked', reason: 'there is no command' };
  if (/^[A-Za-z_]\w*\+?=/.test(text.text.slice(first.start, first.end))) return { kind: 'blocked', reason: 'only a shell sets variables before a command' };
  if (first.value === 'exec') return withoutExec(text, words);
  if (shellOnly.has(first.value)) return { kind: 'blocked', reason: `\`${first.value}\` is the shell's own command` };
  return editsFor(text, words);
}

/** `exec program` is what exec form does. */
function withoutExec(text: LogicalText, [first, ...words]: readonly CommandWord[]): ExecFormPlan {
  const program = words[0];
  if (!first || !program || program.value.startsWith('-')) return { kind: 'blocked', reason: '`exec` is the shell\'s own command' };
  const plan = editsFor(text, words);
  const removal: SpanEdit = { span: text.spanOf(first.start, program.start), newText: '' };
  if (plan.kind === 'blocked') return plan;
  return removal.span.end === plan.edits[0]!.span.start ? { kind: 'edits', edits: [removal, ...plan.edits] } : { kind: 'blocked', reason: '`exec` stands in another line' };
}

function editsFor(text: LogicalText, words: readonly CommandWord[]): ExecFormPlan {
  const edits = words.map(({ value, start, end }, index): SpanEdit => {
    const before = index === 0 ? '[' : '';
    const after = index === words.length - 1 ? ']' : ',';
    return { span: text.spanOf(start, end), newText: before + JSON.stringify(value) + after };
  });
  const isWhole = words.every(({ start, end }, index) => edits[index]!.span.end - edits[index]!.span.start === end - start);
  return isWhole ? { kind: 'edits', edits } : { kind: 'blocked', reason: 'a word goes on in the next line' };
}

/** What is meant as a list needs only its faults mended. */
function planList(text: LogicalText): ExecFormPlan {
  const list = readBrokenJsonList(text, false);
  if (list?.edits && list.commentAt === undefined) return { kind: 'edits', edits: list.edits };
  return { kind: 'blocked', reason: 'it begins like a JSON list and is none, so the shell gets the brackets too' };
}

/** The words of a plain command with their quotes removed, or the clause that says why it is not plain. */
function splitCommand(text: string): CommandWord[] | string {
  const words: CommandWord[] = [];
  let word: { value: string; start: number } | undefined;
  let position = 0;
  while (position < text.length) {
    const character = text[position]!;
    if (/\s/.test(character)) {
      if (word) words.push({ ...word, end: position });
      word = undefined;
      position++;
      continue;
    }
    const reason = obstacle(text, position, word === undefined);
    if (reason) return reason;
    word ??= { value: '', start: position };
    const quoted: { value: string; end: number } | string = character === "'" || character === '"' ? readQuoted(text, position) : { value: character, end: position + 1 };
    if (typeof quoted === 'string') return quoted;
    word.value += quoted.value;
    position = quoted.end;
  }
  if (word) words.push({ ...word, end: text.length });
  return words;
}

function obstacle(text: string, position: number, startsWord: boolean): string | undefined {
  const character = text[position]!;
  if (character === '$') return 'only a shell replaces variables';
  if (/[|&;<>()`]/.test(character)) return 'it uses the syntax of the shell';
  // `[ -f file ]`, `[[ … ]]` and `{ …; }` are words of their own, and no patterns.
  if (startsWord && /^(\[\[?|\{)\s/.test(text.slice(position, position + 3))) return 'it uses the syntax of the shell';
  if (/[*?[\]{}]/.test(character)) return 'only a shell replaces patterns of file names';
  if (character === '\\') return 'it has an escaped character';
  if (character === '~' && startsWord) return 'only a shell replaces `~`';
  return character === '#' && startsWord ? 'a comment for the shell follows it' : undefined;
}

function readQuoted(text: string, start: number): { value: string; end: number } | string {
  const close = text.indexOf(text[start]!, start + 1);
  if (close < 0) return 'a quote stays open';
  const value = text.slice(start + 1, close);
  if (text[start] === '"' && value.includes('$')) return 'only a shell replaces variables';
  if (text[start] === '"' && /[`\\]/.test(value)) return 'it uses the syntax of the shell';
  return { value, end: close + 1 };
}
