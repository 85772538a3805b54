import { checkDirective, readCheckOptions, type CheckOptions } from '../dockerfile/checkOptions';
import type { Directive, Dockerfile } from '../dockerfile/syntax';
import type { SpanEdit } from './rule';

/** Reads `skip=a,b;experimental=all;error=true`. Undefined where BuildKit rejects the text. */
export function parseCheckOptions(text: string): CheckOptions | undefined {
  const read = readCheckOptions(text);
  return 'fault' in read ? undefined : read.options;
}

/**
 * The edit that makes BuildKit, and us, skip a check in the whole file: its name joins the `# check=` line, or a new one
 * goes below the other directives, where it still is a directive. Undefined where the line that is there cannot be read.
 */
export function skipCheckEdit(dockerfile: Dockerfile, check: string): SpanEdit | undefined {
  const found = checkDirective(dockerfile);
  if (found) return joinSkip(found.value, found.directive, check);
  if (dockerfile.directives.some(({ unread }) => unread)) return undefined;
  const last = dockerfile.directives[dockerfile.directives.length - 1];
  const lineEnd = /\r?\n/.exec(dockerfile.text)?.[0] ?? '\n';
  const line = `# check=skip=${check}`;
  if (!last) {
    const at = dockerfile.text.startsWith('\uFEFF') ? 1 : 0;
    return { span: { start: at, end: at }, newText: line + lineEnd };
  }
  return { span: { start: last.valueSpan.end, end: last.valueSpan.end }, newText: lineEnd + line };
}

function joinSkip(value: string, { valueSpan }: Directive, check: string): SpanEdit | undefined {
  if (!parseCheckOptions(value)) return undefined;
  const skip = /(^|;)(\s*skip\s*=)([^;]*)/.exec(value);
  const insert = (index: number, newText: string): SpanEdit => ({ span: { start: valueSpan.start + index, end: valueSpan.start + index }, newText });
  if (!skip) return insert(0, `skip=${check};`);
  const listEnd = skip.index + skip[0].trimEnd().length;
  return insert(listEnd, /(^|,)\s*$/.test(skip[3]!) ? check : `,${check}`);
}
