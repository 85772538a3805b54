import type { ContextEntry } from './contextEntry';
import { ContextFolder, type ContextNode } from './contextFolder';
import { parentPath } from './contextPath';
import { ContextTree } from './contextTree';
import type { IgnoreFile, IgnoreGeneration, IgnorePattern } from './dockerignore';

export interface IgnoredEntry {
  readonly entry: ContextEntry;
  /** The line that excludes it. */
  readonly pattern: IgnorePattern;
  /** True for a folder that is left out with all that is in it: that is not listed, and need not be known. */
  readonly isWhole: boolean;
}

/** What the client sends to the builder, and what it leaves out. */
export interface FilteredContext {
  /** All that is there, as far as it was read. */
  readonly whole: ContextTree;
  readonly sent: ContextTree;
  /** In path order. */
  readonly ignored: readonly IgnoredEntry[];
  /** The ignore file that was applied. */
  readonly ignore: IgnoreFile;
}

/** What is left of one folder. */
interface FilteredFolder {
  readonly sent: ContextFolder;
  /** One list for each child that lost something, in path order; joined only when somebody asks. */
  readonly ignored: readonly IgnoredPart[];
}

type IgnoredPart =
  | { readonly kind: 'entry'; readonly entry: ContextEntry; readonly pattern: IgnorePattern; readonly isWhole: boolean }
  | { readonly kind: 'inside'; readonly folder: FilteredFolder };

/**
 * Applies an ignore file to a whole context, as the docker client does while it walks: an excluded folder is not
 * entered unless a `!` line may bring back something inside it, and a folder that is itself excluded is sent when
 * something inside it is. A folder that two trees share is filtered once.
 */
export function filterContext(context: ContextTree, ignore: IgnoreFile, generation: IgnoreGeneration = 'current'): FilteredContext {
  if (ignore.patterns.length === 0) return { whole: context, sent: context, ignored: [], ignore };
  const filtered = new IgnoreWalk(ignore, generation).filter(context.root, []);
  let ignored: readonly IgnoredEntry[] | undefined;
  return {
    whole: context,
    sent: filtered.sent === context.root ? context : new ContextTree(filtered.sent),
    get ignored() {
      ignored ??= [...ignoredIn(filtered)];
      return ignored;
    },
    ignore,
  };
}

function* ignoredIn({ ignored }: FilteredFolder): Generator<IgnoredEntry> {
  for (const part of ignored) {
    if (part.kind === 'inside') yield* ignoredIn(part.folder);
    else yield part;
  }
}

const generations: readonly IgnoreGeneration[] = ['current', '20.10'];

/**
 * Tells of a folder whether no client looks into it, so that a walk of the disk need not either. Cheap where the folders
 * of one folder are asked one after the other.
 */
export function neverEntered(ignore: IgnoreFile): (folder: string) => boolean {
  if (ignore.patterns.length === 0) return () => false;
  const walks = generations.map((generation) => new IgnoreWalk(ignore, generation));
  return (folder) => walks.every((walk) => walk.leavesOutWhole(folder));
}

class IgnoreWalk {
  /** The folder whose children were asked for last. */
  private around: { readonly path: string; readonly matched: readonly boolean[] } = { path: '', matched: [] };
  private readonly negated: readonly IgnorePattern[];
  private readonly onlyLiteralNegations: boolean;
  private readonly patternsKey: string;

  constructor(
    private readonly ignore: IgnoreFile,
    private readonly generation: IgnoreGeneration,
  ) {
    this.negated = ignore.patterns.filter((pattern) => pattern.negated);
    this.onlyLiteralNegations = this.negated.every((pattern) => !/[*[\]?^\\]/.test(withoutTrailingStars(pattern.pattern)));
    // Lines are part of what is remembered: it tells which one excluded a file.
    this.patternsKey = `${generation}\n${ignore.patterns.map(({ line, text }) => `${line} ${text}`).join('\n')}\n`;
  }

  /** True where a folder is excluded and the client does not look into it. */
  leavesOutWhole(folder: string): boolean {
    return this.judge(folder, this.matchedAround(parentPath(folder)), []) !== undefined && !this.mayBringBack(folder);
  }

  /** For each pattern: does it match this folder or one above it. */
  private matchedAround(folder: string): readonly boolean[] {
    if (folder === this.around.path) return this.around.matched;
    const matched: boolean[] = [];
    if (folder !== '') this.judge(folder, this.matchedAround(parentPath(folder)), matched);
    this.around = { path: folder, matched };
    return matched;
  }

