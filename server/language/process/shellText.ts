import { tokenizeShellText, type ShellToken } from './shellTokens';

/** What joins a command of a list to the one before it. */
export type ListOperator = '' | '&&' | '||' | ';' | '\n' | '&';

/** One member of a shell list: a pipeline, most often of a single command. */
export interface ShellListItem {
  readonly operator: ListOperator;
  readonly kind: 'simple' | 'pipeline' | 'compound' | 'negated' | 'function';
  /** Words of a simple command as written, quotes included; assignments and redirections left out. */
  readonly words: readonly string[];
  readonly assignments: readonly string[];
  readonly redirected: boolean;
  /** `<<` or `<<<` feeds it. */
  readonly heredoc: boolean;
  /** Runs in the background: a single `&` follows. */
  readonly background: boolean;
  readonly text: string;
  /** Index of its first word behind assignments, or of its first token, in the shell text. */
  readonly commandStart: number;
}

export interface ShellText {
  readonly items: readonly ShellListItem[];
  /** False for an unclosed quote or bracket, or where the bound was met: nothing may be concluded. */
  readonly understood: boolean;
}

/** Commands longer than this are not analysed. */
const longestText = 20000;

/**
 * Takes a POSIX shell text apart, as far as is needed to tell which command the shell runs last and how.
 * It does not expand anything. Compound commands are recognised, not entered.
 */
export function parseShellText(text: string): ShellText {
  if (text.length > longestText) return { items: [], understood: false };
  const tokens = tokenizeShellText(text);
  if (!tokens) return { items: [], understood: false };
  return readList(text, tokens);
}

/** The command's name with quotes and path removed: `"/usr/bin/node"` → `node`. */
export function commandName(word: string): string {
  const bare = word.replace(/["'\\]/g, '');
  return bare.slice(bare.lastIndexOf('/') + 1);
}

const compoundStarts: ReadonlySet<string> = new Set(['if', 'while', 'until', 'for', 'case', 'select', '{', '[[', 'function', 'time', 'coproc']);

function readList(text: string, tokens: readonly ShellToken[]): ShellText {
  const items: ShellListItem[] = [];
  let operator: ListOperator = '';
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index]!;
    if (token.kind === 'newline' || token.text === ';') {
      if (items.length > 0 && token.kind === 'newline' && operator !== '&&' && operator !== '||') operator = '\n';
      else if (items.length > 0 && operator === '') operator = ';';
      index++;
      continue;
    }
    const end = endOfItem(tokens, index);
    if (end === undefined || end === index) return { items, understood: false };
    const after = tokens[end];
    items.push(readItem(text, tokens.slice(index, end), operator, after?.text === '&'));
    // A heredoc's body follows on the next lines and is no command.
    if (items[items.length - 1]!.heredoc) return { items, understood: !tokens.slice(end).some(({ kind }) => kind !== 'newline') };
    operator = after?.text === '&&' || after?.text === '||' || after?.text === '&' ? after.text : '';
    index = operator === '' ? end : end + 1;
  }
  return { items, understood: operator !== '&&' && operator !== '||' };
}

/** Index of the token that ends the list item starting at `index`; brackets and compound commands are stepped over. */
function endOfItem(tokens: readonly ShellToken[], index: number): number | undefined {
  const open: string[] = [];
  let commandStart = true;
  for (let at = index; at < tokens.length; at++) {
    const token = tokens[at]!;
    const inside = open[open.length - 1];
    if (!inside && (token.kind === 'newline' || [';', '&', '&&', '||'].includes(token.text))) return at;
    if (token.kind === 'operator' && token.text === ')') {
      // `case` patterns end in a bracket that nothing opens.
      if (inside === '(') open.pop();
      else if (inside !== 'case') return undefined;
    } else if (token.kind === 'operator' && token.text === '(') open.push('(');
    else if (commandStart && closerOf.has(token.text)) open.push(token.text);
    else if (inside && closerOf.get(inside) === token.text && (commandStart || inside === '[[')) open.pop();
    commandStart = token.kind === 'newline' || token.kind === 'operator' || leadsToCommand.has(token.text);
  }
  return open.length === 0 ? tokens.length : undefined;
}

const closerOf: ReadonlyMap<string, string> = new Map([
  ['if', 'fi'],
  ['while', 'done'],
  ['until', 'done'],
  ['for', 'done'],
  ['select', 'done'],
  ['case', 'esac'],
  ['{', '}'],
  ['[[', ']]'],
]);

/** Words of the grammar after which a command, or the end of the construct, may stand. */
const leadsToCommand: ReadonlySet<string> = new Set([
  ...['then', 'else', 'elif', 'do', 'in', '!', 'time', 'fi', 'done', 'esac', '}', ']]'],
  ...['if', 'while', 'until', '{'],
]);

function readItem(text: string, tokens: readonly ShellToken[], operator: ListOperator, background: boolean): ShellListItem {
  const words: string[] = [];
  const assignments: string[] = [];
  let redirected = false;
  let heredoc = false;
  let commandStart = tokens[0]!.start;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.kind === 'operator' && /[<>]/.test(token.text)) {
      redirected = true;
      heredoc ||= token.text.includes('<<');
      index++;
    } else if (words.length === 0 && /^[A-Za-z_]\w*\+?=/.test(token.text)) assignments.push(token.text);
    else {
      if (words.length === 0) commandStart = token.start;
      words.push(token.text);
    }
  }
  const range = text.slice(tokens[0]!.start, tokens[tokens.length - 1]!.end);
  return { operator, kind: kindOf(tokens), words, assignments, redirected, heredoc, background, text: range, commandStart };
}

function kindOf(tokens: readonly ShellToken[]): ShellListItem['kind'] {
  const first = tokens[0]!;
  if (first.text === '!') return 'negated';
  if (tokens[1]?.text === '(' && tokens[2]?.text === ')') return 'function';
  if (compoundStarts.has(first.text) || first.text === '(') return first.text === 'function' ? 'function' : 'compound';
  return tokens.some(({ kind, text }) => kind === 'operator' && (text === '|' || text === '|&')) ? 'pipeline' : 'simple';
}
