import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import type { ComposeEntry, ComposeFile, ComposeValue } from '../compose/composeFile';
import { asList, asMapping, asText, valueOf, withoutAlias } from '../compose/composeValues';
import type { Span } from '../dockerfile/syntax';
import { maskSecrets } from '../maskSecrets';
import { TextPositions } from '../textPosition';
import { count, shorten } from '../wording';

/** An outline shows about this much of a value. */
const longestDetail = 80;
/** Symbols of one file; nobody looks through more. */
const mostSymbols = 5_000;
/** Levels: section, name, key, and two below for `build.args` and `deploy.resources`. */
const deepest = 5;

/** What a section is, and what stands below its names. */
const sections: Readonly<Record<string, readonly [SymbolKind, SymbolKind]>> = {
  services: [SymbolKind.Namespace, SymbolKind.Module],
  networks: [SymbolKind.Namespace, SymbolKind.Interface],
  volumes: [SymbolKind.Namespace, SymbolKind.Struct],
  secrets: [SymbolKind.Namespace, SymbolKind.Key],
  configs: [SymbolKind.Namespace, SymbolKind.File],
  models: [SymbolKind.Namespace, SymbolKind.Object],
  include: [SymbolKind.Package, SymbolKind.File],
};

const keys: Readonly<Record<string, SymbolKind>> = {
  image: SymbolKind.Package,
  build: SymbolKind.Package,
  command: SymbolKind.Event,
  entrypoint: SymbolKind.Event,
  environment: SymbolKind.Variable,
  env_file: SymbolKind.File,
  ports: SymbolKind.Interface,
  volumes: SymbolKind.Struct,
  networks: SymbolKind.Interface,
  secrets: SymbolKind.Key,
  configs: SymbolKind.File,
  depends_on: SymbolKind.Array,
};

/**
 * The outline of a compose file (textDocument/documentSymbol): its sections, the services, networks and volumes in them with
 * what each is made from, and their keys. Values that look secret are masked. At most 5,000 symbols.
 */
export function composeSymbols({ text, documents }: ComposeFile): DocumentSymbol[] {
  const reader = new SymbolReader(text);
  return documents.flatMap((document) => reader.entriesOf(document, []));
}

class SymbolReader {
  private left = mostSymbols;
  private readonly positions: TextPositions;

  constructor(private readonly text: string) {
    this.positions = new TextPositions(text);
  }

  /** Aliases are not followed: what they stand for is in the outline where it is written. */
  entriesOf(value: ComposeValue, above: readonly string[]): DocumentSymbol[] {
    if (value.kind !== 'mapping' || above.length >= deepest) return [];
    return value.entries.flatMap((entry) => (this.left-- > 0 ? [this.symbolOf(entry, above)] : []));
  }

  private symbolOf(entry: ComposeEntry, above: readonly string[]): DocumentSymbol {
    const { key, keySpan, value } = entry;
    const children = above.length === 0 && key === 'include' && value.kind === 'list' ? this.includedFiles(value.items) : this.entriesOf(value, [...above, key]);
    return {
      // A name that is blank is an error for editors.
      name: shorten(key.replace(/\s+/g, ' ').trim(), longestDetail) || '?',
      detail: detailOf(entry, above),
      kind: kindOf(entry, above),
      range: this.positions.rangeOf({ start: keySpan.start, end: Math.max(keySpan.end, this.endOf({ start: keySpan.start, end: value.span.end })) }),
      selectionRange: this.positions.rangeOf(keySpan),
      ...(children.length > 0 ? { children } : {}),
    };
  }

  /** Short and long entries of `include`, by the first file of each. */
  private includedFiles(items: readonly ComposeValue[]): DocumentSymbol[] {
    return items.flatMap((item): DocumentSymbol[] => {
      const path = asMapping(item) ? valueOf(item, 'path') : item;
      const text = asText(path) ?? asText(asList(path)?.[0]);
      if (!text || this.left-- <= 0) return [];
      const range = this.positions.rangeOf({ start: item.span.start, end: this.endOf(item.span) });
      return [{ name: shorten(text.text.replace(/\s+/g, ' ').trim(), longestDetail) || '?', kind: SymbolKind.File, range, selectionRange: range }];
    });
  }

  /** A block's span runs to the line after it; a missing value's lies behind blanks. */
  private endOf({ start, end }: Span): number {
    return start + this.text.slice(start, end).trimEnd().length;
  }
}

function kindOf({ key, value }: ComposeEntry, above: readonly string[]): SymbolKind {
  const [section] = above;
  if (section === undefined) return (Object.hasOwn(sections, key) && sections[key]![0]) || plainKind(value);
  if (above.length === 1) return (Object.hasOwn(sections, section) && sections[section]![1]) || plainKind(value);
  if (section === 'services' && above.length === 2) return (Object.hasOwn(keys, key) && keys[key]) || plainKind(value);
  return above.at(-1) === 'environment' || above.at(-1) === 'args' ? SymbolKind.Variable : plainKind(value);
}

function plainKind(value: ComposeValue): SymbolKind {
  const target = withoutAlias(value);
  if (target?.kind === 'mapping') return SymbolKind.Object;
  return target?.kind === 'list' ? SymbolKind.Array : SymbolKind.Property;
}

/** A service's image or build, a single value, or how many there are. */
function detailOf({ key, value }: ComposeEntry, above: readonly string[]): string {
  if (value.kind === 'alias') return `*${shorten(value.name, longestDetail)}`;
  if (above.length === 1 && above[0] === 'services') return shownText('image', serviceDetail(value));
  if (value.kind === 'scalar') return value.isNull ? '' : shownText(key, value.text);
  if (value.kind === 'list') return count(value.items.length, 'entry', 'entries');
  return above.length === 0 && Object.hasOwn(sections, key) ? String(value.entries.length) : '';
}

function serviceDetail(value: ComposeValue): string {
  const build = valueOf(value, 'build');
  const image = asText(valueOf(value, 'image'))?.text;
  if (build === undefined) return image ?? '';
  const context = asText(build)?.text ?? (asMapping(build) ? (asText(valueOf(build, 'context'))?.text ?? '.') : '');
  return `build ${context}`.trimEnd();
}

/** Whether a value is secret is told by its key, too. */
function shownText(key: string, text: string): string {
  const start = `${key}: `;
  const masked = maskSecrets(`${start}${text.slice(0, longestDetail * 2).replace(/\s+/g, ' ').trim()}`);
  return shorten(masked.slice(start.length), longestDetail);
}
