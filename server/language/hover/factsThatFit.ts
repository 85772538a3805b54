import { blocksPixels } from './hoverSize';

/** Room for what is computed beside a text of `content/`: four lines. The texts are kept so short that this is left. */
export const factPixels = 84;
/** Room for the notes below a table: three lines. */
export const notePixels = 57;
/** Room where no text of `content/` follows. */
const factPixelsAlone = 190;

/**
 * The first facts that can be read without scrolling; the last line says how many are left out. Which facts stand does
 * not depend on the reader's level. A table counts for itself: the room below it is for the other facts.
 * @param computed Markdown, one fact each
 * @param beside true where a text of `content/` shares the room
 */
export function factsThatFit(computed: readonly string[], beside: boolean): readonly string[] {
  const hasTable = computed.some(isTable);
  const room = !beside ? factPixelsAlone : hasTable ? notePixels : factPixels;
  if (sizeOf(computed) <= room) return computed;
  const list = computed.filter((fact) => !isTable(fact));
  let shown = list.length - 1;
  while (shown > 1 && sizeOf([...list.slice(0, shown), leftOut(list.length - shown, hasTable)]) > room) shown -= 1;
  const dropped = new Set(list.slice(Math.max(1, shown)));
  if (dropped.size === 0) return computed;
  return [...computed.filter((fact) => !dropped.has(fact)), leftOut(dropped.size, hasTable)];
}

function sizeOf(facts: readonly string[]): number {
  return blocksPixels(facts.filter((fact) => !isTable(fact)).map((fact) => `- ${fact}`).join('\n'));
}

function leftOut(amount: number, hasTable: boolean): string {
  return hasTable ? `… and ${amount} more.` : `… and ${amount} more: point at each word to see what it does.`;
}

function isTable(fact: string): boolean {
  return fact.startsWith('|');
}
