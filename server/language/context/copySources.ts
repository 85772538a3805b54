import type { ContextEntry } from './contextEntry';
import { ContextFolder, type ContextNode } from './contextFolder';
import { contextPath } from './contextPath';
import type { ContextTree } from './contextTree';
import type { FilteredContext, IgnoredEntry } from './ignoredEntries';
import { compilePathPattern, hasWildcard, type PathPattern } from './pathPattern';

export type SourceKind = 'context' | 'http' | 'git' | 'heredoc';

/** One entry that a source names: the file itself, or a folder with all that is below it. */
export interface SelectedRoot {
  /** Path in the context as the source names it; `''` for the whole context. */
  readonly path: string;
  /** What stands there after following links; undefined for the context's root. */
  readonly entry: ContextEntry | undefined;
  /** What is copied of a folder; undefined for anything else. */
  readonly folder: ContextFolder | undefined;
  /** Everything below a folder that is copied, in path order, with paths relative to the folder. */
  readonly inside: readonly { readonly relative: string; readonly entry: ContextEntry }[];
}

export interface CopySelection {
  /** The source after variables are expanded. */
  readonly source: string;
  readonly kind: SourceKind;
  /** True where the source is matched (`*`, `?`, `[`): matching nothing is then no error. */
  readonly wildcard: boolean;
  /** `--parents`: the folders of the source are kept, so its whole path counts. */
  readonly parents: boolean;
  /** `--exclude` takes something away, or could. */
  readonly excludes: boolean;
  readonly roots: readonly SelectedRoot[];
  /** Files and links that are copied. Folders are not counted. */
  readonly files: readonly ContextEntry[];
  readonly bytes: number;
  /** Files and whole folders that the source names, or lies in, and the ignore file takes away. */
  readonly ignored: readonly IgnoredEntry[];
}

export interface SelectionOptions {
  /** Patterns of `--exclude`. */
  readonly exclude?: readonly string[];
  /** `--parents`: `**` crosses folders. */
  readonly parents?: boolean;
}

