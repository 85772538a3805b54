const factors: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/**
 * Bytes of a size such as `512m`, `1.5GiB`, `64 kb` or a plain number; undefined for what Compose rejects.
 * Source: Compose Specification "Specifying byte values"; go-units `RAMInBytes`.
 */
export function parseByteSize(text: string): number | undefined {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  const match = /^(\d+(?:\.\d+)?)\s?([kmgtp]?)(?:i?b)?$/i.exec(text.trim());
  if (!match || text.startsWith(' ')) return undefined;
  return Math.trunc(Number(match[1]) * factors[match[2]!.toLowerCase()]!);
}
