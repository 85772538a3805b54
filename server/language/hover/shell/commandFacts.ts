import { stageOf } from '../../dockerfile/stages';
import { resolveImagePath, workingDirectoryBefore } from '../../dockerfile/workingDirectory';
import { inlineCode, joinWords } from '../../wording';
import type { ResolvedCommand } from './commandWords';
import { copyOf } from './copiedFile';
import { fileSentence } from './fileFacts';
import { installFacts, installedBy, installOf, mountFacts, updateFacts } from './packageFacts';
import { removalFacts } from './removalFacts';
import { directoryAt, flagValue, hasFlag, mayHoldFlags, type ShellContext } from './shellContext';

/** What a whole command does here: evidence of this file only. */
export function commandFacts(context: ShellContext, command: ResolvedCommand): string[] {
  const { part } = context.element;
  if (part.kind !== 'word') return [];
  const start = part.command.words[command.nameIndex]!.start;
  if (installOf(command)) return installFacts(context, command);
  switch (command.name) {
    case 'apt-get':
    case 'apt':
      return updateFacts(context, command);
    case 'cd':
      return directoryFacts(context, command, start);
    case 'export':
      return exportFacts(context, command);
    case 'rm':
      return removalFacts(context, command, start);
    case 'curl':
    case 'wget':
      return downloadFacts(context, command);
    case 'useradd':
    case 'adduser':
      return accountFacts(context, command);
    default:
      return command.grammar ? [...fileSentence(command, part.command.words), ...mountFacts(context, command)] : programFacts(context, command, start);
  }
}

function directoryFacts(context: ShellContext, command: ResolvedCommand, start: number): string[] {
  const target = command.operands[0]?.value;
  if (target === undefined || /[$`*?~]|^-/.test(target)) return [];
  const resolved = resolveImagePath(target, directoryAt(context, start));
  const back = workingDirectoryBefore(context.dockerfile, context.instruction, context.facts);
  const facts = resolved === undefined ? [] : [`From here on, in this step only, the directory is ${inlineCode(resolved)}.`];
  if (context.instruction.keyword === 'RUN' && back !== undefined && resolved !== back) facts.push(`The next instruction starts in ${inlineCode(back)} again.`);
  return facts;
}

function exportFacts({ instruction }: ShellContext, { operands }: ResolvedCommand): string[] {
  const names = operands.map(({ value }) => /^(\w+)/.exec(value)?.[1]).filter((name): name is string => name !== undefined);
  if (instruction.keyword !== 'RUN' || names.length === 0) return [];
  return [`${joinWords(names.map((name) => inlineCode(name)), 4)} ${names.length === 1 ? 'is' : 'are'} set until this step ends; the next instruction does not see ${names.length === 1 ? 'it' : 'them'}.`];
}

/** curl: curl.se/docs/manpage.html#-f: without it, an answer such as 404 counts as success. */
function downloadFacts(context: ShellContext, command: ResolvedCommand): string[] {
  const isBuild = context.instruction.keyword === 'RUN';
  const addresses = command.operands.map(({ value }) => value).filter((value) => /^https?:\/\//.test(value));
  const hosts = [...new Set(addresses.flatMap((address) => /^https?:\/\/(?:[^/@]*@)?([^/:$?#]+)/.exec(address)?.[1] ?? []))];
  const file = outputOf(context, command);
  const facts = hosts.length > 0 ? [`${isBuild ? 'Downloads from' : 'Asks'} ${joinWords(hosts.map((host) => inlineCode(host, 60)), 3)}${file ? ` into ${inlineCode(file, 60)}` : ''}.`] : [];
  if (isBuild && addresses.some((address) => /^http:\/\/(?!localhost|127\.)/.test(address))) facts.push('The address is `http`: nobody can tell whether the answer was changed on its way.');
  if (!isBuild || command.name !== 'curl' || addresses.length === 0) return facts;
  const isKnown = command.flags.every(({ flag }) => flag !== undefined) && !mayHoldFlags(command);
  if (isKnown && !hasFlag(command, ['-f', '--fail', '--fail-with-body', '--fail-early', '-I', '--head', '-w', '--write-out'])) facts.push('There is no `-f`: an error page of the server counts as success.');
  return facts;
}

/** The file that a flag names for the download; undefined where it is printed or named by the address. */
function outputOf({ element }: ShellContext, command: ResolvedCommand): string | undefined {
  if (element.part.kind !== 'word') return undefined;
  const file = flagValue(command, element.part.command.words, command.name === 'curl' ? ['-o', '--output'] : ['-O', '--output-document']);
  return file === '-' ? undefined : file;
}

function accountFacts(context: ShellContext, command: ResolvedCommand): string[] {
  const { part, step } = context.element;
  const name = command.operands[0]?.value;
  if (part.kind !== 'word' || name === undefined || name.includes('$') || (command.name === 'adduser' && command.operands.length > 1)) return [];
  const number = flagValue(command, part.command.words, ['-u', '--uid']);
  const facts = [`Creates the user ${inlineCode(name)}${number ? ` with the number ${inlineCode(number)}` : ''}.`];
  const uses = stageOf(context.dockerfile, context.instruction)?.instructions.find((other) => other.keyword === 'USER' && other.span.start > context.instruction.span.start && other.value !== undefined && [name, number].includes(other.value.text.split(':')[0]));
  if (uses) facts.push(`USER in line ${uses.startLine} switches to it.`);
  return step ? facts : [];
}

/** A program that no text explains: what its word tells, and where it comes from. */
function programFacts(context: ShellContext, command: ResolvedCommand, start: number): string[] {
  const { name } = command;
  if (name.includes('$') || name === '') return ['Which program this is depends on a variable.'];
  if (context.element.step.symbols.some(({ text, construct }) => construct === 'function' && text === name)) return ['A function that this script defines.'];
  if (!name.includes('/')) {
    const by = installedBy(context, name, start);
    const facts = [`A program that the shell looks up in the folders of \`PATH\` in the image; it is not explained here.`];
    return by ? [...facts, `A package of this name is installed in ${by}.`] : facts;
  }
  const resolved = resolveImagePath(name, directoryAt(context, start));
  const copied = resolved === undefined ? undefined : copyOf(context, resolved);
  return [`Runs the file ${inlineCode(resolved ?? name)} of the image.`, ...(copied ? [`${copied.keyword} in line ${copied.startLine} brings it.`] : [])];
}
