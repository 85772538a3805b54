import { BlockScan, type OpenBlock } from './blockScan';
import { flowPlace } from './flowPlace';
import { dashLength, lineKey, lineValue } from './yamlLine';

/** What may be written at a place. */
export interface Slot {
  /** `item` needs a dash in front; behind a dash or in brackets it is a `value`. */
  readonly kind: 'key' | 'item' | 'value' | 'alias';
  /** Of the mapping for a key, of the list for an item, of the value itself otherwise; `[]` for an item of a list. */
  readonly path: readonly string[];
  /** What the mapping or list has already. */
  readonly present: readonly string[];
}

/** Where the cursor is in a compose file that may be half written. */
export interface WritingPlace {
  readonly slots: readonly Slot[];
  /** The value or key up to the cursor, quotes left out. */
  readonly typed: string;
  /** Where the key, dash or value starts in its line; in brackets that of the line. */
  readonly column: number;
  /** Set where the line's indentation is none that fits: blanks that stand in front of `typed` and that `column` replaces. */
  readonly wrongIndentation?: string;
  /** What must come in front: a blank behind a colon or dash. */
  readonly lead: string;
  readonly isFlow: boolean;
  readonly quote: string | undefined;
  /** In a text over several lines, where only variables are proposed. */
  readonly isText: boolean;
  /** True where the lines below belong to the key that is being written. */
  readonly hasBelow?: boolean;
}

const none: readonly string[] = [];

/** Lines that are looked at behind the cursor. */
const mostLinesAhead = 2_000;

/** Finds the place at an offset; undefined in comments and behind finished values. Never throws; linear in the text. */
export function writingPlace(text: string, offset: number): WritingPlace | undefined {
  const scan = new BlockScan(text, offset);
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < lineStart; ) {
    const end = text.indexOf('\n', start);
    scan.readLine(start, text[end - 1] === '\r' ? end - 1 : end);
    start = end + 1;
  }
  const before = text.slice(lineStart, offset).replace(/^\ufeff/, '');
  return runningPlace(scan, text, before, offset) ?? (scan.running ? undefined : linePlace(scan, text, before, offset));
}

/** In a value that began in a line above. */
function runningPlace(scan: BlockScan, text: string, before: string, offset: number): WritingPlace | undefined {
  const { running } = scan;
  if (running?.kind === 'block') {
    const indent = before.search(/\S/);
    if ((indent < 0 ? before.length : indent) > running.column) return textPlace(running.path, before);
    scan.running = undefined;
    const top = scan.blocks.at(-1);
    if (top) top.open = undefined;
  } else if (running && running.end === undefined) {
    return running.kind === 'quote' ? textPlace(running.path, text.slice(running.start + 1, offset)) : inFlow(running.path, text.slice(running.start, offset), before);
  } else if (running?.end !== undefined && running.end <= offset - before.length) scan.running = undefined;
  return undefined;
}

function textPlace(path: readonly string[], typed: string): WritingPlace {
  return { ...valuePlace(path, typed, 0), isText: true };
}

function valuePlace(path: readonly string[], typed: string, column: number, kind: Slot['kind'] = 'value'): WritingPlace {
  return { slots: [{ kind, path, present: none }], typed, column, lead: '', isFlow: false, quote: undefined, isText: false };
}

function inFlow(path: readonly string[], flow: string, before: string): WritingPlace | undefined {
  const place = flowPlace(flow);
  if (!place) return undefined;
  const { slot, typed, quote, present } = place;
  const kind = quote === undefined && typed.startsWith('*') ? 'alias' : slot === 'key' ? 'key' : 'value';
  const at = { ...valuePlace([...path, ...place.path], kind === 'alias' ? typed.slice(1) : typed, before.search(/\S|$/), kind), isFlow: true, quote };
  return { ...at, slots: [{ ...at.slots[0]!, present }], lead: needsBlank(flow, typed, quote) ? ' ' : '' };
}

/** `{a:` and a comma ask for a blank; a bracket does not. */
function needsBlank(flow: string, typed: string, quote: string | undefined): boolean {
  return typed === '' && quote === undefined && /[:,]$/.test(flow);
}

