import { stageOf } from '../dockerfile/stages';
import type { CommandInstruction, Dockerfile } from '../dockerfile/syntax';
import type { DockerfileFacts } from '../dockerfileFacts';
import { formatCommandLine } from '../process/commandLine';
import { argumentsReplaceCmd } from '../process/commandNotes';
import type { CommandPart, ImageCommand } from '../process/commandParts';
import { effectiveCommand, type EffectiveCommand } from '../process/effectiveCommand';
import { processOne, type ProcessOne } from '../process/processOne';
import { stageCommand } from '../process/stageCommand';
import { inlineCode } from '../wording';

/** Stands for whatever a person writes behind the image's name. */
const placeholder = 'ARG';

/** More would have to be scrolled; the command line's `run` gives all of them. */
const mostNotes = 3;

/**
 * What a CMD or ENTRYPOINT leads to in its stage: a table of what runs as written and with arguments, then why.
 * Markdown, one fact each; the table is one of them. Empty above the first FROM.
 */
export function commandFacts(dockerfile: Dockerfile, instruction: CommandInstruction, facts: DockerfileFacts): string[] {
  const stage = stageOf(dockerfile, instruction);
  if (!stage) return [];
  const image = stageCommand(dockerfile, stage, facts);
  const part = instruction.keyword === 'CMD' ? image.cmd : image.entrypoint;
  if (part.line !== instruction.startLine) return [overruledFact(instruction, part)];
  const asWritten = effectiveCommand({ image });
  const withArguments = effectiveCommand({ image, run: { arguments: [placeholder] } });
  const replaced = image.cmd.from === 'none' ? [] : [argumentsReplaceCmd()];
  return [table(image, asWritten, withArguments), ...asWritten.notes.slice(0, mostNotes - replaced.length), ...replaced];
}

function overruledFact({ keyword }: CommandInstruction, part: CommandPart): string {
  const name = keyword === 'CMD' ? 'CMD' : 'ENTRYPOINT';
  return part.line === undefined ? `This ${name} has no effect.` : `Line ${part.line} sets ${name} again, so this one has no effect: the last one of a stage wins.`;
}

function table(image: ImageCommand, asWritten: EffectiveCommand, withArguments: EffectiveCommand): string {
  const rows = [row('IMAGE', asWritten, image), row(`IMAGE ${placeholder}`, withArguments, image)];
  const condition = asWritten.entrypoint.from === 'unknown' ? ', if the base has no ENTRYPOINT' : '';
  return [`| \`docker run\` | runs${condition} | PID 1 |`, '|:--|:--|:--|', ...rows].join('\n');
}

/** While the base's ENTRYPOINT is unknown, a row says what holds without one, as the table's heading tells. */
function row(call: string, command: EffectiveCommand, { system }: ImageCommand): string {
  const { entrypoint, cmd, argv } = command;
  if (entrypoint.from !== 'unknown' || cmd.value === undefined) return `| ${code(call)} | ${argvCell(command)} | ${processCell(command.processOne)} |`;
  return `| ${code(call)} | ${code(formatCommandLine(argv))} | ${processCell(processOne(argv, false, system))} |`;
}

function argvCell({ entrypoint, cmd, argv, complete }: EffectiveCommand): string {
  const withoutShell = [entrypoint, cmd].find(({ form, value }) => form === 'shell' && value === undefined);
  if (withoutShell) return `the default shell with ${code(withoutShell.shellText ?? '')}`;
  if (!complete) return 'what the base image says';
  return argv.length === 0 ? 'nothing: *no command specified*' : code(formatCommandLine(argv));
}

function processCell(main: ProcessOne): string {
  switch (main.kind) {
    case 'the program':
      return code(main.shell ? main.command[0]! : formatCommandLine(main.command.slice(0, 1)));
    case 'the shell':
    case 'a script':
    case 'an init':
      return `${main.kind} (${code(main.command[0]!)})`;
    case 'nothing':
      return 'none';
    case 'unknown':
      return main.shell?.outcome.process === 'depends' ? 'the program or the shell' : 'not known here';
  }
}

/** Inline code inside a table: a bar would end the cell, and a longer text would make a row of three lines. */
function code(text: string): string {
  return inlineCode(text, 60).replaceAll('|', '\\|');
}
