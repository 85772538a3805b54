import { expandingParty } from '../dockerfile/expansion';
import type { Dockerfile, Instruction, Span } from '../dockerfile/syntax';
import type { DockerfileElement } from './dockerfileElement';
import { contains } from './wordElement';

/** A `$NAME` that BuildKit would replace if it were not quoted or escaped. */
export function literalVariableAt(dockerfile: Dockerfile, instruction: Instruction, offset: number): DockerfileElement | undefined {
  const { argumentText, keyword } = instruction;
  const isBuilders = expandingParty(instruction) === 'builder';
  if (isBuilders && argumentText.text.includes('$') && contains(argumentText.span, offset)) {
    const found = dollarNameAt(argumentText.text, (start, end) => argumentText.spanOf(start, end), offset);
    const escaped = found && argumentText.text[found.index - 1] === dockerfile.escape;
    if (!found || (!escaped && !isSingleQuoted(argumentText.text, found.index, dockerfile.escape))) return undefined;
    return { kind: 'literalVariable', instruction, written: found.written, because: escaped ? 'escape' : 'single quotes', span: found.span };
  }
  const heredoc = keyword === 'COPY' || keyword === 'ADD' ? instruction.heredocs.find(({ bodySpan }) => contains(bodySpan, offset)) : undefined;
  if (!heredoc) return undefined;
  const { start: base } = heredoc.bodySpan;
  const found = dollarNameAt(heredoc.content, (start, end) => ({ start: base + start, end: base + end }), offset);
  return found && { kind: 'literalVariable', instruction, written: found.written, because: heredoc.expand ? 'escape' : 'quoted heredoc', span: found.span };
}

function isSingleQuoted(text: string, index: number, escape: string): boolean {
  let quote = '';
  for (let position = 0; position < index; position++) {
    const character = text[position]!;
    if (character === escape && quote !== "'") position++;
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = '';
  }
  return quote === "'";
}

function dollarNameAt(text: string, spanOf: (start: number, end: number) => Span, offset: number): { written: string; index: number; span: Span } | undefined {
  for (const { 0: written, index } of text.matchAll(/\$(?:\{\w+[^}\s]{0,100}\}|[A-Za-z_]\w*)/g)) {
    const span = spanOf(index, index + written.length);
    if (contains(span, offset)) return { written, index, span };
  }
  return undefined;
}