  /** @param above for each pattern: did it match this folder or one above it. */
  filter(folder: ContextFolder, above: readonly boolean[]): FilteredFolder {
    const key = this.patternsKey + above.map((match) => (match ? '1' : '0')).join('');
    return folder.remember('ignore', key, () => this.filterChildren(folder, above));
  }

  private filterChildren(folder: ContextFolder, above: readonly boolean[]): FilteredFolder {
    const sent: [string, ContextNode][] = [];
    const ignored: IgnoredPart[] = [];
    let unchanged = true;
    for (const [name, node] of folder.children) {
      const kept = this.filterNode(node, above, ignored);
      if (kept) sent.push([name, kept]);
      unchanged &&= kept === node;
    }
    return { sent: unchanged ? folder : new ContextFolder(new Map(sent)), ignored };
  }

  /** The node as it is sent, or undefined; what it loses is added to `ignored`. */
  private filterNode(node: ContextNode, above: readonly boolean[], ignored: IgnoredPart[]): ContextNode | undefined {
    const { path } = node.entry;
    const matched: boolean[] | undefined = node.folder && [];
    const excludedBy = this.judge(path, above, matched);
    if (!node.folder) {
      if (excludedBy) ignored.push({ kind: 'entry', entry: node.entry, pattern: excludedBy, isWhole: false });
      return excludedBy ? undefined : node;
    }
    if (excludedBy && !this.mayBringBack(path)) {
      ignored.push({ kind: 'entry', entry: node.entry, pattern: excludedBy, isWhole: true });
      return undefined;
    }
    const inside = this.filter(node.folder, matched ?? []);
    // The older client sends an excluded folder that it has to look into.
    const isSent = !excludedBy || inside.sent.children.size > 0 || this.generation === '20.10';
    if (!isSent) ignored.push({ kind: 'entry', entry: node.entry, pattern: excludedBy, isWhole: false });
    if (inside.ignored.length > 0) ignored.push({ kind: 'inside', folder: inside });
    if (!isSent) return undefined;
    return inside.sent === node.folder ? node : { entry: node.entry, folder: inside.sent };
  }

  /** Whether the client looks into an excluded folder at all. */
  private mayBringBack(folder: string): boolean {
    if (this.negated.length === 0) return false;
    if (this.generation === 'current' && !this.onlyLiteralNegations) return true;
    const shorten = this.generation === 'current' ? withoutTrailingStars : (pattern: string) => pattern;
    return this.negated.some((pattern) => `${shorten(pattern.pattern)}/`.startsWith(`${folder}/`));
  }

  /** @param matched for a folder: filled with what holds for all below it. */
  private judge(path: string, above: readonly boolean[], matched?: boolean[]): IgnorePattern | undefined {
    return this.generation === 'current' ? this.judgeCurrent(path, above, matched) : this.judgeOlder(path);
  }

  /** Last match wins; a pattern that matched a folder holds for all below it. Lines that cannot change the verdict are not tried. */
  private judgeCurrent(path: string, above: readonly boolean[], matched: boolean[] | undefined): IgnorePattern | undefined {
    let excludedBy: IgnorePattern | undefined;
    for (const [index, pattern] of this.ignore.patterns.entries()) {
      let match = above[index] ?? false;
      if (!match && pattern.negated === (excludedBy !== undefined)) match = pattern.matches(path, 'current');
      matched?.push(match);
      if (match) excludedBy = pattern.negated ? undefined : (excludedBy ?? pattern);
    }
    return excludedBy;
  }

  /** 20.10 asks, beside the path itself, only one folder above it: the one as deep as the pattern is long. */
  private judgeOlder(path: string): IgnorePattern | undefined {
    const folders = path.split('/').slice(0, -1);
    let excludedBy: IgnorePattern | undefined;
    for (const pattern of this.ignore.patterns) {
      const depth = pattern.pattern.split('/').length;
      const match =
        pattern.matches(path, '20.10') || (depth <= folders.length && pattern.matches(folders.slice(0, depth).join('/'), '20.10'));
      if (match) excludedBy = pattern.negated ? undefined : pattern;
    }
    return excludedBy;
  }
}

function withoutTrailingStars(pattern: string): string {
  return pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
}
