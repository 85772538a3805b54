import { selectSource, sourceKind } from '../context/copySources';
import type { FilteredContext } from '../context/ignoredEntries';
import type { CopyInstruction } from '../dockerfile/syntax';

/** How many bytes a COPY or ADD takes from the context; 0 for what comes from elsewhere or is not there. */
export function copiedSize({ keyword, sources, flags }: CopyInstruction, context: FilteredContext): number {
  if (flags.some(({ name }) => name === 'from') || sources.some(({ text }) => sourceKind(text, keyword) !== 'context')) return 0;
  const roots = sources.flatMap(({ text }) => selectSource(context, text).roots);
  return roots.reduce((sum, { entry, inside }) => sum + (entry?.type === 'file' ? entry.size : inside.reduce((all, { entry: { type, size } }) => all + (type === 'file' ? size : 0), 0)), 0);
}
