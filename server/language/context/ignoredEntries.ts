import type { ContextEntry } from './contextEntry';
import { ContextTree } from './contextTree';
import type { IgnoreFile, IgnoreGeneration, IgnorePattern } from './dockerignore';

export interface IgnoredEntry {
  readonly entry: ContextEntry;
  /** The line that excludes it, or the folder above it. */
  readonly pattern: IgnorePattern;
}

/** What the client sends to the builder, and what it leaves out. */
export interface FilteredContext {
  readonly sent: ContextTree;
  readonly ignored: readonly IgnoredEntry[];
  /** The ignore file that was applied. */
  readonly ignore: IgnoreFile;
}

/** One folder on the way down. */
interface OpenFolder {
  readonly prefix: string;
  /** Its place among the entries. */
  readonly index: number;
  /** For each pattern: did it match this folder or one above it. */
  readonly matched: readonly boolean[];
}

interface Verdict {
  readonly excludedBy: IgnorePattern | undefined;
  readonly matched: readonly boolean[];
}

/**
 * Applies an ignore file to a whole context, as the docker client does while it walks: an excluded folder is not
 * entered unless a `!` line may bring back something inside it, and a folder that is itself excluded is sent when
 * something inside it is.
 */
export function filterContext(context: ContextTree, ignore: IgnoreFile, generation: IgnoreGeneration = 'current'): FilteredContext {
  if (ignore.patterns.length === 0) return { sent: context, ignored: [], ignore };
  const excludedBy = new IgnoreWalk(context, ignore, generation).run();
  const ignored = context.entries.flatMap((entry, index) => (excludedBy[index] ? { entry, pattern: excludedBy[index] } : []));
  if (ignored.length === 0) return { sent: context, ignored, ignore };
  const sent = context.entries.filter((_, index) => !excludedBy[index]);
  return { sent: new ContextTree(sent, true), ignored, ignore };
}

class IgnoreWalk {
  /** For each entry the line that excludes it; empty where it is sent. */
  private readonly excludedBy: (IgnorePattern | undefined)[] = [];
  private readonly folders: OpenFolder[] = [];
  /** A folder that is not entered, and why. */
  private skipped: { readonly prefix: string; readonly pattern: IgnorePattern } | undefined;
  private readonly negated: readonly IgnorePattern[];
  private readonly onlyLiteralNegations: boolean;

  constructor(
    private readonly context: ContextTree,
    private readonly ignore: IgnoreFile,
    private readonly generation: IgnoreGeneration,
  ) {
    this.negated = ignore.patterns.filter((pattern) => pattern.negated);
    this.onlyLiteralNegations = this.negated.every((pattern) => !/[*[\]?^\\]/.test(withoutTrailingStars(pattern.pattern)));
  }

  run(): readonly (IgnorePattern | undefined)[] {
    this.context.entries.forEach((entry, index) => this.visit(entry, index));
    return this.excludedBy;
  }

  private visit(entry: ContextEntry, index: number): void {
    if (this.skipped && entry.path.startsWith(this.skipped.prefix)) {
      this.excludedBy[index] = this.skipped.pattern;
      return;
    }
    this.skipped = undefined;
    while (this.folders.length > 0 && !entry.path.startsWith(this.folders[this.folders.length - 1]!.prefix)) this.folders.pop();
    const { excludedBy, matched } = this.judge(entry.path);
    this.excludedBy[index] = excludedBy;
    if (!excludedBy) this.sendFolders();
    if (entry.type !== 'directory') return;
    const prefix = `${entry.path}/`;
    if (!excludedBy || this.mayBringBack(entry.path)) this.folders.push({ prefix, index, matched });
    else this.skipped = { prefix, pattern: excludedBy };
    // The older client sends an excluded folder that it has to look into.
    if (excludedBy && !this.skipped && this.generation === '20.10') this.sendFolders();
  }

  /** The open folders are sent as soon as something in them is. */
  private sendFolders(): void {
    for (let depth = this.folders.length - 1; depth >= 0; depth--) {
      const { index } = this.folders[depth]!;
      if (!this.excludedBy[index]) return;
      this.excludedBy[index] = undefined;
    }
  }

  /** Whether the client looks into an excluded folder at all. */
  private mayBringBack(folder: string): boolean {
    if (this.negated.length === 0) return false;
    if (this.generation === 'current' && !this.onlyLiteralNegations) return true;
    const shorten = this.generation === 'current' ? withoutTrailingStars : (pattern: string) => pattern;
    return this.negated.some((pattern) => `${shorten(pattern.pattern)}/`.startsWith(`${folder}/`));
  }

  private judge(path: string): Verdict {
    return this.generation === 'current' ? this.judgeCurrent(path) : this.judgeOlder(path);
  }

  /** Last match wins; a pattern that matched a folder holds for all below it. Lines that cannot change the verdict are not tried. */
  private judgeCurrent(path: string): Verdict {
    const above = this.folders[this.folders.length - 1]?.matched;
    const matched: boolean[] = [];
    let excludedBy: IgnorePattern | undefined;
    this.ignore.patterns.forEach((pattern, index) => {
      let match = above?.[index] ?? false;
      if (!match && pattern.negated === (excludedBy !== undefined)) match = pattern.matches(path, 'current');
      matched.push(match);
      if (match) excludedBy = pattern.negated ? undefined : (excludedBy ?? pattern);
    });
    return { excludedBy, matched };
  }

  /** 20.10 asks, beside the path itself, only one folder above it: the one as deep as the pattern is long. */
  private judgeOlder(path: string): Verdict {
    const folders = path.split('/').slice(0, -1);
    let excludedBy: IgnorePattern | undefined;
    for (const pattern of this.ignore.patterns) {
      const depth = pattern.pattern.split('/').length;
      const match =
        pattern.matches(path, '20.10') || (depth <= folders.length && pattern.matches(folders.slice(0, depth).join('/'), '20.10'));
      if (match) excludedBy = pattern.negated ? undefined : pattern;
    }
    return { excludedBy, matched: [] };
  }
}

function withoutTrailingStars(pattern: string): string {
  return pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
}
