import type { ComposeFile, ComposeMapping, ComposeScalar, ComposeValue } from '../compose/composeFile';
import { asMapping, asText, valueOf, withoutAlias } from '../compose/composeValues';
import { interpolate, type Variables } from '../compose/interpolation';
import type { Place } from '../compose/project/composeNode';
import type { Span } from '../dockerfile/syntax';
import { authorsKeys, definingSections, nameKeys, nameValues, type NameKind } from './namePlaces';

/** One place of a compose file where a name stands. */
export interface NameOccurrence {
  readonly kind: NameKind;
  readonly name: string;
  readonly role: 'definition' | 'use';
  readonly place: Place;
  /** False where the file spells the name otherwise, with a variable or an escape; such a place is shown but not edited. */
  readonly isExact: boolean;
  /** True for what `extends` names. */
  readonly isExtended: boolean;
  /** The file as written whose service an `extends` names; undefined everywhere else. */
  readonly inFile: string | undefined;
  /** What is defined, for a definition. */
  readonly value: ComposeValue | undefined;
}

/** Values that are looked at in one file; aliases are followed once for each place that they stand for. */
const mostValues = 100_000;

/** Every name of services, networks, volumes, secrets, configs and models in one file, in the order of reading. */
export function nameOccurrences(path: string, file: ComposeFile, variables: Variables): readonly NameOccurrence[] {
  const reader = new OccurrenceReader(path, file.text, variables);
  for (const document of file.documents) reader.readDocument(document);
  return reader.found;
}

class OccurrenceReader {
  readonly found: NameOccurrence[] = [];
  private readonly seen = new Map<ComposeValue, Set<string>>();
  private values = 0;

  constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly variables: Variables,
  ) {}

  readDocument(document: ComposeValue): void {
    for (const { key, value } of asMapping(document)?.entries ?? []) {
      const kind = definingSections.get(key);
      const section = kind && asMapping(value);
      for (const entry of section?.entries ?? []) {
        if (entry.key !== '<<') this.add(kind!, 'definition', entry.key, entry.keySpan, this.isSpelled(entry.key, entry.keySpan), { value: entry.value });
        if (kind === 'service') this.visit(entry.value, entry.key === '<<' ? 'services' : 'services.*');
      }
    }
  }

  private visit(value: ComposeValue, at: string): void {
    const target = withoutAlias(value);
    if (!target || ++this.values > mostValues || this.wasSeen(target, at)) return;
    if (target.kind === 'scalar') this.visitText(target, at);
    else if (target.kind === 'list') for (const item of target.items) this.visit(item, `${at}[]`);
    else this.visitMapping(target, at);
  }

  private visitMapping(mapping: ComposeMapping, at: string): void {
    const kind = nameKeys.get(at);
    for (const { key, keySpan, value } of mapping.entries) {
      if (key === '<<') {
        for (const source of listed(value)) this.visit(source, at);
        continue;
      }
      if (kind) this.add(kind, 'use', key, keySpan, this.isSpelled(key, keySpan));
      if (at === 'services.*.extends' && key === 'service') this.visitExtended(mapping, value);
      else if (at !== 'services.*.volumes[]' || key !== 'source' || isVolume(mapping)) this.visit(value, `${at}.${at === 'services' || authorsKeys.has(at) ? '*' : key}`);
    }
  }

  private visitExtended(mapping: ComposeMapping, value: ComposeValue): void {
    const service = withoutAlias(value);
    if (service?.kind === 'scalar' && !service.isNull) this.visitText(service, 'services.*.extends.service', asText(valueOf(mapping, 'file'))?.text);
  }

  private visitText(scalar: ComposeScalar, at: string, inFile?: string): void {
    const place = scalar.isNull ? undefined : nameValues.get(at);
    if (!place) return;
    const isExpression = scalar.text.includes('$');
    const text = isExpression ? interpolate(scalar.text, this.variables, 'empty').text : scalar.text;
    const found = place.find(text);
    if (!found) return;
    const name = text.slice(found.start, found.end);
    const inner = { start: scalar.span.start + (scalar.style === 'quoted' ? 1 : 0) + found.start, end: 0 };
    const span = { ...inner, end: inner.start + name.length };
    const isExact = !isExpression && scalar.style !== 'block' && this.text.slice(span.start, span.end) === name && this.text.slice(span.start - found.start, span.start) === text.slice(0, found.start);
    this.add(place.kind, 'use', name, isExact ? span : scalar.span, isExact, { isExtended: at.startsWith('services.*.extends'), ...(inFile !== undefined && { inFile }) });
  }

  private add(kind: NameKind, role: NameOccurrence['role'], name: string, span: Span, isExact: boolean, more: { value?: ComposeValue; inFile?: string; isExtended?: boolean } = {}): void {
    // A key's place has its quotes.
    const inner = isExact && this.text.slice(span.start, span.end) !== name ? { start: span.start + 1, end: span.end - 1 } : span;
    this.found.push({ kind, name, role, place: { path: this.path, span: inner }, isExact, isExtended: more.isExtended === true, inFile: more.inFile, value: more.value });
  }

  /** As it is, or in quotes without escapes. */
  private isSpelled(key: string, { start, end }: Span): boolean {
    const written = this.text.slice(start, end);
    return written === key || written === `"${key}"` || written === `'${key}'`;
  }

  private wasSeen(value: ComposeValue, at: string): boolean {
    const places = this.seen.get(value) ?? new Set();
    this.seen.set(value, places);
    return places.has(at) || !places.add(at);
  }
}

function isVolume(mount: ComposeMapping): boolean {
  return asText(valueOf(mount, 'type'))?.text === 'volume';
}

function listed(value: ComposeValue): readonly ComposeValue[] {
  const target = withoutAlias(value);
  return target?.kind === 'list' ? target.items : [value];
}
