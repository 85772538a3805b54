import type { Dockerfile, Instruction, Span } from '../dockerfile/syntax';
import { lineEnd } from './lineEnd';
import type { SpanEdit } from './rule';

/** The instruction's lines with the comments directly above, which belong to it. */
export function withCommentsAbove({ elements }: Dockerfile, instruction: Instruction): Span {
  let { start } = instruction.span;
  for (let index = elements.indexOf(instruction) - 1; elements[index]?.kind === 'comment'; index--) start = elements[index]!.span.start;
  return { start, end: instruction.span.end };
}

/** Puts the text of whole instructions directly below a step; the last line of a file stays without a line end. */
export function insertionBelow({ text }: Dockerfile, { span }: Instruction, moved: readonly string[]): SpanEdit {
  const at = { start: span.end, end: span.end };
  const end = lineEnd(text, span);
  const lines = moved.map((each) => (each.endsWith('\n') ? each : each + end)).join('');
  if (text.slice(0, span.end).endsWith('\n')) return { span: at, newText: lines };
  return { span: at, newText: end + lines.replace(/\r?\n$/, '') };
}
