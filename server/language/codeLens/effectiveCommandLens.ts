import type { CodeLens } from 'vscode-languageserver-types';
import { commands } from '../../protocol/messages';
import type { CommandInstruction, Dockerfile, Stage } from '../dockerfile/syntax';
import type { DockerfileFacts } from '../dockerfileFacts';
import { formatCommandLine, shorten } from '../process/commandLine';
import type { CommandPart } from '../process/commandParts';
import { effectiveCommand, type EffectiveCommand } from '../process/effectiveCommand';
import type { ProcessOne } from '../process/processOne';
import { stageCommand } from '../process/stageCommand';
import { commandName } from '../process/shellText';
import { TextPositions } from '../textPosition';

const longestTitle = 80;

/**
 * One lens for each stage that sets a CMD or ENTRYPOINT, above the last of them that takes part in what runs:
 * `runs: node server.js (PID 1: node)`. The command gets the document's URI and the instruction's 1-based line.
 */
export function effectiveCommandLenses(dockerfile: Dockerfile, uri: string, facts: DockerfileFacts): CodeLens[] {
  const positions = new TextPositions(dockerfile.text);
  return dockerfile.stages.flatMap((stage) => {
    const image = stageCommand(dockerfile, stage, facts);
    const instruction = lastEffective(stage, [image.entrypoint, image.cmd]);
    if (!instruction) return [];
    const title = lensTitle(effectiveCommand({ image }));
    const range = positions.rangeOf(instruction.keywordSpan);
    return [{ range, command: { title, command: commands.showEffectiveCommand, arguments: [uri, instruction.startLine] } }];
  });
}

function lastEffective(stage: Stage, parts: readonly CommandPart[]): CommandInstruction | undefined {
  const lines = new Set(parts.map(({ line }) => line));
  return stage.instructions.findLast(
    (instruction): instruction is CommandInstruction =>
      (instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT') && lines.has(instruction.startLine),
  );
}

/** At most 80 characters; the command is shortened first, so that PID 1 stays readable. */
export function lensTitle(command: EffectiveCommand): string {
  if (command.complete && command.argv.length === 0) return 'runs: nothing (no command specified)';
  const end = ` (PID 1: ${processLabel(command.processOne)})`;
  if (command.entrypoint.from === 'unknown') {
    const unknown = ' (if the base image has no ENTRYPOINT)';
    return `runs: ${shorten(formatCommandLine(command.argv), longestTitle - 6 - unknown.length)}${unknown}`;
  }
  const words = command.complete ? formatCommandLine(command.argv) : `the default shell with ${command.entrypoint.shellText ?? command.cmd.shellText ?? ''}`;
  return `runs: ${shorten(words, longestTitle - 6 - end.length)}${end}`;
}

const longestLabel = 30;

function processLabel(main: ProcessOne): string {
  switch (main.kind) {
    case 'the program':
      return shorten(commandName(main.shell ? main.command[0]!.split(/\s/)[0]! : main.command[0]!), longestLabel);
    case 'the shell':
      return 'the shell';
    case 'a script':
    case 'an init':
      return shorten(commandName(main.command[0]!), longestLabel);
    case 'nothing':
      return 'none';
    case 'unknown':
      return main.shell?.outcome.process === 'depends' ? `${shorten(commandName(main.shell.outcome.command.split(/\s/)[0]!), longestLabel - 10)} or sh` : 'unknown';
  }
}
