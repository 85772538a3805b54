import type { ComposeFile, ComposeMapping, ComposeScalar, ComposeValue } from '../composeFile';
import { asList, withoutAlias } from '../composeValues';
import { interpolate, type Variables } from '../interpolation';
import type { Span } from '../../dockerfile/syntax';
import { isTypeTag } from '../typeTags';
import { spanBeyond } from './expandedSize';
import type { ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode, Place } from './composeNode';
import { mostValues, type ProjectReading } from './projectReading';
import { isDate, scalarValue } from './scalarValue';
import { castAt, castText } from './typeCasts';

/** One YAML document with everything filled in. */
export interface DocumentNodes {
  readonly node: ComposeNode;
  /** Paths of keys that `!reset` and `!override` take out of what was read before. */
  readonly resets: readonly (readonly string[])[];
}

/** Fills in aliases, merge keys, tags and variables of one YAML document. */
export function documentNodes(file: ComposeFile, document: ComposeValue, path: string, variables: Variables, reading: ProjectReading): DocumentNodes {
  const hasAliases = file.text.includes('*');
  reading.beginDocument(hasAliases);
  const reader = new DocumentReader(file, path, variables, reading);
  const beyond = hasAliases ? spanBeyond(document, mostValues) : undefined;
  if (beyond) {
    reading.refuseSize({ path, span: beyond });
    return { node: reader.empty(document.span), resets: [] };
  }
  return { node: reader.node(document, []) ?? reader.empty(document.span), resets: reader.resets };
}

const noUses: ComposeScalarNode['uses'] = [];

class DocumentReader {
  readonly resets: (readonly string[])[] = [];

  constructor(
    private readonly file: ComposeFile,
    private readonly path: string,
    private readonly variables: Variables,
    private readonly reading: ProjectReading,
  ) {}

  /** Undefined for what `!reset` takes away, and past the bound. */
  node(value: ComposeValue, keys: readonly string[]): ComposeNode | undefined {
    const target = withoutAlias(value);
    const place = this.place(value.span);
    if (!this.reading.count(place)) return undefined;
    if (!target) return this.empty(value.span);
    if (target.tag === '!reset' || target.tag === '!override') this.resets.push(keys);
    if (target.tag === '!reset') return undefined;
    if (target.kind === 'scalar') return this.reading.countText(target.text.length) ? this.scalar(target, keys, place) : undefined;
    if (target.kind === 'mapping') return this.mapping(target, keys, place);
    const below = [...keys, '[]'];
    return { kind: 'list', items: target.items.map((item) => this.node(item, below)).filter((item) => item !== undefined), place };
  }

  empty(span: Span): ComposeScalarNode {
    return { kind: 'scalar', value: null, written: '', isPlain: true, uses: [], isUncertain: false, place: this.place(span) };
  }

  private mapping(mapping: ComposeMapping, keys: readonly string[], place: Place): ComposeMappingNode {
    const entries = new Map<string, ComposeMappingEntry>();
    this.collect(mapping, keys, entries, new Set());
    return { kind: 'mapping', entries, place };
  }

  /** Own keys first: they win over merged ones, and an earlier merged mapping wins over a later one. */
  private collect(mapping: ComposeMapping, keys: readonly string[], entries: Map<string, ComposeMappingEntry>, seen: Set<ComposeMapping>): void {
    // What was merged once has nothing new to give, and merges in merges stay linear.
    if (seen.has(mapping)) return;
    seen.add(mapping);
    const merges: ComposeValue[] = [];
    for (const { key, keySpan, value } of mapping.entries) {
      // In quotes it is a key like any other.
      if (key === '<<' && this.file.text[keySpan.start] === '<') merges.push(value);
      else this.entry(key, keySpan, value, keys, entries);
    }
    for (const merge of merges) {
      for (const source of asList(merge) ?? [merge]) {
        const target = withoutAlias(source);
        if (target?.kind === 'mapping') this.collect(target, keys, entries, seen);
        else this.reading.fault('merge-of-no-mapping', 'A merge key `<<` takes a mapping or a list of mappings, mostly as an alias. Compose rejects anything else.', this.place(source.span));
      }
    }
  }

