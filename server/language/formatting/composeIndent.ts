import type { CST } from 'yaml';
import type { Span } from '../dockerfile/syntax';
import type { SpanEdit } from '../rules/rule';
import { topLevel, type ComposeLines, type Level } from './composeLines';

/** The YAML has a form that is left as it is: keys behind `?`. */
export class UnusualForm extends Error {}

type Collection = CST.BlockMap | CST.BlockSequence;
type CollectionItem = Collection['items'][number];

/** Decides where each line of a YAML document is to stand: entries in steps of `size`, entries of a list behind `- `. */
export class ComposeIndent {
  /** Blanks behind the dashes of lists. */
  readonly dashEdits: SpanEdit[] = [];

  /** @param part what may change: a collection that reaches out of it keeps its column */
  constructor(
    private readonly text: string,
    private readonly lines: ComposeLines,
    private readonly size: number,
    private readonly part: Span,
  ) {}

  /** @throws UnusualForm */
  document({ start, value }: CST.Document): void {
    for (const token of start) if (isProperty(token)) this.lines.place(token.offset, 0, topLevel);
    if (value) this.value(value, topLevel, 0);
  }

  /**
   * @param base the collection that holds the value
   * @param column where the value is to start, if it starts a line
   */
  private value(token: CST.Token, base: Level, column: number): void {
    switch (token.type) {
      case 'block-map':
      case 'block-seq':
        return this.collection(token, base, column);
      case 'block-scalar':
        return this.blockText(token, base);
      case 'flow-collection':
      case 'alias':
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        return this.inline(token, base, column);
      default:
        throw new UnusualForm();
    }
  }

  private collection(token: Collection, base: Level, column: number): void {
    const starts = token.items.map(startOf).filter((offset) => offset !== undefined);
    const written = this.lines.columnAt(starts[0] ?? token.offset);
    const level: Level = { written, wanted: this.isWithin(starts[0] ?? token.offset, endOf(token)) ? column : written, outer: base };
    for (const item of token.items) {
      const start = startOf(item);
      if (start === undefined) continue;
      this.lines.place(start, level.wanted, level);
      if (token.type === 'block-seq') this.listItem(item, start, level);
      else this.entry(item, level);
    }
  }

  private entry({ start, key, sep = [], value }: CollectionItem, level: Level): void {
    if (!key || key.type === 'block-map' || key.type === 'block-seq' || start.some(({ type }) => type === 'explicit-key-ind')) throw new UnusualForm();
    const below = level.wanted + this.size;
    for (const token of sep) if (isProperty(token)) this.lines.place(token.offset, below, level);
    this.value(key, level, level.wanted);
    if (!value) return;
    // A list may stand as far left as its key; both styles are kept.
    const isUnindented = value.type === 'block-seq' && this.lines.columnAt(startOf(value.items[0]!) ?? value.offset) <= level.written;
    this.value(value, level, isUnindented ? level.wanted : below);
  }

  private listItem({ start, value }: CollectionItem, dash: number, level: Level): void {
    const behind = start.filter(({ offset, type }) => offset > dash && type !== 'space' && type !== 'newline');
    for (const token of behind) if (isProperty(token)) this.lines.place(token.offset, level.wanted + 2, level);
    if (!value) return;
    const first = startOfValue(value);
    const next = behind[0]?.offset ?? first;
    const isBeside = this.lines.lineAt(next) === this.lines.lineAt(dash) && behind[0]?.type !== 'comment';
    const closesUp = isBeside && this.isWithin(dash, endOf(value));
    if (closesUp && this.text.slice(dash + 1, next) !== ' ') this.dashEdits.push({ span: { start: dash + 1, end: next }, newText: ' ' });
    const isCompact = this.lines.lineAt(first) === this.lines.lineAt(dash);
    this.value(value, level, isCompact && !closesUp ? level.wanted + this.lines.columnAt(first) - level.written : level.wanted + 2);
  }

