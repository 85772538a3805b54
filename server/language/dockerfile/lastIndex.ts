/** Index of the last item that `isBefore` a place, found by halves: it must hold for the first items and for no others. 0 where it holds for none. */
export function lastIndexBefore<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isBefore(items[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
