import { commandName, parseShellText, type ShellListItem } from './shellText';

/**
 * The shells whose behaviour was observed: busybox 1.35, dash 0.5.12, bash 5.2.
 * `sh` is one of the three, and which one only the image knows.
 */
export type ShellKind = 'busybox' | 'dash' | 'bash' | 'sh';

/** Who is the process of `shell -c text` once its last command runs. */
export type ShellOutcome =
  | { readonly process: 'the program'; readonly command: string; readonly first: readonly string[]; readonly explicit: boolean }
  | { readonly process: 'the shell'; readonly reason: StayReason; readonly command: string | undefined }
  /** busybox and bash replace themselves, dash does not. */
  | { readonly process: 'depends'; readonly command: string; readonly first: readonly string[] }
  | { readonly process: 'unknown' };

export type StayReason =
  | 'builtin'
  | 'pipeline'
  | 'background'
  | 'trap'
  | 'construct'
  | 'redirection'
  | 'dash'
  | 'mixed-list'
  | 'alternative'
  | 'empty';

/**
 * Tells whether the shell replaces itself with the last command of `text` (it calls `exec` by itself) or stays as parent.
 * Observed facts only; where the three shells differ and `kind` is `sh`, the answer is `depends`.
 */
export function shellOutcome(kind: ShellKind, text: string): ShellOutcome {
  const { items, understood } = parseShellText(text);
  if (!understood) return { process: 'unknown' };
  const last = items[items.length - 1];
  if (!last) return { process: 'the shell', reason: 'empty', command: undefined };
  if (items.some(({ kind }) => kind === 'function')) return { process: 'unknown' };
  if (kind !== 'sh') return outcomeOf(kind, items, last);
  return consensus((['busybox', 'dash', 'bash'] as const).map((each) => outcomeOf(each, items, last)));
}

function consensus(outcomes: readonly ShellOutcome[]): ShellOutcome {
  const first = outcomes[0]!;
  if (outcomes.some(({ process }) => process === 'unknown')) return { process: 'unknown' };
  if (outcomes.every(({ process }) => process === first.process)) return first;
  return first.process === 'the program' ? { ...first, process: 'depends' } : { process: 'unknown' };
}

function outcomeOf(kind: 'busybox' | 'dash' | 'bash', items: readonly ShellListItem[], last: ShellListItem): ShellOutcome {
  const stays = (reason: StayReason): ShellOutcome => ({ process: 'the shell', reason, command: last.text });
  if (last.background) return stays('background');
  if (last.kind === 'pipeline') return stays('pipeline');
  if (last.kind === 'negated' || last.heredoc) return stays('construct');
  if (last.kind === 'compound') return compoundOutcome(kind, last, stays);
  const first = items.slice(0, -1).filter(runsProgram).map(({ text }) => text);
  const name = firstName(last);
  const before = items[items.length - 2];
  if (last.operator === '||' && before && runsProgram(before)) return stays('alternative');
  if (runsTextOrFile.has(name)) return { process: 'unknown' };
  if (name === 'exec') return execOutcome(last, first, stays);
  if (name === '' || builtins.has(name)) return stays('builtin');
  if (items.some((item) => firstName(item) === 'trap')) return stays('trap');
  if (kind === 'dash') return stays('dash');
  if (kind === 'bash') {
    if (last.redirected) return stays('redirection');
    if (isMixedList(items)) return stays('mixed-list');
  }
  return { process: 'the program', command: commandText(last, 0), first, explicit: false };
}

/** What runs then stands in a variable or in a file. */
const runsTextOrFile: ReadonlySet<string> = new Set(['eval', '.', 'source', 'command', 'builtin']);

/** `exec` with a command replaces every shell; `exec >file` alone only redirects the shell itself. */
function execOutcome(last: ShellListItem, first: readonly string[], stays: (reason: StayReason) => ShellOutcome): ShellOutcome {
  if (last.words.length < 2) return stays('builtin');
  if (last.words[1]!.startsWith('-')) return { process: 'unknown' };
  return { process: 'the program', command: commandText(last, 1), first, explicit: true };
}

/** Loops keep every shell; `if`, `case`, `( )` and `{ }` keep dash and bash, while busybox goes on inside. */
function compoundOutcome(kind: 'busybox' | 'dash' | 'bash', last: ShellListItem, stays: (reason: StayReason) => ShellOutcome): ShellOutcome {
  if (/\bexec\b/.test(last.text)) return { process: 'unknown' };
  const loop = /^(while|until|for|select)\b/.test(last.text);
  return loop || kind !== 'busybox' ? stays('construct') : { process: 'unknown' };
}

/** bash reads line by line, and keeps itself where on the last line a `;` or `&` stands before a final `&&` or `||`. */
function isMixedList(items: readonly ShellListItem[]): boolean {
  const lastLine = items.slice(Math.max(0, items.findLastIndex(({ operator }) => operator === '\n')));
  if (lastLine.some(({ background }) => background)) return true;
  const operators = lastLine.slice(1).map(({ operator }) => operator);
  const last = operators[operators.length - 1];
  return (last === '&&' || last === '||') && operators.includes(';');
}

function runsProgram(item: ShellListItem): boolean {
  return item.kind !== 'simple' || (item.words.length > 0 && !builtins.has(firstName(item)));
}

function firstName(item: ShellListItem): string {
  return item.kind === 'simple' && item.words[0] ? commandName(item.words[0]) : '';
}

function commandText(item: ShellListItem, from: number): string {
  return item.words.slice(from).join(' ');
}

/** Commands that the shells run themselves (POSIX special built-ins and those all three have in common). */
const builtins: ReadonlySet<string> = new Set([
  ...[':', 'break', 'continue', 'exec', 'exit', 'export', 'readonly', 'return', 'set', 'shift', 'times', 'trap', 'unset'],
  ...['alias', 'bg', 'cd', 'echo', 'false', 'fg', 'getopts', 'hash', 'jobs', 'kill', 'local', 'printf', 'pwd', 'read'],
  ...['test', '[', 'true', 'type', 'ulimit', 'umask', 'unalias', 'wait'],
]);
