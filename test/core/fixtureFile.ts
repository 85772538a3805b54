/**
 * A fixture: a sentence that says why, then named sections, as in Go's txtar archives.
 *
 *     Editing any source file runs the install again.
 *     -- Dockerfile (crlf) --
 *     FROM node:22
 *     COPY . .
 *     ^^^^ copy-before-install: An edit of …
 *
 * Reading and printing are exact inverses of each other.
 */

/** How a section's bytes differ from what the fixture shows. */
export type SectionOption = 'crlf' | 'bom' | 'no final newline';

export interface FixtureSection {
  /** A path, or a word such as `fix copy-before-install "Copy the manifests first"`. */
  readonly name: string;
  readonly options: readonly SectionOption[];
  /** As the fixture has them: with marks and escapes. */
  readonly lines: readonly string[];
}

export interface FixtureFile {
  /** The lines above the first section. */
  readonly why: readonly string[];
  readonly sections: readonly FixtureSection[];
}

const header = /^-- (\S(?:.*\S)?) --$/;
const knownOptions: readonly string[] = ['crlf', 'bom', 'no final newline'];

/** Reads a fixture. Throws an Error that says what is wrong with it. */
export function parseFixture(text: string): FixtureFile {
  if (!text.endsWith('\n')) throw new Error('a fixture ends with a line end');
  const why: string[] = [];
  const sections: { name: string; options: SectionOption[]; lines: string[] }[] = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const found = header.exec(line);
    if (found) sections.push({ ...parseHeader(found[1]!), lines: [] });
    else (sections[sections.length - 1]?.lines ?? why).push(line);
  }
  if (why.join('').trim() === '') throw new Error('a fixture starts with a sentence that says why it is there');
  if (sections.length === 0) throw new Error('a fixture has at least one section, such as: -- Dockerfile --');
  return { why, sections };
}

function parseHeader(text: string): { name: string; options: SectionOption[] } {
  const found = /^(.*\S) \(([^()]*)\)$/.exec(text);
  if (!found) return { name: text, options: [] };
  const options = found[2]!.split(', ');
  const unknown = options.find((option) => !knownOptions.includes(option));
  if (unknown !== undefined) throw new Error(`unknown section option: ${unknown}`);
  return { name: found[1]!, options: options as SectionOption[] };
}

/** The inverse of `parseFixture`. */
export function printFixture({ why, sections }: FixtureFile): string {
  const lines = sections.flatMap(({ name, options, lines: content }) => {
    const suffix = options.length === 0 ? '' : ` (${options.join(', ')})`;
    return [`-- ${name}${suffix} --`, ...content];
  });
  return [...why, ...lines].map((line) => `${line}\n`).join('');
}

/** A backslash in front of the first character keeps a line from being read as a mark or a header. */
const escapable = /^[ \t]*\\*(\^|-- )/;

export function escapeLine(line: string): string {
  return escapable.test(line) ? line.replace(/^[ \t]*/, '$&\\') : line;
}

export function unescapeLine(line: string): string {
  return escapable.test(line) ? line.replace(/^([ \t]*)\\/, '$1') : line;
}

/** The text that a section's lines stand for, marks already gone. */
export function encodeText(lines: readonly string[], options: readonly SectionOption[]): string {
  const joined = lines.map((line) => `${line}\n`).join('');
  const text = options.includes('no final newline') ? joined.replace(/\n$/, '') : joined;
  return (options.includes('bom') ? '\ufeff' : '') + (options.includes('crlf') ? text.replaceAll('\n', '\r\n') : text);
}

/** The inverse of `encodeText`: lines as a fixture shows them, or undefined where the options cannot say the text. */
export function decodeText(text: string, options: readonly SectionOption[]): string[] | undefined {
  const content = (text.startsWith('\ufeff') ? text.slice(1) : text).replaceAll('\r\n', '\n');
  const lines = content === '' ? [] : content.replace(/\n$/, '').split('\n');
  return encodeText(lines, options) === text ? lines : undefined;
}
