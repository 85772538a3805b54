/**
 * Mermaid 12 writes the character codes of a label (`#95;`) as they are into an SVG's text where the label has one line. Both
 * steps are for what is drawn here; the text that is copied keeps its codes.
 */

/** What means nothing to mermaid inside a quoted label: codes of these are decoded before the drawing, so that widths are right. */
const harmless = /^[\w*|[\](){}~^+=.$'/-]$/;

/** A flowchart's text with the codes of harmless characters decoded in its labels of one line. */
export function decodeHarmless(mermaid: string): string {
  return mermaid.replace(/"[^"<\n]*"/g, (label) =>
    label.replace(/#(\d{2,3});/g, (code, number: string) => {
      const character = String.fromCharCode(Number(number));
      return harmless.test(character) ? character : code;
    }),
  );
}

/** Decodes what is left of codes in the drawn words. */
export function decodeDrawn(svg: SVGSVGElement): void {
  for (const words of svg.querySelectorAll('tspan')) {
    const { firstChild } = words;
    if (firstChild instanceof Text && firstChild.data.includes('&#')) {
      firstChild.data = firstChild.data.replace(/&#(\d{2,3});/g, (_, number: string) => String.fromCharCode(Number(number)));
    }
  }
}