/** What kind of place a COPY or ADD source is, decided from its text as BuildKit does. */
export function sourceKind(source: string, keyword: 'COPY' | 'ADD'): SourceKind {
  if (/^<<-?\S/.test(source)) return 'heredoc';
  if (keyword === 'COPY') return 'context';
  if (/^(git@|git:\/\/|ssh:\/\/)/.test(source) || /^https?:\/\/[^#?]*\.git(#.*)?$/.test(source)) return 'git';
  return /^https?:\/\//.test(source) ? 'http' : 'context';
}

/**
 * Which entries of a context a COPY or ADD source selects. `./`, a leading `/`, `..` and a trailing `/` change nothing:
 * BuildKit resolves the source against the context's root. Other kinds than `context` select nothing here.
 */
export function selectSource(context: FilteredContext, source: string, kind: SourceKind = 'context', options: SelectionOptions = {}): CopySelection {
  const wildcard = kind === 'context' && hasWildcard(source);
  const parents = options.parents === true;
  if (kind !== 'context') return { source, kind, wildcard, parents, excludes: false, roots: [], files: [], bytes: 0, ignored: [] };
  return new ContextSelection(context, source, wildcard, parents, options);
}

/** Lists are made when they are asked for: a cache key needs none of them. */
class ContextSelection implements CopySelection {
  readonly kind = 'context';
  readonly roots: readonly SelectedRoot[];
  readonly excludes: boolean;
  private knownFiles: readonly ContextEntry[] | undefined;
  private knownIgnored: readonly IgnoredEntry[] | undefined;

  constructor(
    private readonly context: FilteredContext,
    readonly source: string,
    readonly wildcard: boolean,
    readonly parents: boolean,
    private readonly options: SelectionOptions,
  ) {
    this.excludes = (options.exclude ?? []).length > 0;
    this.roots = selectRoots(context.sent, source, options);
  }

  get files(): readonly ContextEntry[] {
    this.knownFiles ??= this.roots.flatMap(filesOf);
    return this.knownFiles;
  }

  get bytes(): number {
    return this.files.reduce((sum, file) => sum + file.size, 0);
  }

  get ignored(): readonly IgnoredEntry[] {
    this.knownIgnored ??= selectIgnored(this.context, this.source, this.options);
    return this.knownIgnored;
  }
}

function selectRoots(tree: ContextTree, source: string, options: SelectionOptions): SelectedRoot[] {
  const excluded = (options.exclude ?? []).map((pattern) => compilePathPattern(contextPath(pattern), { doubleStar: true }));
  const paths = matchedPaths(tree, source, options.parents === true);
  return paths.flatMap((path) => selectRoot(tree, path, excluded) ?? []);
}

function matchedPaths(tree: ContextTree, source: string, doubleStar: boolean): string[] {
  const path = contextPath(source);
  // An escaped wildcard is no wildcard, but its backslash stays: BuildKit looks for a file with that very name.
  if (!hasWildcard(path)) return [path];
  const { folder, pattern } = splitAtWildcard(path);
  const start = tree.resolve(folder);
  const compiled = compilePathPattern(pattern, { doubleStar });
  if (!start || !compiled) return [];
  const matches: string[] = [];
  let matchedFolder: string | undefined;
  const skip = start.path === '' ? 0 : start.path.length + 1;
  for (const entry of tree.below(start.path)) {
    const relative = entry.path.slice(skip);
    if (matchedFolder !== undefined && relative.startsWith(matchedFolder)) continue;
    if (!compiled.matches(relative)) continue;
    matches.push(entry.path);
    matchedFolder = `${relative}/`;
  }
  return matches;
}

/** The leading folders without wildcard, and the rest that has to be matched. */
function splitAtWildcard(path: string): { folder: string; pattern: string } {
  const parts = path.split('/');
  const first = parts.findIndex((part) => hasWildcard(part));
  return { folder: parts.slice(0, first).join('/'), pattern: parts.slice(first).join('/') };
}

function selectRoot(tree: ContextTree, path: string, excluded: readonly (PathPattern | undefined)[]): SelectedRoot | undefined {
  const found = tree.resolve(path);
  if (!found) return undefined;
  const isExcluded = (relative: string): boolean => excluded.some((pattern) => pattern?.matches(relative));
  if (found.entry && found.entry.type !== 'directory') {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return isExcluded(name) ? undefined : { path, entry: found.entry, folder: undefined, inside: [] };
  }
  const whole = tree.folder(found.path) ?? ContextFolder.empty;
  const folder = excluded.length === 0 ? whole : withoutExcluded(whole, '', isExcluded);
  const skip = found.path === '' ? 0 : found.path.length + 1;
  let inside: SelectedRoot['inside'] | undefined;
  return {
    path,
    entry: found.entry,
    folder,
    get inside() {
      inside ??= [...folder.below()].map((entry) => ({ relative: entry.path.slice(skip), entry }));
      return inside;
    },
  };
}

/** A folder without what `--exclude` takes away; an excluded folder goes with everything in it. */
function withoutExcluded(folder: ContextFolder, prefix: string, isExcluded: (relative: string) => boolean): ContextFolder {
  const kept: [string, ContextNode][] = [];
  for (const [name, node] of folder.children) {
    const relative = prefix === '' ? name : `${prefix}/${name}`;
    if (isExcluded(relative)) continue;
    kept.push([name, node.folder ? { entry: node.entry, folder: withoutExcluded(node.folder, relative, isExcluded) } : node]);
  }
  return new ContextFolder(new Map(kept));
}

function filesOf(root: SelectedRoot): ContextEntry[] {
  if (root.entry && root.entry.type !== 'directory') return [root.entry];
  return root.inside.filter(({ entry }) => entry.type !== 'directory').map(({ entry }) => entry);
}

function selectIgnored(context: FilteredContext, source: string, options: SelectionOptions): IgnoredEntry[] {
  if (context.ignored.length === 0) return [];
  const path = contextPath(source);
  const left = context.ignored.filter(({ entry, isWhole }) => isWhole || entry.type !== 'directory');
  if (path === '') return left;
  const { folder } = hasWildcard(path) ? splitAtWildcard(path) : { folder: path };
  const around = left.filter(({ entry, isWhole }) => isWhole && `${folder}/`.startsWith(`${entry.path}/`));
  if (around.length > 0) return around;
  if (!hasWildcard(path)) return left.filter(({ entry }) => entry.path === path || entry.path.startsWith(`${path}/`));
  const compiled = compilePathPattern(path, { doubleStar: options.parents === true });
  if (!compiled) return [];
  return left.filter(({ entry }) => matchesSelfOrFolder(compiled, entry.path));
}

function matchesSelfOrFolder(pattern: PathPattern, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (pattern.matches(path.slice(0, end))) return true;
  }
  return false;
}
