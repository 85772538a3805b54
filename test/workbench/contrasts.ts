/** Whether the words of a drawn picture can be read. */

/** The least contrast of text that WCAG 2.2 asks for at level AA. */
export const leastContrast = 4.5;

/** Runs in the page: the contrast between each word of a node and the node's shape, as WCAG defines it. */
export function contrastsOfNodes(nodes: Element[]): { text: string; ratio: number }[] {
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
    const text = node.querySelector('text');
    if (!shape || !text) return [];
    const { fill } = getComputedStyle(shape);
    const ground = fill === 'none' ? [page] : [page, fill];
    const words = [...text.querySelectorAll('tspan')].filter((part) => part.childElementCount === 0 && part.textContent?.trim());
    return words.map((part) => {
      const letters = getComputedStyle(part).fill;
      const [light = 0, dark = 0] = [painted(...ground), painted(...ground, letters)].map(luminance).sort((a, b) => b - a);
      return { text: part.textContent ?? '', ratio: (light + 0.05) / (dark + 0.05) };
    });
  });
}
