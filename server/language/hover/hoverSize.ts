/**
 * How much room a hover takes, estimated from its Markdown. Measured in the workbench of code-server 4.139 with its
 * settings as they come and DejaVu Sans, the widest of the usual fonts: VS Code shows a hover at most 250 px high, and
 * 750 px wide where there is room; beyond that the reader has to scroll.
 */

/** Pixels that a hover may be high before VS Code gives it a scroll bar. */
export const mostPixels = 250;

/** 730 px are left for text; a little less is counted, so that an estimate is rather a line too long. */
const width = 712;
const linePixels = 19;
/** Between two blocks, and above and below all of them together. */
export const gapPixels = 8;
const listIndent = 20;
const tableRowPixels = 21;
const cellPadding = 10;
/** What a table has between its rows and around them, together; less where rows take two lines. */
const tableEdges = { oneLine: 11, twoLines: 8 } as const;
/** Characters of a heading that is broken into two lines when the rows are. */
const longHeading = 60;

/** Widths in pixels of characters of DejaVu Sans at 14 px; what is in no class is as wide as `n`. */
const characterPixels: ReadonlyMap<string, number> = new Map(
  ([["ijl.,:;'’!|", 4.5], ['ftr()[]-/"I', 5.8], ['scz', 7.6], ['mwMW@%…→—', 13], ['ABCDEFGHJKLNOPQRSTUVXYZ+=<>~#*', 10]] as const).flatMap(
    ([characters, pixels]) => [...characters].map((character) => [character, pixels] as const),
  ),
);
const usualPixels = 8.8;
const spacePixels = 4.5;
/** Bold letters are wider; letters of code are all of one width. */
const boldFactor = 1.18;
const codePixels = 8.45;
/** What a piece of code has left and right of its text, together. */
const codePadding = 11.2;
/** A line with a piece of code is a little higher. */
const codeLineExtra = 1.5;

/** Height of a hover in pixels, from its Markdown. */
export function hoverPixels(markdown: string): number {
  return gapPixels + blocksPixels(markdown);
}

/** Height in pixels of some blocks of a hover, without the hover's own edge. 0 for an empty text. */
export function blocksPixels(markdown: string): number {
  const blocks = markdown.split(/\n{2,}/).filter((block) => block.trim() !== '');
  return blocks.reduce((sum, block) => sum + blockPixels(block), Math.max(0, blocks.length - 1) * gapPixels);
}

/** Whether a text needs only one line of a hover. */
export function fitsOneLine(markdown: string): boolean {
  return textPixels(markdown, width) < 2 * linePixels;
}

function blockPixels(block: string): number {
  const lines = block.trim().split('\n');
  if (lines[0]!.startsWith('|')) return tablePixels(lines);
  if (lines[0]!.startsWith('- ')) return lines.reduce((sum, line) => sum + textPixels(line.slice(2), width - listIndent), 0);
  return textPixels(lines.join(' '), width);
}

/** Height of a table of a heading, a separating line and rows. Where its columns do not fit side by side, rows take two lines. */
function tablePixels([heading = '', , ...rows]: readonly string[]): number {
  const cells = [heading, ...rows].map((row) => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => textWidth(cell.trim()) + cellPadding));
  const columns = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column] ?? 0)));
  const fits = columns.reduce((sum, pixels) => sum + pixels, 0) <= width;
  const headingLines = !fits && heading.length > longHeading ? 2 : 1;
  return fits ? tableEdges.oneLine + tableRowPixels * (rows.length + 1) : tableEdges.twoLines + tableRowPixels * (headingLines + rows.length * 2);
}

function textWidth(markdown: string): number {
  const words = wordWidths(markdown);
  return words.reduce((sum, word) => sum + word, 0) + (words.length - 1) * spacePixels;
}

/** Height of a text that is broken between words as a browser breaks it. */
function textPixels(markdown: string, room: number): number {
  let lines = 1;
  let used = 0;
  for (const word of wordWidths(markdown)) {
    if (used > 0 && used + spacePixels + word > room) {
      lines += 1;
      used = 0;
    }
    used += (used === 0 ? 0 : spacePixels) + word;
    // A word longer than a line, such as an image's name with its digest, is broken inside.
    lines += Math.max(0, Math.ceil(used / room) - 1);
    used %= room;
  }
  return lines * (linePixels + (markdown.includes('`') ? codeLineExtra : 0));
}

/** Widths of a text's words in pixels. Of a link only its words are seen; the marks for bold and code are not. */
function wordWidths(markdown: string): number[] {
  const seen = markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('&nbsp;', '\u00a0');
  const words: number[] = [];
  let current = 0;
  for (const [piece, fence, code, bold] of seen.matchAll(/(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|[^`*]+|[`*]/g)) {
    const widthOf = fence !== undefined ? (text: string) => text.length * codePixels : bold !== undefined ? (text: string) => plainWidth(text) * boldFactor : plainWidth;
    if (fence !== undefined) current += codePadding;
    for (const [index, part] of (fence !== undefined ? (code ?? '') : (bold ?? piece)).split(/[ \t\n]+/).entries()) {
      if (index > 0) {
        words.push(current);
        current = 0;
      }
      current += widthOf(part);
    }
  }
  return [...words, current];
}

function plainWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (characterPixels.get(character) ?? usualPixels), 0);
}
