import { inlineCode } from '../../wording';
import type { ShellCommand, ShellSymbol } from '../../process/readShell';
import type { ShellContext } from './shellContext';

/** What an operator does between its two commands here. */
export function operatorFacts(context: ShellContext, symbol: ShellSymbol): string[] {
  if (symbol.construct) return [];
  const { commands } = context.element.reading;
  const index = commands.findLastIndex(({ words }) => (words.at(-1)?.end ?? Infinity) <= symbol.start);
  const left = commands[index];
  const right = commands[index + 1];
  if (!left || !right || left.after !== symbol.text) return [];
  const { isSingle, isList } = neighbourhood(context, symbol, index);
  const first = isSingle ? nameOf(left) : 'what stands before it';
  switch (symbol.text) {
    case '&&':
      return [`${nameOf(right)} runs only if ${first} succeeds.`];
    case '||':
      return [isNothing(right) ? `If ${first} fails, the shell goes on as if it had not.` : `${nameOf(right)} runs only if ${first} fails.`];
    case ';':
      // `if a; then b`: the construct decides, not the `;`.
      if (!isList || left.words[left.assignments]?.value === 'set') return [];
      return errorExit(context, symbol.start) ? [`${errorExit(context, symbol.start)} is on: if ${nameOf(left)} fails, the step ends there.`] : [`${nameOf(right)} runs even if ${nameOf(left)} fails.`];
    case '|':
      if (!isList) return [];
      return pipeFacts(context, symbol, left, right);
    default:
      return [];
  }
}

/** Whether one command alone stands on the left, and whether no word of a construct stands between the two. */
function neighbourhood({ element }: ShellContext, symbol: ShellSymbol, index: number): { isSingle: boolean; isList: boolean } {
  const { commands, symbols } = element.reading;
  const left = commands[index]!;
  const endOf = (command: ShellCommand | undefined): number => command?.words.at(-1)?.end ?? 0;
  const startOf = (command: ShellCommand | undefined): number => command?.words[0]?.start ?? 0;
  const between = (from: number, to: number, isWanted: (text: string) => boolean): boolean => symbols.some(({ construct, start, text }) => construct !== undefined && start >= from && start < to && isWanted(text));
  const isNegated = between(endOf(commands[index - 1]), startOf(left), (text) => text === '!');
  const closes = between(endOf(left), symbol.start, () => true);
  // `a && b || c`: c also runs where a fails; `a || b && c`: c also runs where a succeeds.
  const isJoined = left.before === '|' || (symbol.text === '||' && left.before === '&&') || (symbol.text === '&&' && left.before === '||');
  return { isSingle: !isNegated && !closes && !isJoined, isList: !between(endOf(left), startOf(commands[index + 1]), () => true) };
}

function pipeFacts(context: ShellContext, symbol: ShellSymbol, left: ShellCommand, right: ShellCommand): string[] {
  const pipefail = pipeFail(context, symbol.start);
  const facts = [
    pipefail
      ? `${pipefail} is on: if ${nameOf(left)} fails, the pipe fails too.`
      : `Only the exit code of the last command of the pipe counts: if ${nameOf(left)} fails, the build does not notice.`,
  ];
  const name = right.words[right.assignments]?.value ?? '';
  const downloads = /^(curl|wget)$/.test(left.words[left.assignments]?.value ?? '');
  if (downloads && /^(sudo|bash|sh|ash|zsh|python3?|node|perl)$/.test(name)) facts.push('What was downloaded is run without a look at it, and a cached step never fetches it again.');
  return facts;
}

const isTest: ReadonlySet<string> = new Set(['[', '[[', 'test']);

/** Name and first word that is no flag: `apt-get install`. */
function nameOf({ words, assignments }: ShellCommand): string {
  const [name, ...rest] = words.slice(assignments).map(({ value }) => value);
  const second = isTest.has(name ?? '') ? undefined : rest.find((word) => !word.startsWith('-'));
  return inlineCode(second && /^[a-z][\w-]*$/.test(second) ? `${name} ${second}` : (name ?? words[0]?.text ?? ''), 40);
}

function isNothing({ words, assignments }: ShellCommand): boolean {
  return words.length === assignments + 1 && /^(true|:)$/.test(words[assignments]?.value ?? '');
}

function errorExit(context: ShellContext, before: number): string | undefined {
  return optionBefore(context, before, (word) => /^[-+][a-zA-Z]*e[a-zA-Z]*$/.test(word) || word === 'errexit');
}

function pipeFail(context: ShellContext, before: number): string | undefined {
  return optionBefore(context, before, (word) => word === 'pipefail');
}

/** Where an option was switched on last: by a `set` before it in this text, or with the shell. */
function optionBefore({ element }: ShellContext, before: number, isOption: (word: string) => boolean): string | undefined {
  let last: 'on' | 'off' | undefined;
  for (const { words, assignments } of element.reading.commands) {
    const values = words.slice(assignments).map(({ value }) => value);
    if (values[0] !== 'set' || (words[assignments]?.start ?? 0) >= before) continue;
    values.forEach((value, index) => {
      if (index > 0 && isOption(value)) last = value.startsWith('+') || values[index - 1]?.startsWith('+') ? 'off' : 'on';
    });
  }
  if (last !== undefined) return last === 'on' ? 'The `set` in this step' : undefined;
  const { words, line } = element.shell ?? {};
  if (!words?.slice(1).some((word) => isOption(word))) return undefined;
  return line === undefined ? `An option of ${inlineCode(words[0] ?? '')}` : `The option of SHELL in line ${line}`;
}
