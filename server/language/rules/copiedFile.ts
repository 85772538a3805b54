import type { StageState } from '../cache/stageState';
import { baseName, contextPath } from '../context/contextPath';
import { selectSource, sourceKind } from '../context/copySources';
import type { FilteredContext } from '../context/ignoredEntries';
import { hasWildcard } from '../context/pathPattern';
import type { CopyInstruction } from '../dockerfile/syntax';

/** A COPY or ADD with its variables replaced. */
export interface ExpandedCopy {
  readonly keyword: 'COPY' | 'ADD';
  /** Absolute, cleaned. */
  readonly destination: string;
  /** The destination is a folder by its spelling, or by the number of sources. */
  readonly intoFolder: boolean;
  /** Undefined where they are not files of the context, or a flag decides what is copied. */
  readonly sources: readonly string[] | undefined;
}

/** Reads an instruction at its place in the stage. */
export function expandCopy({ keyword, flags, heredocs, sources, destination }: CopyInstruction, state: StageState): ExpandedCopy {
  const written = state.expand(destination?.text ?? '');
  const resolved = state.resolve(written);
  const expanded = sources.map(({ text }) => state.expand(text));
  const isPlain = flags.every(({ name }) => ['chown', 'chmod', 'link'].includes(name)) && heredocs.length === 0;
  const isContext = expanded.every((source) => sourceKind(source, keyword) === 'context' && !source.includes('$'));
  return {
    keyword,
    destination: resolved,
    intoFolder: /(?:^|\/)\.{0,2}$/.test(written) || sources.length > 1 || resolved === state.workingDirectory,
    sources: isPlain && isContext ? expanded : undefined,
  };
}

/**
 * The file of the context that a COPY or ADD puts at `path` of the image, found without listing what else it copies.
 * `uncertain` where something may be put there that is not known.
 */
export function copiedFileAt(path: string, copy: ExpandedCopy, context: FilteredContext): string | 'uncertain' | undefined {
  const folder = copy.destination === '/' ? '/' : `${copy.destination}/`;
  const inside = path.startsWith(folder) ? path.slice(folder.length) : undefined;
  if (inside === undefined && path !== copy.destination) return undefined;
  if (!copy.sources) return 'uncertain';
  for (const source of copy.sources) {
    const roots = hasWildcard(source) ? selectSource(context, source).roots.map((root) => root.path) : [contextPath(source)];
    for (const root of roots) {
      const file = fileOf(root, path, inside, copy, context, roots.length > 1 || hasWildcard(source));
      if (file !== undefined) return file;
    }
  }
  return undefined;
}

function fileOf(root: string, path: string, inside: string | undefined, copy: ExpandedCopy, { sent }: FilteredContext, matched: boolean): string | 'uncertain' | undefined {
  const found = sent.resolve(root);
  if (!found) return 'uncertain';
  if (found.entry && found.entry.type !== 'directory') {
    if (copy.keyword === 'ADD' && /\.(?:tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst)$/i.test(root)) return 'uncertain';
    const isThere = copy.intoFolder || matched ? inside === baseName(root) : path === copy.destination;
    return isThere ? found.path : undefined;
  }
  const below = inside === undefined ? undefined : sent.resolve(found.path === '' ? inside : `${found.path}/${inside}`);
  return below?.entry?.type === 'file' ? below.path : undefined;
}