function linePlace(scan: BlockScan, text: string, before: string, offset: number): WritingPlace | undefined {
  const indent = before.search(/[^ ]|$/);
  if (/^[\t#]/.test(before.slice(indent)) || /^(?:---|\.\.\.)/.test(before)) return undefined;
  const isItem = dashLength(before.slice(indent)) !== undefined;
  const column = isItem ? scan.openItems(before, indent) : indent;
  const key = lineKey(before.slice(column));
  if (key) {
    const mapping = scan.mappingAt(column);
    mapping.open = key.name;
    return placeInValue(scan.openPath, before, column + key.end, column, none);
  }
  const { start, at } = lineValue(before, column);
  if (start === 'nothing' && before[at] === '#') return undefined;
  if (isItem) return itemPlace(scan, text, before, column, offset);
  if (start === 'plain' || start === 'nothing') return freshLine(scan, text, before, offset);
  scan.closeBeyond(column);
  const around = scan.blocks.at(-1);
  return around?.open !== undefined && around.column < column ? placeInValue(scan.openPath, before, column, column, none) : undefined;
}

/** Behind a dash: a value, or the first key of a mapping. */
function itemPlace(scan: BlockScan, text: string, before: string, column: number, offset: number): WritingPlace | undefined {
  const list = scan.blocks.at(-1)!;
  const present = [...list.present, ...entriesAhead(text, offset, list.column, 'list')];
  const place = placeInValue(scan.openPath, before, column, column, present);
  if (!place || place.isFlow || place.quote !== undefined || place.slots[0]!.kind === 'alias') return place;
  const key: Slot = { kind: 'key', path: scan.openPath, present: entriesAhead(text, offset, column, 'mapping') };
  return { ...place, slots: [...place.slots, key] };
}

function placeInValue(path: readonly string[], before: string, from: number, column: number, present: readonly string[]): WritingPlace | undefined {
  const { start, at } = lineValue(before, from);
  const typed = before.slice(at);
  if (start === 'flow') return inFlow(path, typed, before);
  if (start === 'block' || / #/.test(typed) || typed.startsWith('#')) return undefined;
  if (start === 'alias') return valuePlace(path, typed.slice(1), column, 'alias');
  if (start === 'quote') {
    const quote = typed[0]!;
    return typed.slice(1).includes(quote) ? undefined : { ...withPresent(valuePlace(path, typed.slice(1), column), present), quote };
  }
  const lead = typed === '' && /[:-]$/.test(before) ? ' ' : '';
  return { ...withPresent(valuePlace(path, typed, column), present), lead };
}

function withPresent(place: WritingPlace, present: readonly string[]): WritingPlace {
  return { ...place, slots: place.slots.map((slot) => ({ ...slot, present })) };
}

/** A line with nothing but the start of a word: what may stand there decides the blocks around it. */
function freshLine(scan: BlockScan, text: string, before: string, offset: number): WritingPlace {
  const column = before.search(/\S|$/);
  const typed = before.slice(column);
  const { slots, column: right } = slotsAt(scan, text, column, offset, typed !== '');
  const place: WritingPlace = { slots, typed, column: right, lead: '', isFlow: false, quote: undefined, isText: false };
  if (right !== column) return { ...place, wrongIndentation: before.slice(0, column) };
  const next = typed === '' ? undefined : linesAhead(text, offset).next().value;
  return { ...place, hasBelow: next !== undefined && next.indent > column };
}

interface FreshSlots {
  readonly slots: readonly Slot[];
  readonly column: number;
}

function slotsAt({ blocks }: BlockScan, text: string, column: number, offset: number, isTyped: boolean): FreshSlots {
  const index = blocks.findLastIndex((block) => block.column <= column);
  const around = blocks[index];
  const deeper = blocks[index + 1];
  if (around?.column === column) {
    const outer = blocks[index - 1];
    const mapping = around.kind === 'list' && outer?.column === column ? [slotOf(outer, text, offset)] : [];
    return { column, slots: [slotOf(around, text, offset), ...mapping] };
  }
  if (deeper) return { column: deeper.column, slots: [slotOf(deeper, text, offset)] };
  if (around && around.open === undefined) return { column: around.column, slots: [slotOf(around, text, offset)] };
  const path = around ? [...around.path, around.open!] : [];
  return belowOpenKey(text, offset, path, { outer: around?.column ?? -1, column, isTyped });
}

interface Columns {
  readonly outer: number;
  readonly column: number;
  readonly isTyped: boolean;
}

/** Nothing stands yet between a key and the cursor. What stands behind the cursor may be its value all the same. */
function belowOpenKey(text: string, offset: number, path: readonly string[], { outer, column, isTyped }: Columns): FreshSlots {
  const next = linesAhead(text, offset).next().value;
  // Deeper lines belong to a key that is being written again.
  const isOfTyped = isTyped && next !== undefined && next.indent > column;
  const below = next && next.indent > outer && !isOfTyped ? next : undefined;
  if (below) {
    const kind = dashLength(below.content) === undefined ? 'mapping' : 'list';
    return { column: below.indent, slots: [slotOf({ kind, column: below.indent, path, present: [], open: undefined }, text, offset)] };
  }
  if (path.length === 0) return { column: 0, slots: [{ kind: 'key', path, present: none }] };
  return { column, slots: (['key', 'item', 'value'] as const).map((kind) => ({ kind, path, present: none })) };
}

function slotOf({ kind, path, present, column }: OpenBlock, text: string, offset: number): Slot {
  return { kind: kind === 'list' ? 'item' : 'key', path, present: [...present, ...entriesAhead(text, offset, column, kind)] };
}

interface LineAhead {
  readonly indent: number;
  readonly content: string;
}

/** The lines behind the cursor's that say something. */
function* linesAhead(text: string, offset: number): Generator<LineAhead, undefined> {
  let start = text.indexOf('\n', offset) + 1;
  for (let count = 0; start > 0 && start < text.length && count < mostLinesAhead; count++) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const content = line.trim();
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return undefined;
    if (content !== '' && !content.startsWith('#')) yield { indent: line.search(/\S/), content };
    start = end + 1;
  }
  return undefined;
}

/** Keys or single items that stand at a column behind the cursor. */
function entriesAhead(text: string, offset: number, column: number, kind: OpenBlock['kind']): string[] {
  const found: string[] = [];
  for (const { indent, content } of linesAhead(text, offset)) {
    if (indent < column) break;
    if (indent > column) continue;
    const dash = dashLength(content);
    if (kind === 'mapping' && dash === undefined) found.push(lineKey(content)?.name ?? '');
    if (kind === 'list' && dash === undefined) break;
    if (kind === 'list') found.push(content.slice(dash));
  }
  return found;
}