  /** A text or a flow collection: further lines keep their distance from where it starts, or from the collection around it. */
  private inline(token: CST.FlowScalar | CST.FlowCollection, base: Level, column: number): void {
    const first = this.lines.lineAt(token.offset);
    const last = this.lines.lineAt(Math.max(token.offset, endOf(token) - 1));
    const starts = this.lines.isFirst(token.offset);
    const mayMove = this.isWithin(token.offset, endOf(token));
    const by = !mayMove ? 0 : starts ? column - this.lines.columnAt(token.offset) : base.wanted - base.written;
    if (starts) this.lines.place(token.offset, mayMove ? column : this.lines.columnAt(token.offset), base);
    this.lines.move(first + 1, last, by, base);
    if (token.type !== 'flow-collection') this.lines.keepText(first + 1, last);
    else this.keepTexts(token);
  }

  private keepTexts({ items }: CST.FlowCollection): void {
    for (const { key, value } of items) {
      for (const token of [key, value]) {
        if (token?.type === 'flow-collection') this.keepTexts(token);
        else if (token) this.lines.keepText(this.lines.lineAt(token.offset) + 1, this.lines.lineAt(endOf(token) - 1));
      }
    }
  }

  private blockText(token: CST.BlockScalar, base: Level): void {
    const header = token.props.find(({ type }) => type === 'block-scalar-header') as CST.SourceToken | undefined;
    for (const property of token.props) if (property.type !== 'newline' && property.type !== 'space' && this.lines.isFirst(property.offset)) throw new UnusualForm();
    if (!header || token.source === '') return;
    const first = this.lines.lineAt(endOf(token) - token.source.length);
    const last = this.lines.lineAt(endOf(token) - 1);
    const digit = /[1-9]/.exec(header.source)?.[0];
    const by = this.isWithin(token.offset, endOf(token)) ? base.wanted - base.written : 0;
    this.lines.moveBlock(first, last, digit === undefined ? undefined : base.written + Number(digit), by, base);
  }

  private isWithin(start: number, end: number): boolean {
    return this.lines.lineAt(start) >= this.lines.lineAt(this.part.start) && this.lines.lineAt(Math.max(start, end - 1)) <= this.lines.lineAt(this.part.end);
  }
}

function isProperty({ type }: CST.SourceToken): boolean {
  return type === 'anchor' || type === 'tag';
}

/** Where an entry starts: its dash, its key or what marks the key; undefined for comments behind the last one. */
function startOf({ start, key }: CollectionItem): number | undefined {
  return start.find(({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment')?.offset ?? key?.offset;
}

function startOfValue(token: CST.Token): number {
  return (token.type === 'block-map' || token.type === 'block-seq') && token.items[0] ? (startOf(token.items[0]) ?? token.offset) : token.offset;
}

/** The offset behind a token and all that is in it; comments and line ends behind it are not counted. */
function endOf(token: CST.Token): number {
  switch (token.type) {
    case 'block-map':
    case 'block-seq': {
      const last = token.items.findLast((item) => item.value ?? item.key ?? startOf(item) !== undefined);
      if (!last) return token.offset;
      const part = last.value ?? last.key;
      return Math.max(part ? endOf(part) : 0, ...[...last.start, ...(last.sep ?? [])].filter(isMark).map((mark) => mark.offset + mark.source.length));
    }
    case 'flow-collection': {
      const [end] = token.end;
      return end ? end.offset + end.source.length : token.offset + 1;
    }
    case 'block-scalar':
      return token.props.reduce((end, property) => ('source' in property ? Math.max(end, property.offset + property.source.length) : end), token.offset) + token.source.length;
    default:
      return token.offset + ('source' in token ? token.source.length : 0);
  }
}

function isMark({ type }: CST.SourceToken): boolean {
  return type !== 'space' && type !== 'newline' && type !== 'comment';
}
