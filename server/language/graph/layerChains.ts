import { foundOnce } from '../foundOnce';

/** More layers than any builder makes (127 with overlay2): the rest of such an image is left out. */
export const mostLayersOfAnImage = 512;

/**
 * A name for each layer's chain, from the base to this layer; 16 hexadecimal digits. Found once for a list of layers, which
 * belongs to one image for ever.
 * @param layers diff ids, base first
 */
export const layerChains = foundOnce((layers: readonly string[]): readonly string[] => {
  const chain = new ChainDigest();
  return layers.slice(0, mostLayersOfAnImage).map((diffId) => chain.next(diffId));
});

/**
 * A 64-bit digest in two lanes of 32 bits (multiply and rotate) over all texts so far. Not for security: it shortens a chain
 * to a name that is the same in every run. Among 100,000 chains two agree with a probability of one in three thousand million.
 */
class ChainDigest {
  private high = 0x9e3779b9;
  private low = 0x7f4a7c15;

  next(text: string): string {
    let { high, low } = this;
    for (let index = 0; index <= text.length; index += 1) {
      // No text holds this number, which parts it from the next.
      const code = index === text.length ? 0x10000 : text.charCodeAt(index);
      high = (rotate(Math.imul(high ^ code, 0x85ebca6b), 13) + low) | 0;
      low = rotate(Math.imul(low ^ code, 0xc2b2ae35), 16) ^ high;
    }
    this.high = high;
    this.low = low;
    return hexadecimal(high) + hexadecimal(Math.imul(low ^ (low >>> 15), 0x27d4eb2f));
  }
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function hexadecimal(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
