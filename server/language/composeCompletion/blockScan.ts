import { deepestNesting } from '../compose/yamlDocuments';
import { dashLength, flowEnd, lineKey, lineValue, quoteEnd } from './yamlLine';

/** A mapping or list in block style that is open at some line. */
export interface OpenBlock {
  readonly kind: 'mapping' | 'list';
  /** Of its keys or dashes. */
  readonly column: number;
  readonly path: readonly string[];
  /** Keys of the mapping, single values of the list, in file order. */
  readonly present: string[];
  /** The last key or item, where nothing has been read as its value. */
  open: string | undefined;
}

/** A value that goes on over lines. */
export type RunningValue =
  | { readonly kind: 'block'; readonly path: readonly string[]; readonly column: number }
  /** `end` is behind it; undefined where it goes on past the limit. */
  | { readonly kind: 'flow' | 'quote'; readonly path: readonly string[]; readonly start: number; readonly end: number | undefined };

/** What is open behind some lines of a YAML text, read line by line: it holds while the file is half written. */
export class BlockScan {
  readonly blocks: OpenBlock[] = [];
  running: RunningValue | undefined;

  /** @param limit nothing behind it is looked at */
  constructor(
    private readonly text: string,
    private readonly limit: number,
  ) {}

  /** Reads one line. @param end without the line end */
  readLine(start: number, end: number): void {
    const line = this.text.slice(start, end);
    const content = line.trimStart();
    if (this.running && this.goesOn(line, start)) return;
    if (content === '' || content.startsWith('#')) return;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      this.blocks.length = 0;
      return;
    }
    this.readContent(line, line.length - content.length, start, end);
  }

  /** Opens the blocks that dashes at a column open; gives the column behind them. */
  openItems(line: string, from: number): number {
    let column = from;
    for (let length = dashLength(line.slice(column)); length !== undefined && this.blocks.length < deepestNesting; length = dashLength(line.slice(column))) {
      const list = this.listAt(column);
      list.open = '[]';
      column += length;
    }
    return column;
  }

  /** The mapping whose keys stand at a column; a new one where there is none. */
  mappingAt(column: number): OpenBlock {
    this.closeBeyond(column);
    const top = this.blocks.at(-1);
    if (top?.kind === 'list' && top.column === column) this.blocks.pop();
    const current = this.blocks.at(-1);
    if (current?.kind === 'mapping' && current.column === column) return current;
    return this.push('mapping', column);
  }

  /** Closes what starts to the right of a column. */
  closeBeyond(column: number): void {
    while ((this.blocks.at(-1)?.column ?? -1) > column) this.blocks.pop();
  }

  /** The path of what would be the value of the last key or item. */
  get openPath(): readonly string[] {
    const top = this.blocks.at(-1);
    return top ? [...top.path, ...(top.open === undefined ? [] : [top.open])] : [];
  }

  private readContent(line: string, indent: number, start: number, end: number): void {
    const column = this.openItems(line, indent);
    const key = lineKey(line.slice(column));
    if (key) {
      const mapping = this.mappingAt(column);
      mapping.present.push(key.name);
      mapping.open = key.name;
    }
    this.readValue(line, column + (key?.end ?? 0), start, end, key ? column : indent, key !== undefined);
  }

  private readValue(line: string, from: number, start: number, end: number, column: number, isOfKey: boolean): void {
    const { start: kind, at } = lineValue(line, from);
    const top = this.blocks.at(-1);
    if (!top || kind === 'nothing') return;
    const path = this.openPath;
    if (kind === 'block') this.running = { kind, path, column };
    if (kind === 'quote' || kind === 'flow') {
      const valueEnd = (kind === 'quote' ? quoteEnd : flowEnd)(this.text, start + at, this.limit);
      if (valueEnd === undefined || valueEnd > end) this.running = { kind, path, start: start + at, end: valueEnd };
    }
    if (!isOfKey && top.kind === 'list') top.present.push(line.slice(at).trim());
    if (kind !== 'block') top.open = undefined;
  }

  private goesOn(line: string, start: number): boolean {
    const { running } = this;
    if (!running) return false;
    if (running.kind !== 'block') {
      if (running.end === undefined || start < running.end) return true;
    } else if (line.trim() === '' || line.search(/\S/) > running.column) return true;
    else {
      const top = this.blocks.at(-1);
      if (top) top.open = undefined;
    }
    this.running = undefined;
    return false;
  }

  private listAt(column: number): OpenBlock {
    this.closeBeyond(column);
    const top = this.blocks.at(-1);
    return top?.kind === 'list' && top.column === column ? top : this.push('list', column);
  }

  private push(kind: OpenBlock['kind'], column: number): OpenBlock {
    const block: OpenBlock = { kind, column, path: this.openPath, present: [], open: undefined };
    this.blocks.push(block);
    return block;
  }
}
