import { blocksPixels, gapPixels } from './hoverSize';

/**
 * The first facts that can be read without scrolling; the last line says how many are left out. At least one is shown.
 * @param computed Markdown, one fact each; tables come first and always stand
 * @param pixels the room that is left for them
 */
export function factsThatFit(computed: readonly string[], pixels: number): readonly string[] {
  const tables = computed.filter(isTable);
  const list = computed.filter((fact) => !isTable(fact));
  const room = pixels - (tables.length > 0 ? blocksPixels(factsMarkdown(tables)) + gapPixels : 0);
  const fitting = countFitting(list, room);
  if (fitting === list.length) return computed;
  const counted = countFitting(list, room - factHeight(leftOut(list.length, tables)));
  // A first fact that needs all the room is shown all the same, and leaves none for a line that counts the others.
  if (counted === 0) return [...tables, ...list.slice(0, Math.max(1, fitting))];
  return [...tables, ...list.slice(0, counted), leftOut(list.length - counted, tables)];
}

/** How many of the first facts of a list are not higher than some pixels, together. */
function countFitting(list: readonly string[], room: number): number {
  let used = 0;
  const first = list.findIndex((fact) => (used += factHeight(fact)) > room);
  return first === -1 ? list.length : first;
}

function factHeight(fact: string): number {
  return blocksPixels(`- ${fact}`);
}

/** The computed facts as Markdown: a table stands alone, everything else is a point of one list. */
export function factsMarkdown(facts: readonly string[]): string {
  return facts.map((fact) => (isTable(fact) ? `\n${unbrokenFirstColumn(fact)}\n` : `- ${fact}`)).join('\n');
}

/** The first column names the rows in a word or two: broken, it would make every row two lines high. */
function unbrokenFirstColumn(table: string): string {
  return table.replace(/^\| (.*?) \|/gm, (cell, name: string) => cell.replace(name, name.replaceAll(' ', '\u00a0')));
}

function leftOut(amount: number, tables: readonly string[]): string {
  return tables.length > 0 ? `… and ${amount} more.` : `… and ${amount} more: point at each word to see what it does.`;
}

function isTable(fact: string): boolean {
  return fact.startsWith('|');
}
