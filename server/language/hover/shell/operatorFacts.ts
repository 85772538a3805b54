import { inlineCode } from '../../wording';
import type { ShellCommand, ShellSymbol } from './readShell';
import type { ShellContext } from './shellContext';

/** What an operator does between its two commands here. */
export function operatorFacts(context: ShellContext, symbol: ShellSymbol): string[] {
  if (symbol.construct) return [];
  const { commands } = context.element.reading;
  const index = commands.findLastIndex(({ words }) => (words.at(-1)?.end ?? Infinity) <= symbol.start);
  const left = commands[index];
  const right = commands[index + 1];
  if (!left || !right || left.after !== symbol.text) return [];
  const isShared = left.before === '||' || left.before === '|';
  const first = isShared ? 'what stands before it' : nameOf(left);
  switch (symbol.text) {
    case '&&':
      return [`${nameOf(right)} runs only if ${first} succeeds.`];
    case '||':
      return [isNothing(right) ? `If ${first} fails, the shell goes on as if it had not.` : `${nameOf(right)} runs only if ${first} fails.`];
    case ';':
      return errorExit(context, symbol.start) ? [`${errorExit(context, symbol.start)} is on: if ${nameOf(left)} fails, the step ends there.`] : [`${nameOf(right)} runs even if ${nameOf(left)} fails.`];
    case '|':
      return pipeFacts(context, symbol, left, right);
    default:
      return [];
  }
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

/** Name and first word that is no flag: `apt-get install`. */
function nameOf({ words, assignments }: ShellCommand): string {
  const [name, ...rest] = words.slice(assignments).map(({ value }) => value);
  const second = rest.find((word) => !word.startsWith('-'));
  return inlineCode(second && /^[a-z][\w-]*$/.test(second) ? `${name} ${second}` : (name ?? words[0]?.text ?? ''), 40);
}

function isNothing({ words, assignments }: ShellCommand): boolean {
  return words.length === assignments + 1 && /^(true|:)$/.test(words[assignments]?.value ?? '');
}

function errorExit(context: ShellContext, before: number): string | undefined {
  return optionBefore(context, before, /^-[a-z]*e[a-z]*$/);
}

function pipeFail(context: ShellContext, before: number): string | undefined {
  return optionBefore(context, before, /^pipefail$/);
}

/** Where an option was switched on: a `set` before it in this text, or SHELL. */
function optionBefore({ element }: ShellContext, before: number, option: RegExp): string | undefined {
  const set = element.reading.commands.some(({ words, assignments }) => {
    const [name, ...rest] = words.slice(assignments);
    return name?.value === 'set' && name.start < before && rest.some(({ value }) => option.test(value));
  });
  if (set) return 'The `set` in this step';
  const { words, line } = element.shell ?? {};
  if (!words?.some((word) => option.test(word) && word !== '-c')) return undefined;
  return line === undefined ? `An option of ${inlineCode(words[0] ?? '')}` : `The option of SHELL in line ${line}`;
}
