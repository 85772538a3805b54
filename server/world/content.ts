import { readFileSync } from 'node:fs';
import type { Content } from '../language/content';

/** The parts with thousands of entries, of which a session needs a few. */
const largeParts = ['hovers', 'commands'] as const;

/**
 * The text of `dist/content.json`: JSON with a line for each hover and each command, so that `loadContent` need not parse
 * those that nobody asks for.
 */
export function writeContent(content: Content): string {
  const { hovers, commands, ...rest } = content;
  const large = { hovers, commands };
  const tables = largeParts.map((part) => {
    const lines = Object.entries(large[part]).map(([id, entry]) => `${JSON.stringify(id)}:${JSON.stringify(entry)}`);
    return `"${part}":{\n${lines.join(',\n')}\n}`;
  });
  return `${JSON.stringify(rest).slice(0, -1)},\n${tables.join(',\n')}}\n`;
}

/**
 * Loads what the build compiled from `content/`. The build has checked it, so it is not checked again.
 * @param file path of `dist/content.json`
 * @throws Error naming the file where it is missing or not as `writeContent` writes it
 */
export function loadContent(file: string): Content {
  try {
    const bytes = readFileSync(file);
    const firstEnd = bytes.indexOf('\n');
    const rest = JSON.parse(`${bytes.toString('utf8', 0, firstEnd).replace(/,$/, '')}}`) as Omit<Content, (typeof largeParts)[number]>;
    const [hovers, commands] = largeParts.map((part) => new EntryLines(bytes, part));
    return { ...rest, hovers: hovers!.table(), commands: commands!.table() };
  } catch (error) {
    throw new Error(`${file} cannot be read (${error instanceof Error ? error.message : String(error)}); run npm run build`, { cause: error });
  }
}

/** Entries of one part, each parsed when it is first asked for. */
class EntryLines {
  /** Where each entry's value starts. */
  private readonly starts = new Map<string, number>();
  private readonly parsed = new Map<string, unknown>();

  constructor(
    private readonly bytes: Buffer,
    part: string,
  ) {
    const heading = `\n"${part}":{\n`;
    const at = bytes.indexOf(heading);
    if (at < 0) throw new Error(`there is no line for ${part}`);
    for (let start = at + Buffer.byteLength(heading); bytes[start] === 0x22; start = bytes.indexOf('\n', start) + 1) {
      const colon = bytes.indexOf('":', start + 1) + 1;
      this.starts.set(JSON.parse(bytes.toString('utf8', start, colon)) as string, colon + 1);
    }
  }

  /** Looks like the object that JSON.parse would give, without a prototype. */
  table<T>(): Readonly<Record<string, T>> {
    const entry = (id: string | symbol): T | undefined => (typeof id === 'string' ? (this.entry(id) as T | undefined) : undefined);
    return new Proxy<Record<string, T>>(Object.create(null) as Record<string, T>, {
      get: (_, id) => entry(id),
      has: (_, id) => typeof id === 'string' && this.starts.has(id),
      ownKeys: () => [...this.starts.keys()],
      getOwnPropertyDescriptor: (_, id) => {
        const value = entry(id);
        return value && { value, enumerable: true, configurable: true, writable: false };
      },
    });
  }

  private entry(id: string): unknown {
    const start = this.starts.get(id);
    if (start === undefined) return undefined;
    if (!this.parsed.has(id)) {
      const line = this.bytes.toString('utf8', start, this.bytes.indexOf('\n', start));
      this.parsed.set(id, JSON.parse(line.replace(/,$/, '')));
    }
    return this.parsed.get(id);
  }
}
