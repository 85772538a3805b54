import { encodeName } from '../fileNames';

/** What makes git take a line otherwise than as the name itself: a quote before it, an end of line in it, bytes that are no UTF-8. */
const unusual = /^"|[\r\n]|[\udc80-\udcff]/u;

/** A path as git reads it from a list of lines: where it is unusual, in quotes with its bytes in octal. */
export function linePath(path: string): string {
  if (!unusual.test(path)) return path;
  const bytes = [...encodeName(path)].map((byte) => (byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`));
  return `"${bytes.join('')}"`;
}
