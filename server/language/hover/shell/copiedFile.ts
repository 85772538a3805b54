import type { CopyInstruction, Instruction } from '../../dockerfile/syntax';
import { stageOf } from '../../dockerfile/stages';
import { resolveImagePath, workingDirectoryBefore } from '../../dockerfile/workingDirectory';
import type { ShellContext } from './shellContext';

/** The last COPY or ADD above that writes exactly this path, by the words of its sources. */
export function copyOf({ dockerfile, instruction, facts }: ShellContext, path: string): CopyInstruction | undefined {
  const stage = stageOf(dockerfile, instruction);
  return stage?.instructions.findLast((other: Instruction): other is CopyInstruction => {
    if ((other.keyword !== 'COPY' && other.keyword !== 'ADD') || other.span.start >= instruction.span.start || !other.destination) return false;
    const destination = other.destination.text;
    const resolved = destination.includes('$') ? undefined : resolveImagePath(destination, workingDirectoryBefore(dockerfile, other, facts));
    if (resolved === undefined) return false;
    const isFolder = destination.endsWith('/') || /(^|\/)\.$/.test(destination) || other.sources.length > 1;
    return other.sources.some(({ text }) => !/[*?[$]/.test(text) && !text.endsWith('/') && path === (isFolder ? resolveImagePath(text.slice(text.lastIndexOf('/') + 1), resolved) : resolved));
  });
}
