import type { CodeLens } from 'vscode-languageserver-types';
import { commands } from '../../protocol/messages';
import type { CommandInstruction, Dockerfile, Stage } from '../dockerfile/syntax';
import type { DockerfileFacts } from '../dockerfileFacts';
import { formatCommandLine, shortenCommand } from '../process/commandLine';
import type { CommandPart, ImageCommand } from '../process/commandParts';
import { effectiveCommand, type EffectiveCommand } from '../process/effectiveCommand';
import { processOne, type ProcessOne } from '../process/processOne';
import { stageCommands } from '../process/stageCommand';
import { commandName } from '../process/shellText';
import { TextPositions } from '../textPosition';
import { runLines } from './runLine';

const longestTitle = 80;

/**
 * One lens for each stage that sets a CMD or ENTRYPOINT, above the last of them that takes part in what runs:
 * `runs: node server.js (PID 1: node)`. Its command gets the `docker run` line that it writes into a terminal.
 */
export function effectiveCommandLenses(dockerfile: Dockerfile, facts: DockerfileFacts): CodeLens[] {
  const positions = new TextPositions(dockerfile.text);
  const images = stageCommands(dockerfile, facts);
  const lines = runLines(dockerfile, facts);
  return dockerfile.stages.flatMap((stage) => {
    const image = images[stage.index]!;
    const instruction = lastEffective(stage, [image.entrypoint, image.cmd]);
    if (!instruction) return [];
    const title = lensTitle(effectiveCommand({ image }), image);
    const range = positions.rangeOf(instruction.keywordSpan);
    return [{ range, command: { title, command: commands.writeRunLine, arguments: [lines[stage.index]] } }];
  });
}

function lastEffective(stage: Stage, parts: readonly CommandPart[]): CommandInstruction | undefined {
  const lines = new Set(parts.map(({ line }) => line));
  return stage.instructions.findLast(
    (instruction): instruction is CommandInstruction =>
      (instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT') && lines.has(instruction.startLine),
  );
}

/** At most 80 characters: the first ending with which everything fits, else the command is shortened. */
function lensTitle(command: EffectiveCommand, image: ImageCommand): string {
  if (command.complete && command.argv.length === 0) return 'runs: nothing (no command specified)';
  const start = `runs: ${titleWords(command)}`;
  const ends = titleEnds(command, image);
  const fitting = ends.find((end) => start.length + end.length <= longestTitle) ?? ends[ends.length - 1]!;
  return `${shortenCommand(start, longestTitle - fitting.length)}${fitting}`;
}

function titleWords({ argv, entrypoint, cmd }: EffectiveCommand): string {
  const withoutShell = [entrypoint, cmd].find(({ form, value }) => form === 'shell' && value === undefined);
  return withoutShell ? `the default shell with ${withoutShell.shellText ?? ''}` : formatCommandLine(argv);
}

/** Endings from the most telling to the shortest. */
function titleEnds(command: EffectiveCommand, { baseName, system }: ImageCommand): readonly string[] {
  const { complete, entrypoint, cmd, argv } = command;
  if ([entrypoint, cmd].some(({ brokenJson }) => brokenJson)) return [' (broken JSON, so shell form)'];
  if (complete) return [` (PID 1: ${processLabel(command.processOne)})`];
  if (entrypoint.from !== 'unknown') return [''];
  const short = ' unless its base has an ENTRYPOINT';
  if (cmd.value === undefined) return [short];
  const processOnePart = ` (PID 1: ${processLabel(processOne(argv, false, system))})`;
  return [...(baseName === undefined ? [] : [`${processOnePart} unless ${baseName} has an ENTRYPOINT`]), `${processOnePart}${short}`, short];
}

const longestLabel = 30;

function processLabel(main: ProcessOne): string {
  switch (main.kind) {
    case 'the program':
      return shortenCommand(commandName(main.shell ? main.command[0]!.split(/\s/)[0]! : main.command[0]!), longestLabel);
    case 'the shell':
      return 'the shell';
    case 'a script':
    case 'an init':
      return shortenCommand(commandName(main.command[0]!), longestLabel);
    case 'nothing':
      return 'none';
    case 'unknown':
      return main.shell?.outcome.process === 'depends' ? `${shortenCommand(commandName(main.shell.outcome.command.split(/\s/)[0]!), longestLabel - 10)} or sh` : 'unknown';
  }
}
