import { plainLine, shorten } from './wording';

/** Pieces of a mermaid flowchart's text that nothing in a user's words can break. */

/** The lines of a node's label for between quotes, each cut to `longestLine` characters. */
export function mermaidLabel(lines: readonly string[], longestLine: number): string {
  const label = lines.map((line) => escapeLabel(shorten(line, longestLine))).join('<br/>');
  // Where it draws no HTML, mermaid shows the codes themselves in a label without a tag; a break at the end adds no line.
  return lines.length === 1 && /#\d+;/.test(label) ? `${label}<br/>` : label;
}

/**
 * Makes any text harmless inside a quoted mermaid label: everything that mermaid, its Markdown, KaTeX or its directives
 * could read as syntax becomes a character code (`#34;`), control and text-direction characters go.
 */
export function escapeLabel(text: string): string {
  return plainLine(text).replace(/[#"'`<>&;\\%${}[\]|*_~^]|^[-+=]|(?<=^\d+)[.)]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** Longest id of a node, in characters: names can have thousands. */
const longestWord = 80;

/** A node's id in a flowchart. `end` and other reserved words cannot occur: every id begins with its kind. */
export function mermaidWord(kind: string, name: string): string {
  return `${kind}_${name.slice(0, longestWord).replace(/[^0-9A-Za-z]/g, '_')}`;
}

/** Ids that agree, as shortened ones can, are told apart: the later one grows. */
export function uniqueIds(wanted: readonly string[]): string[] {
  const used = new Set<string>();
  return wanted.map((wish) => {
    let id = wish;
    for (let number = 2; used.has(id); number += 1) {
      id = `${wish}n${number}`;
    }
    used.add(id);
    return id;
  });
}

/** Order of texts that is the same on every machine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
