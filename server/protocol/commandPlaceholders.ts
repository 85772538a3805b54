/** A word in capitals that stands for something of the reader's, and where it is in a command of the cheat sheet. */
export interface CommandPlaceholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Capitals that are meant literally. */
const literal: ReadonlySet<string> = new Set(['ALL', 'PWD']);

/** What the reader replaces in a command of the cheat sheet: `IMAGE` and `TAG` in `docker pull IMAGE:TAG`. */
export function commandPlaceholders(command: string): CommandPlaceholder[] {
  return [...command.matchAll(/(?<![\w$])[A-Z][A-Z_]+(?!\w)/g)]
    .filter(([name]) => !literal.has(name))
    .map(({ 0: name, index }) => ({ name, start: index, end: index + name.length }));
}
