/** The size of a file that an example only describes: `(a file of 5000000 bytes)`. Undefined for one that is written out. */
export function shownSize(text: string): number | undefined {
  const found = /^\(a file of (\d+) bytes\)\s*$/.exec(text);
  return found ? Number(found[1]) : undefined;
}
