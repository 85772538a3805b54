import { parseDockerfile } from '../dockerfile/parser';
import type { CommandInstruction, Dockerfile, Instruction, Stage, ValueInstruction } from '../dockerfile/syntax';
import { remembered } from '../dockerfile/remembered';
import { resolvedBases } from '../dockerfile/resolvedBases';
import type { DockerfileFacts } from '../dockerfileFacts';
import { execPart, noPart, unknownPart, type CommandPart, type ImageCommand } from './commandParts';
import { scratchConfiguration, type ImageConfiguration } from './imageConfiguration';
import * as notes from './commandNotes';
import { readBrokenJsonList } from './jsonList';
import { systemByName, systemByRun } from './imageSystem';
import { stopSignalOf } from './stopSignal';

/** Image configuration while the stages are walked. `shell` undefined: the base image decides and is not known. */
interface Progress extends ImageCommand {
  readonly shell: readonly string[] | undefined;
  /** Nothing at hand says the system, and the Dockerfile looks as if it were for Windows. */
  readonly maybeWindows: boolean;
  readonly triggers: readonly Trigger[];
}

interface Trigger {
  readonly instruction: Instruction;
  /** Line of the ONBUILD; undefined where it comes from the base image's configuration. */
  readonly line: number | undefined;
}

/** BuildKit has no bound; an image with more triggers than this is no real one. */
const mostTriggers = 100;

/**
 * ENTRYPOINT, CMD and STOPSIGNAL of the image that `stage` builds, inherited parts included.
 * Rules as in BuildKit's `dispatchCmd`, `dispatchEntrypoint`, `dispatchShell` (dockerfile2llb/convert.go): the last of each
 * wins, an ENTRYPOINT drops a CMD that this stage has not set itself, and the shell is the one in force above the instruction.
 */
export function stageCommand(dockerfile: Dockerfile, stage: Stage, facts: DockerfileFacts): ImageCommand {
  return commandsOf(dockerfile, dockerfile.stages.slice(0, stage.index + 1), facts)[stage.index]!;
}

/** The same for every stage, by its index, in one walk. */
export const stageCommands = remembered((dockerfile, facts: DockerfileFacts): readonly ImageCommand[] => commandsOf(dockerfile, dockerfile.stages, facts));

/** FROM can only name earlier stages, so each stage is done once. */
function commandsOf(dockerfile: Dockerfile, stages: readonly Stage[], facts: DockerfileFacts): readonly Progress[] {
  const bases = resolvedBases(dockerfile, facts);
  const done: Progress[] = [];
  for (const stage of stages) {
    const { image, stage: parent } = bases[stage.index]!;
    done.push(applyStage(dockerfile, stage, parent ? done[parent.index]! : startOfBase(stage, image || undefined, dockerfile, facts), facts));
  }
  return done;
}

/** What the image that a FROM names brings along, before the first instruction. */
function startOfBase(stage: Stage, baseName: string | undefined, dockerfile: Dockerfile, facts: DockerfileFacts): Progress {
  const platform = stage.from.flags.find(({ name }) => name === 'platform')?.value;
  const windows = platform?.startsWith('windows') || isWindowsName(baseName);
  const known = baseName === 'scratch' ? scratchConfiguration : baseName === undefined ? undefined : facts.image?.(baseName);
  if (known) {
    const command = commandOfImage(known, baseName);
    return { ...command, windows: command.windows || windows, shell: shellOf(known, windows), maybeWindows: false, triggers: triggersOf(known) };
  }
  return {
    entrypoint: unknownPart,
    cmd: unknownPart,
    stopSignal: { from: 'unknown', line: undefined, value: undefined },
    baseName,
    baseKnown: false,
    system: systemByName(baseName),
    windows,
    notes: [],
    shell: windows ? windowsShell : undefined,
    maybeWindows: !windows && dockerfile.escape === '`',
    triggers: [],
  };
}

/** Microsoft's base images for Windows containers. */
function isWindowsName(name: string | undefined): boolean {
  return name !== undefined && /^mcr\.microsoft\.com\/windows(\/|:|@|$)/.test(name);
}

/** What a container of this image runs when nothing is built on top of it. */
export function commandOfImage(image: ImageConfiguration, name: string | undefined): ImageCommand {
  return {
    entrypoint: partOfImage(image, image.entrypoint),
    cmd: partOfImage(image, image.cmd),
    stopSignal: { from: image.stopSignal ? 'base' : 'none', line: undefined, value: image.stopSignal },
    baseName: name,
    baseKnown: true,
    system: image.system ?? systemByName(name),
    windows: image.os === 'windows' || isWindowsName(name),
    notes: [],
  };
}

