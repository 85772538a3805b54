import { parentPath } from '../context/contextPath';
import type { LateInstalls } from '../packages/lateInstalls';
import type { SpanEdit } from './rule';

/**
 * The edits that let an install make empty files where it only wants to see that a source is there; the COPY below puts
 * the sources over them. Gives the end of a sentence where that may leave other files or owners behind.
 */
export function placeholderEdits(found: LateInstalls): readonly SpanEdit[] | string {
  const edits: SpanEdit[] = [];
  for (const { run, command, placeholders, isRoot, usualShell } of found.installs) {
    if (placeholders.length === 0) continue;
    if (run.command?.form !== 'shell' || !usualShell || command.folder !== undefined) return `\`${command.words.join(' ')}\` needs sources that exist, if only as empty files`;
    if (!isRoot || found.copies.some(({ instruction }) => instruction.flags.length > 0)) return 'the empty files that the install needs would have another owner';
    if (placeholders.some((path) => !/^[\w./-]+$/.test(path))) return 'a source has a character in its name that is special in a shell';
    if (edits.some(({ span }) => span.start === run.command!.span.start)) return 'two installs in one RUN need sources that exist';
    const folders = [...new Set(placeholders.map(parentPath))].filter((folder) => folder !== '');
    const make = folders.length > 0 ? `mkdir -p ${folders.join(' ')} && ` : '';
    const at = run.command.span.start;
    edits.push({ span: { start: at, end: at }, newText: `${make}touch ${placeholders.join(' ')} && ` });
  }
  return edits;
}
