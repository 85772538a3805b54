/** Whether the words of a page and of a drawn picture can be read. */

/** The least contrast of text that WCAG 2.2 asks for at level AA. */
export const leastContrast = 4.5;

/**
 * Runs in the page: the contrast, as WCAG defines it, between words and what lies behind them. Of a node of a picture these
 * are its words and its shape; of any other element all words below it, except those of pictures, of disabled buttons and
 * what only a screen reader finds.
 */
export function contrastsOf(elements: Element[]): { text: string; ratio: number }[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  /** Paints colours over one another, the lowest first, and reads the pixel: any notation and any alpha. */
  const luminance = (colors: readonly string[]): number => {
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (text: string, grounds: readonly string[], letters: string): { text: string; ratio: number } => {
    const [light = 0, dark = 0] = [luminance(grounds), luminance([...grounds, letters])].sort((a, b) => b - a);
    return { text, ratio: (light + 0.05) / (dark + 0.05) };
  };
  const ofNode = (node: Element): { text: string; ratio: number }[] => {
    const shape = node.querySelector('rect, polygon, path, circle, ellipse');
    if (!shape) return [];
    const page = getComputedStyle(document.body).backgroundColor;
    const { fill } = getComputedStyle(shape);
    const parts = [...node.querySelectorAll('text tspan')].filter((part) => part.childElementCount === 0 && part.textContent?.trim());
    return parts.map((part) => contrast(part.textContent ?? '', fill === 'none' ? [page] : [page, fill], getComputedStyle(part).fill));
  };
  const ofWords = (root: Element): { text: string; ratio: number }[] => {
    const found: { text: string; ratio: number }[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const holder = text.parentElement;
      const words = text.textContent?.trim() ?? '';
      if (!holder || words === '' || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest('svg, :disabled, .unseen, option')) continue;
      const grounds: string[] = [];
      for (let above: Element | null = holder; above; above = above.parentElement) grounds.unshift(getComputedStyle(above).backgroundColor);
      found.push(contrast(words, ['#fff', ...grounds], getComputedStyle(holder).color));
    }
    return found;
  };
  return elements.flatMap((element) => (element.matches('g.node') ? ofNode(element) : ofWords(element)));
}
