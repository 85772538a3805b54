/**
 * How much room a hover takes, estimated from its Markdown. Measured in the workbench of code-server 4.139 with its
 * settings as they come and DejaVu Sans, the widest of the usual fonts: VS Code shows a hover at most 250 px high, and
 * 750 px wide where there is room; beyond that the reader has to scroll.
 */

/** Pixels that a hover may be high before VS Code gives it a scroll bar. */
export const mostPixels = 250;

/** 730 px are left for text; a little less is counted, so that an estimate is rather a line too long. */
const width = 721;
const linePixels = 19;
/** Between two blocks, and above and below all of them together. */
const gapPixels = 8;
const listIndent = 20;
const tableRowPixels = 21;

/** Widths of characters of DejaVu Sans at 14 px; a character of no class is as wide as `n`. */
const characterClasses: readonly (readonly [characters: RegExp, pixels: number])[] = [
  [/[ijl.,:;'’!|]/, 4.5],
  [/[ftr()[\]\-/"I]/, 5.8],
  [/[scz]/, 7.6],
  [/[mwMW@%…→—]/, 13],
  [/[A-Z+=<>~#*]/, 10],
];
const usualPixels = 8.8;
const spacePixels = 4.5;
/** Bold letters are wider; letters of code are all of one width. */
const boldFactor = 1.12;
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

function blockPixels(block: string): number {
  const lines = block.trim().split('\n');
  if (lines[0]!.startsWith('|')) return (lines.length - 1) * tableRowPixels;
  if (lines[0]!.startsWith('- ')) return lines.reduce((sum, line) => sum + textPixels(line.slice(2), width - listIndent), 0);
  return lines.join(' ').split(/\\ | {3}/).reduce((sum, line) => sum + textPixels(line, width), 0);
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
  const seen = markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  const words: number[] = [];
  let current = 0;
  for (const [piece, fence, code, bold] of seen.matchAll(/(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|[^`*]+|[`*]/g)) {
    const widthOf = fence !== undefined ? (text: string) => text.length * codePixels : bold !== undefined ? (text: string) => plainWidth(text) * boldFactor : plainWidth;
    if (fence !== undefined) current += codePadding;
    for (const [index, part] of (fence !== undefined ? (code ?? '') : (bold ?? piece)).split(/\s+/).entries()) {
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
  return [...text].reduce((sum, character) => sum + (characterClasses.find(([characters]) => characters.test(character))?.[1] ?? usualPixels), 0);
}
