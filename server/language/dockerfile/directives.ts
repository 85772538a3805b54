import { isUnicodeSpace } from './characters';
import type { Directive, Problem } from './syntax';

const directivePattern = /^([a-zA-Z][a-zA-Z0-9]*)([\t\n\f\r ]*=[\t\n\f\r ]*)/;
const directiveNames = new Set(['syntax', 'escape', 'check']);

/** A directive, what is wrong with it, and whether BuildKit's parser also counts the line as a comment. */
export interface DirectiveLine {
  readonly directive: Directive;
  readonly problem?: Problem;
  readonly isComment?: true;
}

/**
 * Reads parser directives from the first lines (BuildKit parser/directives.go). BuildKit reads them twice: its parser takes
 * `escape` from `#` comments with nothing but directives above, each name once; `check` and `syntax` are looked up apart,
 * only where `#` is the first character, and also below a `#!` line. The first other line ends both.
 */
export class DirectiveReader {
  private done = false;
  private belowShebang = false;
  /** True from the first directive on that does not start its line: below it `check` and `syntax` are not found. */
  private lookUpEnded = false;
  private readonly seen = new Set<string>();

  /** `start`..`end`: the line without leading blanks and line end; `indented`: there were some. */
  read(text: string, start: number, end: number, indented: boolean): DirectiveLine | undefined {
    if (this.done) return undefined;
    if (this.isShebang(text, start, indented)) {
      this.belowShebang = true;
      return undefined;
    }
    const found = this.match(text, start, end);
    if (!found || (this.belowShebang && (indented || this.seen.has(found.name)))) {
      this.done = true;
      return undefined;
    }
    if (this.belowShebang) return this.readBelowShebang(found);
    this.lookUpEnded ||= indented;
    const problem = this.fault(found);
    this.seen.add(found.name);
    const directive = this.lookUpEnded && found.name !== 'escape' ? { ...found, unread: true as const } : found;
    return { directive, ...(problem ? { problem } : {}) };
  }

  private isShebang(text: string, start: number, indented: boolean): boolean {
    return !indented && start <= 1 && text.startsWith('#!', start);
  }

  /** The parser is not looking for directives any more, so that `escape` is a plain comment here. */
  private readBelowShebang(found: Directive): DirectiveLine | undefined {
    this.seen.add(found.name);
    return found.name === 'escape' ? undefined : { directive: found, isComment: true };
  }

  private fault({ name, value, span, valueSpan }: Directive): Problem | undefined {
    if (this.seen.has(name)) {
      const message = `only one ${name} parser directive can be used`;
      return { code: 'duplicate-directive', message, span, severity: 'error' };
    }
    if (name === 'escape' && value !== '\\' && value !== '`') {
      const message = `invalid escape token '${value}' does not match \` or \\`;
      return { code: 'invalid-escape-directive', message, span: valueSpan, severity: 'error' };
    }
    return undefined;
  }

  private match(text: string, start: number, end: number): Directive | undefined {
    if (text[start] !== '#') return undefined;
    let nameStart = start + 1;
    while (nameStart < end && isUnicodeSpace(text[nameStart]!)) nameStart++;
    const match = directivePattern.exec(text.slice(nameStart, end));
    const name = match?.[1]!.toLowerCase();
    if (!match || !name || !directiveNames.has(name)) return undefined;
    const valueStart = nameStart + match[0].length;
    let valueEnd = end;
    while (valueEnd > valueStart && /[\t\n\f\r ]/.test(text[valueEnd - 1]!)) valueEnd--;
    if (valueEnd === valueStart) return undefined;
    return {
      kind: 'directive',
      name: name as Directive['name'],
      nameSpan: { start: nameStart, end: nameStart + match[1]!.length },
      value: text.slice(valueStart, valueEnd),
      valueSpan: { start: valueStart, end: valueEnd },
      span: { start, end },
    };
  }
}
