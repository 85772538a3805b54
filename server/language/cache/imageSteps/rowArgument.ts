import { sourceKind } from '../../context/copySources';
import type { CommandInstruction, CopyInstruction, FromInstruction, HealthcheckInstruction, Instruction, KeyValueInstruction, RunInstruction, UnknownInstruction } from '../../dockerfile/syntax';
import { runArguments } from '../runDefinition';
import type { StageState } from '../stageState';
import { matchesOpen, openValue } from './openText';
import { normalPorts, type Builder, type RowText } from './rowText';

/** What a history row says for an instruction, as far as the file tells. */
export interface ExpectedArgument {
  readonly keyword: string;
  /** True where the row's argument is what the instruction leads to. */
  readonly matches: (argument: string) => boolean;
  /** Of RUN: what stands in the row behind the build arguments. */
  readonly command?: string;
}

/**
 * How a builder writes an instruction into the history (BuildKit `commitToHistory` in convert.go and the legacy builder's
 * dispatchers, both compared with real rows); undefined for what it writes no row for.
 */
export function rowArgument(instruction: Instruction, state: StageState, builder: Builder): ExpectedArgument | undefined {
  if (instruction.keyword === 'FROM' || instruction.keyword === 'UNKNOWN') return undefined;
  if (instruction.keyword === 'ONBUILD' && builder === 'buildkit') return undefined;
  if (instruction.keyword === 'RUN') {
    const command = runArguments(instruction, state).join(' ');
    return { keyword: 'RUN', command, matches: runMatcher(command) };
  }
  return { keyword: instruction.keyword, matches: matcher(instruction, state, builder) };
}

export function rowMatches({ keyword, matches }: ExpectedArgument, row: RowText): boolean {
  return row.keyword === keyword && matches(row.argument);
}

type RowInstruction = Exclude<Instruction, FromInstruction | RunInstruction | UnknownInstruction>;

function matcher(instruction: RowInstruction, state: StageState, builder: Builder): ExpectedArgument['matches'] {
  if ('destination' in instruction) return builder === 'legacy' ? legacyCopyMatcher(instruction, state) : copyMatcher(instruction, state);
  const expected = plainArgument(instruction, state);
  return (argument) => matchesOpen(expected, argument);
}

function plainArgument(instruction: Exclude<RowInstruction, CopyInstruction>, state: StageState): string {
  switch (instruction.keyword) {
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      return pairsText(instruction, state);
    case 'EXPOSE':
      return normalPorts(instruction.words.flatMap(({ text }) => state.expand(text).split(/\s+/)));
    case 'VOLUME':
      return `[${instruction.words.map(({ text }) => state.expand(text)).join(' ')}]`;
    case 'WORKDIR':
      return state.workingDirectory;
    case 'USER':
    case 'STOPSIGNAL':
      return state.expand(instruction.value?.text ?? '');
    case 'SHELL':
      return `[${instruction.command?.form === 'exec' ? instruction.command.words.map(({ value }) => value).join(' ') : ''}]`;
    case 'CMD':
    case 'ENTRYPOINT':
      return goList(commandWords(instruction, state));
    case 'HEALTHCHECK':
      return healthcheckText(instruction);
    default:
      return instruction.argumentText.text;
  }
}

/** An ARG's row has what the file says, never the value that the build was given. */
function pairsText({ keyword, pairs }: KeyValueInstruction, state: StageState): string {
  return pairs
    .map(({ name, value }) => {
      const left = keyword === 'ARG' ? name.text : state.expand(name.text);
      return value === undefined ? left : `${left}=${state.expand(value.text)}`;
    })
    .join(' ');
}

function commandWords({ command }: CommandInstruction, { shell }: StageState): readonly string[] {
  if (!command) return [];
  return command.form === 'exec' ? command.words.map(({ value }) => value) : [...shell, command.text.text];
}

function healthcheckText({ type, command }: HealthcheckInstruction): string {
  if (!command) return goList([(type?.text ?? '').toUpperCase()]);
  return goList(command.form === 'exec' ? ['CMD', ...command.words.map(({ value }) => value)] : ['CMD-SHELL', command.text.text]);
}

/** As Go's `%q` writes a list. Characters that JSON spells differently lead to no match, never to a wrong one. */
function goList(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}

/** Values of build arguments are compared elsewhere: the text behind them is not replaced by anybody. */
function runMatcher(command: string): ExpectedArgument['matches'] {
  return (argument) => argument === command || (/^\|\d+ /.test(argument) && argument.endsWith(` ${command}`));
}

function copyMatcher(copy: CopyInstruction, state: StageState): ExpectedArgument['matches'] {
  const heredocs = copy.heredocs.map(({ name }) => `<<${name}`);
  const sources = copy.sources.filter(({ text }) => sourceKind(text, copy.keyword) !== 'heredoc').map(({ text }) => state.expand(text));
  const words = [...sources, ...heredocs, state.expand(copy.destination?.text ?? '')].join(' ');
  const written = copy.flags.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name}=${state.expand(value)}`));
  const owned = copy.flags.flatMap(({ name }, index) => (name === 'chown' || name === 'chmod' ? [written[index]!] : []));
  return (argument) => {
    const [, flags = '', rest = ''] = /^((?:--\S+ )*)([^]*)$/.exec(argument) ?? [];
    const noted = flags.split(' ').filter((flag) => flag !== '');
    const isWritten = (flag: string): boolean => written.some((own) => matchesOpen(own, flag) || own.startsWith(`${flag}=`));
    // Engine 20.10 notes no flag at all; a later one notes owner and mode.
    const complete = noted.length === 0 || owned.every((own) => noted.some((flag) => matchesOpen(own, flag)));
    return matchesOpen(words, rest) && noted.every(isWritten) && complete;
  };
}

/** A longer row is not looked through for its checksum. */
const longestCopyRow = 5_000;

/** The legacy builder notes a checksum in place of the sources, and whether they are one or several. */
function legacyCopyMatcher(copy: CopyInstruction, state: StageState): ExpectedArgument['matches'] {
  const chown = copy.flags.findLast(({ name }) => name === 'chown')?.value;
  const owner = chown ? `--chown=${state.expand(chown)}` : '';
  const sources = copy.sources.map(({ text }) => state.expand(text));
  const isOpen = sources.some((source) => /[*?[]/.test(source) || source.includes(openValue));
  const destination = state.expand(copy.destination?.text ?? '');
  return (argument) => {
    if (argument.length > longestCopyRow) return false;
    const [, flags = '', kind, rest = ''] = /^(.*?)(?:(file|dir|multi):)?[0-9a-f]{40,} in ([^]*)$/.exec(argument) ?? [];
    const several = kind === 'multi';
    // Engine 20.10 leaves no blank between the owner and the checksum.
    return matchesOpen(owner, flags.trimEnd()) && (isOpen || several === sources.length > 1) && matchesOpen(destination, rest);
  };
}
