import type { GraphDetails } from '../../../protocol/graphDetails';
import { maskSecrets } from '../../maskSecrets';
import { formatCommandLine, shortenCommand } from '../../process/commandLine';
import { execPart, noPart, type CommandPart, type ImageCommand } from '../../process/commandParts';
import { effectiveCommand, type EffectiveCommand } from '../../process/effectiveCommand';
import { describeProcessOne } from '../../process/processOneText';
import { commandOfImage } from '../../process/stageCommand';
import { plainLine } from '../../wording';
import type { ContainerInspection, ImageInspection } from './inspection';

const longestLine = 400;
const longestProcess = 120;

/** More notes than this nobody reads beside a graph. The first ones are about how the command comes about. */
const mostNotes = 4;

/** What a container of this image runs where the command line names nothing. */
export function imageCommandWords({ configuration }: ImageInspection, name: string): NonNullable<GraphDetails['command']> {
  const command = effectiveCommand({ image: commandOfImage(configuration, name) });
  return { line: commandLine(command.argv), explanation: explanation(command, originOfImage(command)) };
}

/** What a container runs: Path and arguments as the daemon starts them, and where they come from. */
export function containerCommandWords(container: ContainerInspection, image: ImageInspection | undefined, name: string): GraphDetails['command'] {
  const { argv, entrypoint, cmd } = container;
  if (argv.length === 0) return undefined;
  const line = commandLine(argv);
  const command = containerCommand(container, image, name);
  // The daemon's word counts: what does not lead to it is no explanation of it.
  const isExplained = command.argv.length === argv.length && command.argv.every((word, index) => word === argv[index]);
  if (!isExplained) return { line, explanation: 'This is what the daemon starts. How it comes about cannot be told here.' };
  const origins = [...partOrigin('ENTRYPOINT', entrypoint, image?.configuration.entrypoint), ...partOrigin('CMD', cmd, image?.configuration.cmd)];
  // Of a program that could not be started there is no process to tell anything about.
  return { line, explanation: container.error === '' ? explanation(command, origins) : plainLine(origins.join(' ')) };
}

/** The container's settings read as an image's: the rules about processes and signals are the same. */
function containerCommand({ entrypoint, cmd, stopSignal, stopTimeout, init }: ContainerInspection, image: ImageInspection | undefined, name: string): EffectiveCommand {
  const base = commandOfImage(image?.configuration ?? unknownConfiguration, name);
  const command: ImageCommand = {
    ...base,
    entrypoint: partLike(base.entrypoint, entrypoint),
    cmd: partLike(base.cmd, cmd),
    stopSignal: stopSignal === '' ? { from: 'none', line: undefined, value: undefined } : { from: 'base', line: undefined, value: stopSignal },
  };
  return effectiveCommand({ image: command, run: { init, ...(stopTimeout !== undefined && { stopTimeout }) } });
}

const unknownConfiguration = { entrypoint: [], cmd: [], shell: [], stopSignal: undefined, os: undefined, onBuild: [] } as const;

/** The image's own part keeps its form; an ENTRYPOINT of one empty word counts as none. */
function partLike(part: CommandPart, words: readonly string[]): CommandPart {
  if (words.length === 1 && words[0] === '') return noPart;
  return isSame(words, part.value) ? part : execPart('base', words);
}

function partOrigin(part: 'ENTRYPOINT' | 'CMD', words: readonly string[], ofImage: readonly string[] | undefined): readonly string[] {
  if (words.length === 0) return [];
  if (ofImage === undefined) return [`${part} is ${shortLine(words)}.`];
  return [isSame(words, ofImage) ? `${part} is the image's.` : `${part} was given when the container was made.`];
}

function originOfImage({ entrypoint, cmd }: EffectiveCommand): readonly string[] {
  return [partOfImage('ENTRYPOINT', entrypoint), partOfImage('CMD', cmd)].flat();
}

function partOfImage(part: 'ENTRYPOINT' | 'CMD', { value = [] }: CommandPart): readonly string[] {
  return value.length === 0 ? [] : [`${part} is ${shortLine(value)}.`];
}

function explanation(command: EffectiveCommand, origins: readonly string[]): string {
  const notes = command.notes.slice(0, mostNotes).map((note) => maskSecrets(note));
  // Of a plain program a note says so, too, with its name.
  const isSaid = command.processOne.kind === 'nothing' || (command.processOne.kind === 'the program' && notes.some((note) => note.includes(' is PID 1 ')));
  const main = isSaid ? [] : [`PID 1 is ${shortenCommand(maskSecrets(describeProcessOne(command.processOne)), longestProcess)}.`];
  return plainLine([...origins, ...main, ...notes].join(' '));
}

function commandLine(argv: readonly string[]): string {
  return argv.length === 0 ? 'nothing' : plainLine(shortenCommand(maskSecrets(formatCommandLine(argv)), longestLine));
}

function shortLine(words: readonly string[]): string {
  return shortenCommand(maskSecrets(formatCommandLine(words)), longestProcess);
}

function isSame(one: readonly string[], other: readonly string[] | undefined): boolean {
  return other !== undefined && one.length === other.length && one.every((word, index) => word === other[index]);
}
