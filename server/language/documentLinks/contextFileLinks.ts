import { contextPath } from '../context/contextPath';
import type { ContextTree } from '../context/contextTree';
import { sourceKind } from '../context/copySources';
import { hasWildcard } from '../context/pathPattern';
import type { CopyInstruction, Dockerfile, Instruction, Span, Word } from '../dockerfile/syntax';

/** A place of the file that names one file of the build context. */
export interface ContextFileLink {
  readonly span: Span;
  /** Relative to the context's root. */
  readonly path: string;
}

/** A longer list helps nobody, and each link is looked up. */
const mostLinks = 2_000;

/** The sources of COPY and ADD that are single files which the build sends. Folders, wildcards and variables lead nowhere. */
export function contextFileLinks({ text, instructions }: Dockerfile, context: ContextTree): ContextFileLink[] {
  return instructions
    .map(copyOf)
    .filter((copy): copy is CopyInstruction => copy !== undefined)
    .flatMap((copy) => copy.sources.filter((source) => sourceKind(source.text, copy.keyword) === 'context'))
    .slice(0, mostLinks)
    .flatMap((source) => linkOf(text, context, source));
}

function copyOf(instruction: Instruction): CopyInstruction | undefined {
  const copy = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
  if (copy?.keyword !== 'COPY' && copy?.keyword !== 'ADD') return undefined;
  return copy.flags.some(({ name }) => name === 'from') ? undefined : copy;
}

function linkOf(text: string, context: ContextTree, { text: source, span }: Word): ContextFileLink[] {
  const at = text.slice(span.start, span.end).indexOf(source);
  // A path that is spelled with escapes or over two lines has no place of its own.
  if (source.includes('$') || hasWildcard(source) || at < 0) return [];
  const start = span.start + at;
  const path = contextPath(source);
  return context.get(path)?.type === 'file' ? [{ span: { start, end: start + source.length }, path }] : [];
}
