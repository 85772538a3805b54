import type { SchemaPath } from '../compose/schema/schemaPaths';
import type { WritingPlace } from './writingPlace';

/** How new lines are written at a place: as the file has it. */
export class WritingStyle {
  private readonly indent: string;
  private readonly width: number;
  private readonly dashIndent: string;
  private readonly lineEnd: string;

  constructor(
    text: string,
    private readonly place: WritingPlace,
  ) {
    this.width = indentWidth(text);
    this.indent = ' '.repeat(place.column);
    this.dashIndent = dashesUnderKeys(text) ? this.indent : this.below(0);
    this.lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** What follows a key: its colon, and where its value can only be a list or mapping, the line where that begins. */
  valueStart({ canBeScalar, canBeMapping, canBeList, key }: Pick<SchemaPath, 'canBeScalar' | 'canBeMapping' | 'canBeList' | 'key'>, column = 0): string {
    if (this.place.hasBelow) return ':';
    if (this.place.isFlow || canBeScalar || (!canBeMapping && !canBeList)) return ': ';
    if (canBeMapping) return `:${this.lineEnd}${this.below(column)}`;
    return key === '[]' ? ': ' : `:${this.lineEnd}${this.dashIndent}${' '.repeat(column)}- `;
  }

  /** A mapping with one key as the value of a name. */
  nested(name: string, key: string, column = 0): string {
    return this.place.isFlow ? `${name}: {${key}: }` : `${name}:${this.lineEnd}${this.below(column)}${key}: `;
  }

  private below(column: number): string {
    return this.indent + ' '.repeat(column + this.width);
  }
}

/** Blanks of one level as the file has it; two where nothing tells. */
export function indentWidth(text: string): number {
  for (const match of text.slice(0, 20_000).matchAll(/^([^\s#-][^\n]*|[\w.-]+):[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/gm)) {
    const width = match[2]!.length;
    if (width <= 8) return width;
  }
  return 2;
}

/** True where the file's lists have their dashes in the column of their key. */
function dashesUnderKeys(text: string): boolean {
  return /^( *)[\w.-]+:[ \t]*\r?\n\1- /m.test(text.slice(0, 100_000));
}
