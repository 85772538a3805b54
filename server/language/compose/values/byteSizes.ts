import { parseGoFloat } from './goNumbers';

const factors: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/**
 * Bytes of a size such as `512m`, `1.5GiB`, `64 kb` or a plain number; undefined for what every Compose rejects. What one
 * version takes and another does not (`1Gi`, `.5g`, `1e3`) counts as taken.
 * Source: Compose Specification "Specifying byte values"; go-units `RAMInBytes`; checked against Compose 2.26.1 and compose-go 2.14.
 */
export function parseByteSize(text: string): number | undefined {
  // A negative number stands for no limit.
  if (/^-\d+$/.test(text)) return Number(text);
  const match = /^(\d+(?:\.\d+)?) ?([kmgtp]?)i?b?$/i.exec(text) ?? /^([^ a-z]*(?:e[-+]?\d+)?) ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
  const amount = match ? parseGoFloat(match[1]!) : undefined;
  if (!match || amount === undefined || amount < 0) return undefined;
  return Math.trunc(amount * factors[(match[2] ?? '').toLowerCase()]!);
}
