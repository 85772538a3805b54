import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Node, type Pair, type Scalar } from 'yaml';
import type { Problem, Span } from '../dockerfile/syntax';
import { withoutAlias } from './composeValues';
import { typeTagProblem } from './typeTags';
import type { ComposeAlias, ComposeEntry, ComposeList, ComposeMapping, ComposeScalar, ComposeValue } from './composeFile';

export const duplicateKeyCode = 'yaml-duplicate-key';

/** Characters between a key and its colon that are looked at. */
const longestGap = 200;

type Target = Exclude<ComposeValue, ComposeAlias>;

/** Turns the YAML library's nodes into our values, checks keys that stand twice, and ties aliases to their anchors. */
export class ValueReader {
  private readonly anchors = new Map<string, Target | 'open'>();
  /** Where quoted texts begin, by where they end. */
  readonly quoteStarts = new Map<number, number>();
  /** Where lists and mappings in brackets begin, by where they end; of those in each other the outermost. */
  readonly bracketStarts = new Map<number, number>();

  constructor(
    private readonly text: string,
    private readonly problems: Problem[],
  ) {}

  /** Reads one node with all below it. Recursion is as deep as the library's own. */
  read(node: unknown, at = 0): ComposeValue {
    if (isAlias(node)) return this.readAlias(node.source, spanOf(node, at));
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'open');
    // Compose's reader ends the name at the colon, and then a key has no place here.
    if (anchor?.endsWith(':')) {
      const start = this.text.indexOf(`&${anchor}`, at);
      this.report('yaml-anchor-name', `The name of the anchor \`&${anchor.slice(0, 60)}\` ends with a colon, and Compose rejects the file: remove the colon.`, { start, end: start + 1 + anchor.length });
    }
    const value = this.readTarget(node, at);
    if (anchor !== undefined) this.anchors.set(anchor, value);
    return value;
  }

  private readTarget(node: unknown, at: number): Target {
    if ((isMap(node) || isSeq(node)) && node.flow && node.range && !this.bracketStarts.has(node.range[1])) this.bracketStarts.set(node.range[1], node.range[0]);
    if (isMap(node)) return this.readMapping(node.items, node.tag, spanOf(node, at), node.flow);
    if (isSeq(node)) return this.readList(node.items, node.tag, spanOf(node, at));
    if (isScalar(node)) return this.readScalar(node, spanOf(node, at));
    return emptyScalar(at);
  }

  private readAlias(name: string, span: Span): ComposeAlias {
    const target = this.anchors.get(name);
    if (target === undefined || name.includes(':')) this.report('yaml-unknown-anchor', `No anchor \`&${name}\` stands above this alias.`, span);
    if (target === 'open') this.report('yaml-alias-cycle', `The alias \`*${name}\` stands inside its own anchor.`, span);
    return { kind: 'alias', name, target: target === 'open' ? undefined : target, span };
  }

  private readMapping(pairs: readonly unknown[], tag: string | undefined, span: Span, isFlow = false): ComposeMapping {
    if (isFlow) this.checkKeyLines(pairs);
    const entries: ComposeEntry[] = [];
    const seen = new Set<string>();
    let last = span.start;
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const entry = this.readEntry(pair, last);
      last = entry.span.end;
      if (seen.has(entry.key)) this.report(duplicateKeyCode, duplicateKey(entry.key), entry.keySpan);
      seen.add(entry.key);
      entries.push(entry);
    }
    return { kind: 'mapping', entries, tag, span };
  }

  /** In brackets, too, a key and its colon stand on one line, except behind `?`. */
  private checkKeyLines(pairs: readonly unknown[]): void {
    for (const pair of pairs) {
      if (!isPair(pair) || !isScalar(pair.key) || !pair.key.range) continue;
      const [start, end] = pair.key.range;
      const beforeColon = /^[ \t]*(?:(?:#.*)?\r?\n[ \t]*)*(?=:)/.exec(this.text.slice(end, end + longestGap))?.[0];
      if (beforeColon === undefined || !(this.text.slice(start, end) + beforeColon).includes('\n')) continue;
      if (/\?\s+$/.test(this.text.slice(Math.max(0, start - longestGap), start))) continue;
      this.report('yaml-multiline-implicit-key', 'A key and its colon must stand on one line. Compose rejects the file.', { start, end: Math.min(end, start + (this.text.slice(start, end) + '\n').indexOf('\n')) });
    }
  }

  private readEntry(pair: Pair, at: number): ComposeEntry {
    const key = this.read(pair.key, at);
    const value = pair.value === null || pair.value === undefined ? emptyScalar(key.span.end) : this.read(pair.value, key.span.end);
    const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
    const name = withoutAlias(key);
    if (name && name.kind !== 'scalar') this.report('yaml-key-not-text', 'Compose rejects a key that is a list or mapping. Text with `{{ … }}` must be in quotes.', key.span);
    return { key: name?.kind === 'scalar' ? name.text : this.text.slice(key.span.start, key.span.end), keySpan: key.span, value, span };
  }

  private readList(items: readonly unknown[], tag: string | undefined, span: Span): ComposeList {
    let last = span.start;
    const values: ComposeValue[] = [];
    for (const item of items) {
      // In a flow list, `a: b` without braces is a pair, which means a mapping of one.
      const value = isPair(item) ? this.readMapping([item], undefined, this.readEntrySpan(item, last)) : this.read(item, last);
      last = value.span.end;
      values.push(value);
    }
    return { kind: 'list', items: values, tag, span };
  }

  private readEntrySpan(pair: Pair, at: number): Span {
    const key = spanOf(pair.key as Node, at);
    return { start: key.start, end: spanOf(pair.value as Node | null, key.end).end };
  }

  private readScalar(node: Scalar, span: Span): ComposeScalar {
    const style = node.type === 'PLAIN' || node.type === undefined ? 'plain' : node.type.startsWith('BLOCK') ? 'block' : 'quoted';
    if (style === 'quoted') this.quoteStarts.set(span.end, span.start);
    const escapes = node.type === 'QUOTE_DOUBLE' ? this.readEscapes(span) : undefined;
    const isNull = node.value === null;
    const text = isNull ? '' : style === 'plain' && node.source !== undefined ? node.source : (escapes ?? String(node.value));
    const problem = typeTagProblem(node.tag, text);
    if (problem !== undefined) this.report('yaml-tag-does-not-fit', problem, span);
    return { kind: 'scalar', text, isNull, style, tag: node.tag, span };
  }

  /** Reports escapes that only the library takes, and gives the text where it has `\'`, which only Compose takes. */
  private readEscapes(span: Span): string | undefined {
    const written = this.text.slice(span.start, span.end);
    if (!written.includes('\\')) return undefined;
    for (const { 0: escape, index } of written.matchAll(/\\(?:u[0-9a-fA-F]{4}|[^])/g)) {
      const at = span.start + index;
      if (/^\\(?:\/|u[dD][89a-fA-F])/.test(escape)) this.report('yaml-bad-dq-escape', `Compose does not know the escape \`${escape}\` in double quotes. ${escape === '\\/' ? 'Write `/` alone.' : 'Write the character itself.'}`, { start: at, end: at + escape.length });
    }
    return /(?:^|[^\\])(?:\\\\)*\\'/.test(written) ? String(parseDocument(written.replace(/\\([^])/g, (escape, character) => (character === "'" ? "'" : escape)), { logLevel: 'silent' }).toJS()) : undefined;
  }

  private report(code: string, message: string, span: Span): void {
    this.problems.push({ code, message, span, severity: 'error' });
  }
}

function duplicateKey(key: string): string {
  return `The key \`${key.slice(0, 60)}\` stands twice in this mapping. Compose rejects the file: remove or rename one.`;
}

function emptyScalar(at: number): ComposeScalar {
  return { kind: 'scalar', text: '', isNull: true, style: 'plain', tag: undefined, span: { start: at, end: at } };
}

function spanOf(node: Node | null | undefined, at: number): Span {
  const range = node?.range;
  return range ? { start: range[0], end: range[1] } : { start: at, end: at };
}
