import { ContentDigest } from './contextDigest';
import type { ContextEntry } from './contextEntry';

/** One name in a folder. `folder` is there exactly for directories. */
export interface ContextNode {
  readonly entry: ContextEntry;
  readonly folder?: ContextFolder;
}

/**
 * What lies in one folder of a context, names in order. It never changes, so trees of neighbouring commits share the
 * folders that are the same in both, and what was worked out for one holds for the other.
 */
export class ContextFolder {
  private knownDigest: string | undefined;
  private readonly memory = new Map<string, { readonly key: string; readonly value: unknown }>();

  /** @param children in the order of their names. */
  constructor(readonly children: ReadonlyMap<string, ContextNode>) {}

  static readonly empty = new ContextFolder(new Map());

  /** A folder with these children, in whatever order they come. */
  static of(children: Iterable<readonly [string, ContextNode]>): ContextFolder {
    const list = [...children];
    const ordered = list.every(([name], index) => index === 0 || list[index - 1]![0] < name);
    return new ContextFolder(new Map(ordered ? list : list.sort(([left], [right]) => (left < right ? -1 : 1))));
  }

  /** Equal for two folders exactly when names, types, modes and contents of all below are equal. */
  get digest(): string {
    this.knownDigest ??= this.computeDigest();
    return this.knownDigest;
  }

  private computeDigest(): string {
    const digest = new ContentDigest();
    for (const [name, { entry, folder }] of this.children) {
      digest.addText(name);
      digest.addEntry(entry);
      if (folder) digest.addText(folder.digest);
    }
    return digest.value;
  }

  /** Everything below, in path order: a folder stands directly before what is in it. */
  *below(): Generator<ContextEntry> {
    for (const { entry, folder } of this.children.values()) {
      yield entry;
      if (folder) yield* folder.below();
    }
  }

  /** Keeps the last result of a computation over this folder, for as long as it is asked for with the same key. */
  remember<Value>(computation: string, key: string, compute: () => Value): Value {
    const known = this.memory.get(computation);
    if (known?.key === key) return known.value as Value;
    const value = compute();
    this.memory.set(computation, { key, value });
    return value;
  }
}