  private entry(key: string, keySpan: Span, value: ComposeValue, keys: readonly string[], entries: Map<string, ComposeMappingEntry>): void {
    if (entries.has(key)) return;
    this.checkKey(key, keySpan, value, keys);
    const node = this.node(value, [...keys, key]);
    if (node) entries.set(key, { key, keyPlace: this.place(keySpan), value: node });
  }

  /** YAML has keys that are no text; Compose has not. In `ports` a mapping is a fault of its own, and quotes do not help. */
  private checkKey(key: string, span: Span, value: ComposeValue, keys: readonly string[]): void {
    const isPlain = !/["'|>*&!]/.test(this.file.text[span.start] ?? '');
    const typed = isPlain ? scalarValue(key, undefined) : key;
    const kind = typed === null ? 'nothing' : typeof typed !== 'string' ? `a ${typeof typed}` : isPlain && isDate(key) ? 'a date' : undefined;
    if (kind === undefined) return;
    const isPort = keys[0] === 'services' && keys[2] === 'ports' && typeof typed === 'number';
    if (!isPort) return this.reading.fault('key-not-text', `YAML reads this key as ${kind}, and Compose takes only text. Put it in quotes.`, this.place(span));
    if (value.kind !== 'scalar' || keys.length !== 4 || !/^[\d:./a-z-]+$/.test(value.text)) return;
    const meant = `"${key}:${value.text}"`;
    const all = { start: span.start, end: value.span.end };
    this.reading.fault('key-not-text', `A colon with a blank behind it makes a mapping of this, and Compose wants text. Write \`${meant}\`.`, this.place(span), 'nothing', [{ title: `Write ${meant}`, edits: [{ span: all, newText: meant }] }]);
  }

  private scalar(scalar: ComposeScalar, keys: readonly string[], place: Place): ComposeScalarNode {
    const isPlain = scalar.style === 'plain';
    const typed = scalar.isNull ? null : isPlain || isTypeTag(scalar.tag) ? scalarValue(scalar.text, scalar.tag) : scalar.text;
    const isText = typeof typed === 'string';
    const cast = isText ? castAt(keys) : undefined;
    if (!isText || (cast === undefined && !typed.includes('$'))) return { kind: 'scalar', value: typed, written: scalar.text, isPlain, uses: noUses, isUncertain: false, place };
    const { text, uses, invalid } = interpolate(typed, this.variables, 'empty');
    const isUncertain = uses.some(({ from }) => from === 'unknown');
    const node = { kind: 'scalar', written: scalar.text, isPlain, uses, place } as const;
    if (invalid.length > 0) {
      this.reading.fault('invalid-interpolation', 'Compose rejects this variable: write `$NAME` or `${NAME}`, and `$$` for a plain dollar.', place);
      return { ...node, value: text, isUncertain: true };
    }
    this.noteUnset(uses, place);
    if (uses.length > 0 && !this.reading.countText(text.length)) return { ...node, value: '', isUncertain: true };
    const result = cast === undefined ? { value: text } : castText(text, cast);
    if ('value' in result) return { ...node, value: result.value, isUncertain };
    const shown = text === '' ? 'is empty' : `is \`${text.slice(0, 40)}\``;
    this.reading.fault('value-of-wrong-type', `This ${shown}, but ${result.problem}. Compose rejects it.`, place, isUncertain ? 'rest-of-project' : 'nothing');
    return { ...node, value: text, isUncertain: true };
  }

  /** What Compose says of variables without a value: it stops for `${X:?}`, and logs the others. */
  private noteUnset(uses: ComposeScalarNode['uses'], place: Place): void {
    for (const { name, operator, value, argument } of uses) {
      if (value !== undefined) continue;
      if (operator.endsWith('?')) {
        const reason = argument === '' ? '' : ` (“${argument.slice(0, 80)}”)`;
        this.reading.fault('required-variable', `\`${name}\` has no value, and Compose stops without one${reason}. Set it in the \`.env\` file or in the shell.`, place, 'rest-of-project');
      } else if (operator === '') {
        this.reading.notices.push({ code: 'unset-variable', message: `\`${name}\` has no value here: Compose warns and uses an empty text.`, place, variable: name });
      }
    }
  }

  private place(span: Span): Place {
    return { path: this.path, span };
  }
}