/** A configuration does not keep the form; the image's shell with one text behind it is what shell form makes. */
function partOfImage(image: ImageConfiguration, value: readonly string[]): CommandPart {
  const shell = shellOf(image, false);
  const isShellForm = value.length === shell.length + 1 && shell.every((word, index) => value[index] === word);
  return { ...execPart('base', value), ...(isShellForm ? { form: 'shell', shellText: value[shell.length] } : {}) };
}

/** An image that nobody at hand knows. */
export function unknownImageCommand(name: string | undefined): ImageCommand {
  const stopSignal = { from: 'unknown', line: undefined, value: undefined } as const;
  return { entrypoint: unknownPart, cmd: unknownPart, stopSignal, baseName: name, baseKnown: false, system: systemByName(name), windows: isWindowsName(name), notes: [] };
}

/** Docker's default shells (BuildKit `defaultShell`). */
const linuxShell = ['/bin/sh', '-c'];
const windowsShell = ['cmd', '/S', '/C'];

function shellOf(image: ImageConfiguration, windows: boolean): readonly string[] {
  if (image.shell.length > 0) return image.shell;
  return windows || image.os === 'windows' ? windowsShell : linuxShell;
}

/** Triggers of a known base image: one Dockerfile line each, run directly after FROM. */
function triggersOf(image: ImageConfiguration): readonly Trigger[] {
  return image.onBuild.slice(0, mostTriggers).flatMap((line) => {
    const instruction = parseDockerfile(line).instructions[0];
    return instruction ? [{ instruction, line: undefined }] : [];
  });
}

type Walk = { -readonly [Key in keyof Progress]: Progress[Key] };

function applyStage(dockerfile: Dockerfile, stage: Stage, inherited: Progress, facts: DockerfileFacts): Progress {
  const walk: Walk = { ...inherited, triggers: [] };
  const own = stage.instructions.map((instruction): Trigger => ({ instruction, line: instruction.startLine }));
  const triggers: Trigger[] = [];
  let cmdSet = false;
  let stopSignal: { readonly instruction: ValueInstruction; readonly line: number | undefined } | undefined;
  for (const { instruction, line } of [...inherited.triggers, ...own]) {
    if (instruction.keyword === 'RUN') walk.system ??= systemByRun(instruction);
    else if (instruction.keyword === 'SHELL') walk.shell = shellWords(instruction) ?? walk.shell;
    else if (instruction.keyword === 'CMD') {
      walk.cmd = partOf(instruction, line, walk);
      cmdSet = true;
    } else if (instruction.keyword === 'ENTRYPOINT') {
      walk.entrypoint = partOf(instruction, line, walk);
      if (cmdSet) walk.notes = [];
      else dropInheritedCmd(walk);
    } else if (instruction.keyword === 'STOPSIGNAL') stopSignal = { instruction, line };
    else if (instruction.keyword === 'ONBUILD' && instruction.trigger && triggers.length < mostTriggers) triggers.push({ instruction: instruction.trigger, line });
  }
  // Only the last one counts, and looking up its variables costs a walk of its own.
  if (stopSignal) walk.stopSignal = stopSignalOf(dockerfile, stopSignal.instruction, stopSignal.line, facts);
  return { ...walk, triggers };
}

function dropInheritedCmd(walk: Walk): void {
  if (walk.cmd.from !== 'none') walk.notes = [notes.inheritedCmdDropped(walk.baseName, walk.cmd)];
  walk.cmd = noPart;
}

/** Undefined in shell form: BuildKit rejects that, so what would run then is not asked. */
function shellWords({ command }: CommandInstruction): readonly string[] | undefined {
  return command?.form === 'exec' && command.words.length > 0 ? command.words.map(({ value }) => value) : undefined;
}

function partOf(instruction: CommandInstruction, line: number | undefined, progress: Progress): CommandPart {
  const from = line === undefined ? 'base' : 'stage';
  const command = instruction.command;
  if (command?.form === 'exec') return { ...execPart(from, command.words.map(({ value }) => value)), line };
  // A bare CMD is shell form with an empty text (observed with BuildKit of Engine 20.10).
  const shellText = command?.text.text ?? '';
  const shell = progress.shell ?? (progress.maybeWindows ? undefined : linuxShell);
  return {
    from,
    line,
    value: shell && [...shell, shellText],
    form: 'shell',
    shellText,
    // `[ -f file ]` begins like a list and is a command of the shell.
    brokenJson: command !== undefined && command.brokenJson && readBrokenJsonList(command.text, false) !== undefined,
    shellAssumed: progress.shell === undefined,
  };
}
