import type { CST } from 'yaml';
import { yamlTokens } from './yamlTokens';
import type { Problem } from '../dockerfile/syntax';

/** A line that begins with a tab, or a dash with a tab behind it: all else has no tab that could be misplaced. */
const suspicious = /^ *\t|[-?] *\t/m;

/** Characters that Compose's reader looks ahead for the next comment. */
const farthestComment = 512;

/**
 * The first tab where Compose's reader (libyaml) takes none, and the YAML library here does: at the start of a line without
 * a value, such as an empty one or a comment, and behind the dash of a list. Brackets and quotes may hold any tab.
 * Call it for a text without other errors.
 */
export function misplacedTabs(text: string): Problem | undefined {
  if (!suspicious.test(text)) return undefined;
  const search = new TabSearch(text);
  for (const token of yamlTokens(text)) search.token(token, -1);
  const at = search.found;
  return at === undefined ? undefined : { code: 'yaml-tab-as-indent', message: 'YAML does not allow tabs for indentation, not even on an empty line. Use spaces.', span: { start: at, end: at + 1 }, severity: 'error' };
}

/** Walks the tokens of a file in their order; levels are bounded before. */
class TabSearch {
  found: number | undefined;
  /** Column from which on a tab may stand, while the last thing read is text without quotes, which may go on. */
  private openText: number | undefined;
  /** True while the last thing read is a line of comment alone: up to the next such line Compose's reader skips tabs. */
  private isInComments = false;

  constructor(private readonly text: string) {}

  token(token: CST.Token | null | undefined, indent: number): void {
    if (!token || this.found !== undefined) return;
    if (token.type === 'space' || token.type === 'newline' || token.type === 'comment') return this.between([token]);
    if (token.type === 'document') {
      this.between(token.start);
      this.token(token.value, -1);
      return this.between(token.end ?? []);
    }
    if (token.type === 'block-map' || token.type === 'block-seq') {
      for (const { start, key, sep, value } of token.items) {
        this.between(start);
        this.token(key, token.indent);
        this.between(sep ?? []);
        this.token(value, token.indent);
      }
      return;
    }
    this.endOfBlanks();
    if (token.type === 'scalar') this.plain(token, indent + 1);
    if (token.type === 'block-scalar') {
      for (const property of token.props) this.token(property, indent);
      this.block(token);
    }
    if ('end' in token && token.end) this.between(token.end);
  }

  /** Text without quotes may have more lines, with blanks as far as its own column. */
  private plain({ source, offset }: CST.FlowScalar, column: number): void {
    for (const { index, 1: spaces = '' } of source.matchAll(/\n( *)\t/g)) {
      if (spaces.length < column) this.found ??= offset + index + 1 + spaces.length;
    }
    this.openText = column;
  }

  /** Of text in lines of its own the first decides how far all are indented, with spaces alone. */
  private block({ source, props, offset: start }: CST.BlockScalar): void {
    const header = props.at(-1);
    const offset = header && 'source' in header ? header.offset + header.source.length : start;
    if (props.some((property) => property.type === 'block-scalar-header' && /\d/.test(property.source))) return;
    const indent = /^(?: *\r?\n)*( *)/.exec(source)![1]!.length;
    const first = source.search(/[^ \r\n]/);
    for (const { index, 1: spaces = '' } of source.matchAll(/^( *)\t/gm)) {
      if (spaces.length < indent || index + spaces.length === first) this.found ??= offset + index + spaces.length;
    }
  }

  private endOfBlanks(): void {
    this.openText = undefined;
    this.isInComments = false;
  }

  private between(tokens: readonly CST.SourceToken[]): void {
    let before: string | undefined;
    for (const { type, source, offset } of tokens) {
      const tab = type === 'space' ? source.indexOf('\t') : -1;
      if (tab >= 0 && this.isMisplaced(offset + tab, before)) this.found ??= offset + tab;
      if (type !== 'space' && type !== 'newline') this.endOfBlanks();
      if (type === 'comment') this.isInComments = /^[ \t]*$/.test(this.lineBefore(offset));
      if (type !== 'space') before = type;
    }
  }

  private isMisplaced(at: number, before: string | undefined): boolean {
    if (before === 'seq-item-ind' || before === 'explicit-key-ind') return true;
    const line = this.lineBefore(at);
    if (!/^ *$/.test(line) || (this.isInComments && /^\s*#/.test(this.text.slice(at, at + farthestComment)))) return false;
    return this.openText === undefined || line.length < this.openText;
  }

  private lineBefore(at: number): string {
    return this.text.slice(this.text.lastIndexOf('\n', at - 1) + 1, at);
  }
}
