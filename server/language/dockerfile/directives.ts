import { isUnicodeSpace } from './characters';
import type { Directive, Problem } from './syntax';

const directivePattern = /^([a-zA-Z][a-zA-Z0-9]*)([\t\n\f\r ]*=[\t\n\f\r ]*)/;
const directiveNames = new Set(['syntax', 'escape', 'check']);

/**
 * Reads parser directives from the first lines, as BuildKit's `DirectiveParser` (directives.go) does: `#` comments only,
 * nothing but directives above, each name once. The first other line ends it.
 */
export class DirectiveReader {
  private done = false;
  private readonly seen = new Set<string>();

  /** `start`..`end`: the line without leading blanks and line end. Gives a directive, a problem, or undefined. */
  read(text: string, start: number, end: number): { directive?: Directive; problem?: Problem } | undefined {
    if (this.done) return undefined;
    const found = this.match(text, start, end);
    if (!found) {
      this.done = true;
      return undefined;
    }
    if (this.seen.has(found.name)) {
      const message = `only one ${found.name} parser directive can be used`;
      return { directive: found, problem: { code: 'duplicate-directive', message, span: found.span, severity: 'error' } };
    }
    this.seen.add(found.name);
    if (found.name === 'escape' && found.value !== '\\' && found.value !== '`') {
      const message = `invalid escape token '${found.value}' does not match \` or \\`;
      return { directive: found, problem: { code: 'invalid-escape-directive', message, span: found.valueSpan, severity: 'error' } };
    }
    return { directive: found };
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
