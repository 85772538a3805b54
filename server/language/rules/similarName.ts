/** Names longer than this are not compared; no real variable comes near. */
const longestName = 100;

/**
 * The one declared name that `name` may be a slip of: the same in another case, one letter apart (two in a name of
 * eight or more), or with two neighbours swapped. Undefined where none or several are as near.
 */
export function similarName(name: string, declared: Iterable<string>): string | undefined {
  if (name.length < 3 || name.length > longestName) return undefined;
  const bound = name.length >= 8 ? 2 : 1;
  let best: { readonly names: string[]; readonly distance: number } = { names: [], distance: bound + 1 };
  for (const other of declared) {
    if (Math.abs(other.length - name.length) > bound) continue;
    const distance = editDistance(name.toLowerCase(), other.toLowerCase(), bound);
    if (distance < best.distance) best = { names: [other], distance };
    else if (distance === best.distance && distance <= bound) best.names.push(other);
  }
  return best.names.length === 1 ? best.names[0] : undefined;
}

/** Comparisons in one file; a file that a person reads needs few, and a hostile one must not take seconds. */
const mostComparisons = 20_000;

/** Names that one may have been meant. */
export interface DeclaredNames extends Iterable<string> {
  readonly size: number;
}

/** `similarName` for all names of one file, within a bound. */
export class SimilarNames {
  private left = mostComparisons;

  /** Undefined also where the bound is reached. */
  find(name: string, declared: DeclaredNames): string | undefined {
    if (declared.size > this.left) return undefined;
    this.left -= declared.size;
    return similarName(name, declared);
  }
}

/** Letters to insert, remove or change, or neighbours to swap, as in `prots`; anything above `bound` where it is more. */
function editDistance(left: string, right: string, bound: number): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let line = 1; line <= left.length; line++) {
    const next = [line];
    for (let column = 1; column <= right.length; column++) {
      const change = row[column - 1]! + (left[line - 1] === right[column - 1] ? 0 : 1);
      const isSwap = line > 1 && column > 1 && left[line - 1] === right[column - 2] && left[line - 2] === right[column - 1];
      const swap = isSwap ? before[column - 2]! + 1 : change;
      next.push(Math.min(change, swap, row[column]! + 1, next[column - 1]! + 1));
    }
    // A swap reaches back two lines.
    if (Math.min(...next) > bound && Math.min(...row) + 1 > bound) return bound + 1;
    before = row;
    row = next;
  }
  return row[right.length]!;
}
