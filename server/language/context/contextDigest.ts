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

const typeNumbers = { file: 0, directory: 1, symlink: 2, other: 3 } as const;
/** No mode is as large. */
const unknownMode = 0x10000;

/**
 * 64 bits that stand for all names and entries added, in their order. Among a million different contents two share them
 * with a chance below one in ten million; it decides whether contexts are equal, nothing about safety. Texts are added
 * one by one, each behind its length: joining them first would take longer than reading them.
 */
export class ContentDigest {
  private first = 0x2545f491;
  private second = 0x6c078965;

  addText(text: string): void {
    const end = text.length;
    this.addNumber(end);
    let { first, second } = this;
    // Two code units at a time.
    for (let index = 0; index < end; index += 2) {
      const units = text.charCodeAt(index) | (index + 1 < end ? text.charCodeAt(index + 1) << 16 : 0);
      first = Math.imul(((first << 7) | (first >>> 25)) ^ units, 0x9e3779b1);
      second = Math.imul(((second << 13) | (second >>> 19)) ^ units, 0x85ebca77);
    }
    this.first = first;
    this.second = second;
  }

  /** The same of an entry as `digestEntry` tells. */
  addEntry({ type, mode, identity, size, linkTarget }: ContextEntry): void {
    this.addNumber(typeNumbers[type]);
    this.addNumber(mode ?? unknownMode);
    if (type === 'file') this.addText(identity ?? `size ${size}`);
    else if (type === 'symlink') this.addText(linkTarget ?? '');
  }

  /** Turning the bits before each product lets high bits reach low ones; a product alone never does. */
  private addNumber(number: number): void {
    this.first = Math.imul(((this.first << 7) | (this.first >>> 25)) ^ number, 0x9e3779b1);
    this.second = Math.imul(((this.second << 13) | (this.second >>> 19)) ^ number, 0x85ebca77);
  }

  get value(): string {
    return `${(this.first >>> 0).toString(36)}.${(this.second >>> 0).toString(36)}`;
  }
}

/** The digest of one text. */
export function digestText(text: string): string {
  const digest = new ContentDigest();
  digest.addText(text);
  return digest.value;
}
