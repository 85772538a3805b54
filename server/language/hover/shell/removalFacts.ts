import { inlineCode } from '../../wording';
import { resolveImagePath } from '../../dockerfile/workingDirectory';
import { resolveCommands, type ResolvedCommand } from './commandWords';
import { copyOf } from './copiedFile';
import { hasListMount } from './packageFacts';
import type { ShellCommand } from '../../process/readShell';
import { commandsAround, directoryAt, earlierSteps, flagValue, type ShellContext } from './shellContext';

const shownPaths = 4;

/** Whether `rm` makes the image smaller: only what the same step wrote is gone; what an earlier step wrote is hidden. */
export function removalFacts(context: ShellContext, command: ResolvedCommand, start: number): string[] {
  if (context.instruction.keyword !== 'RUN' || context.element.reading !== context.element.step) return [];
  return command.operands.slice(0, shownPaths).flatMap(({ value }) => (value.startsWith('/var/lib/apt/lists') ? listFacts(context, start) : fileFacts(context, value, start)));
}

function listFacts(context: ShellContext, start: number): string[] {
  const updates = ({ path }: ResolvedCommand): boolean => /^apt(-get)? update$/.test(path);
  if (commandsAround(context, start).before.some(updates)) return ['The lists were fetched in this same step, so they never reach the image.'];
  const earlier = earlierSteps(context, 'update').find(({ commands }) => commands.some(updates));
  if (!earlier || hasListMount(earlier.run) || hasListMount(context.instruction)) return [];
  const removed = earlier.commands.some(({ name, operands }) => name === 'rm' && operands.some(({ value }) => value.startsWith('/var/lib/apt/lists')));
  return removed ? [] : [`The lists were fetched in line ${earlier.run.startLine} and are stored in its layer: removing them here hides them and saves nothing.`];
}

function fileFacts(context: ShellContext, written: string, start: number): string[] {
  if (/[$`*?[{]/.test(written) || written === '' || written.endsWith('/')) return [];
  const shown = inlineCode(written, 60);
  const path = resolveImagePath(written, directoryAt(context, start));
  const { reading } = context.element;
  const before = reading.commands.filter(({ words }) => (words[0]?.start ?? start) < start);
  const download = before.findLastIndex((command) => downloadsTo(context, command, written));
  // Behind a `cd`, the same relative name is another file.
  const isMoved = !written.startsWith('/') && before.slice(download + 1).some(({ words, assignments }) => /^(cd|pushd|popd)$/.test(words[assignments]?.value ?? ''));
  const isHere = download >= 0 && !isMoved;
  if (isHere) return [`${shown} was downloaded in this same step, so it never reaches the image.`];
  const copied = path === undefined ? undefined : copyOf(context, path);
  return copied ? [`${shown} came with ${copied.keyword} in line ${copied.startLine} and is stored in its layer: removing it here hides it and saves nothing.`] : [];
}

/** `curl -o FILE`, `wget -O FILE`, `curl … > FILE`, and the name that curl and wget take from the address. */
function downloadsTo(context: ShellContext, { words, assignments, redirections }: ShellCommand, file: string): boolean {
  const name = words[assignments]?.value;
  if (name !== 'curl' && name !== 'wget') return false;
  if (redirections.some(({ operator, target }) => operator === '>' && target?.value === file)) return true;
  const command = resolveCommands(words, context.commands, assignments)[0];
  if (!command) return false;
  const output = flagValue(command, words, name === 'curl' ? ['-o', '--output'] : ['-O', '--output-document']);
  if (output !== undefined) return output === file;
  const takesName = name === 'wget' || command.flags.some(({ spelling }) => spelling === '-O' || spelling === '--remote-name');
  return takesName && command.operands.some(({ value }) => /^https?:\/\//.test(value) && value.slice(value.lastIndexOf('/') + 1) === file);
}
