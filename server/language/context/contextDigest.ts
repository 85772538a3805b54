import type { ContextEntry } from './contextEntry';

/**
 * What of one entry is part of a step's key: type, mode and bytes of a file, target of a link. Never: times, owner, or
 * its name, which the folder above keys.
 */
export function digestEntry(entry: ContextEntry): string {
  const mode = entry.mode?.toString(8) ?? '?';
  switch (entry.type) {
    case 'file':
      return `f${mode}:${entry.identity ?? `size ${entry.size}`}`;
    case 'symlink':
      return `l${mode}:${entry.linkTarget ?? ''}`;
    default:
      return `${entry.type}${mode}`;
  }
}

/**
 * 64 bits that stand for a text. Among a million different texts two share them with a chance below one in ten
 * million; it decides whether contexts are equal, nothing about safety.
 */
export function digestText(text: string): string {
  let first = 0x2545f491;
  let second = 0x6c078965;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Turning the bits before each product lets high bits reach low ones; a product alone never does.
    first = Math.imul(((first << 7) | (first >>> 25)) ^ code, 0x9e3779b1);
    second = Math.imul(((second << 13) | (second >>> 19)) ^ code, 0x85ebca77);
  }
  return `${(first >>> 0).toString(36)}.${(second >>> 0).toString(36)}`;
}
