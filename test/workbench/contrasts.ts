/** Whether the words of a page and of a drawn picture can be read. */

/** The least contrast of text that WCAG 2.2 asks for at level AA. */
export const leastContrast = 4.5;

export interface Contrast {
  readonly text: string;
  readonly ratio: number;
}

/** Runs in the page: the contrast between each word of a node and the node's shape, as WCAG defines it. */
export function contrastsOfNodes(nodes: Element[]): Contrast[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  /** Paints colours over one another, the lowest first, and reads the pixel: any notation and any alpha. */
  const painted = (...colors: string[]): Uint8ClampedArray => {
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (pixel: Uint8ClampedArray): number => {
    const [red = 0, green = 0, blue = 0] = [...pixel].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  return nodes.flatMap((node) => {
    const shape = node.querySelector('rect, polygon, path, circle, ellipse');
    const texts = [...node.querySelectorAll('text')];
    if (!shape || texts.length === 0) return [];
    const { fill } = getComputedStyle(shape);
    const ground = fill === 'none' ? [page] : [page, fill];
    const words = texts.flatMap((text) => [...text.querySelectorAll('tspan')]).filter((part) => part.childElementCount === 0 && part.textContent?.trim());
    return words.map((part) => {
      const letters = getComputedStyle(part).fill;
      const [light = 0, dark = 0] = [painted(...ground), painted(...ground, letters)].map(luminance).sort((a, b) => b - a);
      return { text: part.textContent ?? '', ratio: (light + 0.05) / (dark + 0.05) };
    });
  });
}

/**
 * Runs in the page: the contrast between each word below some elements and what lies behind it. Words of pictures, of disabled
 * buttons and what only a screen reader finds are left out.
 */
export function contrastsOfWords(roots: Element[]): Contrast[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const luminance = (colors: string[]): number => {
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
  const contrasts = new Map<string, number>();
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const holder = text.parentElement;
      const words = text.textContent?.trim() ?? '';
      if (!holder || words === '' || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest('svg, :disabled, .unseen, option')) continue;
      const grounds: string[] = [];
      for (let above: Element | null = holder; above; above = above.parentElement) grounds.unshift(getComputedStyle(above).backgroundColor);
      const [light = 0, dark = 0] = [luminance(['#fff', ...grounds]), luminance(['#fff', ...grounds, getComputedStyle(holder).color])].sort((a, b) => b - a);
      contrasts.set(words, Math.min(contrasts.get(words) ?? Infinity, (light + 0.05) / (dark + 0.05)));
    }
  }
  return [...contrasts].map(([text, ratio]) => ({ text, ratio }));
}
