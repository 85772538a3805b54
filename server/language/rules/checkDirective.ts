import type { Directive, Dockerfile } from '../dockerfile/syntax';
import type { SpanEdit } from './rule';

/** What `# check=` says (BuildKit linter.go `ParseLintOptions`). Names of checks are compared letter by letter. */
export interface CheckOptions {
  readonly skipAll: boolean;
  readonly skip: ReadonlySet<string>;
  readonly experimentalAll: boolean;
  readonly experimental: ReadonlySet<string>;
  /** A finding makes the build fail. */
  readonly error: boolean;
}

export const noCheckOptions: CheckOptions = { skipAll: false, skip: new Set(), experimentalAll: false, experimental: new Set(), error: false };

/** Go's `strconv.ParseBool`. */
const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

/** Reads `skip=a,b;experimental=all;error=true`. Undefined where BuildKit rejects the text. */
export function parseCheckOptions(text: string): CheckOptions | undefined {
  let options = noCheckOptions;
  for (const [key, value] of text.trim() === '' ? [] : partsOf(text)) {
    const names = value === undefined ? [] : value.trim().split(',').map((name) => name.trim());
    const all = value?.trim() === 'all';
    const error = truths.get(value?.trim() ?? '');
    if (value === undefined) return undefined;
    if (key === 'skip') options = { ...options, skipAll: options.skipAll || all, skip: all ? options.skip : new Set(names) };
    else if (key === 'experimental') {
      options = { ...options, experimentalAll: options.experimentalAll || all, experimental: all ? options.experimental : new Set(names) };
    } else if (key === 'error' && error !== undefined) options = { ...options, error };
    else return undefined;
  }
  return options;
}

/** At most three parts: BuildKit does not split what follows the second `;`. */
function partsOf(text: string): (readonly [key: string, value: string | undefined])[] {
  const parts = text.split(';');
  return [...parts.slice(0, 2), ...(parts.length > 2 ? [parts.slice(2).join(';')] : [])].map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part.trim(), undefined] : [part.slice(0, equals).trim(), part.slice(equals + 1)];
  });
}

/** The one directive that counts. */
export function checkDirective(dockerfile: Dockerfile): Directive | undefined {
  return dockerfile.directives.find(({ name }) => name === 'check');
}

/**
 * The edit that makes BuildKit, and us, skip a check in the whole file: its name joins the `# check=` line, or a new one
 * goes below the other directives, where it still is a directive. Undefined where the line that is there cannot be read.
 */
export function skipCheckEdit(dockerfile: Dockerfile, check: string): SpanEdit | undefined {
  const directive = checkDirective(dockerfile);
  if (directive) return joinSkip(directive, check);
  const last = dockerfile.directives[dockerfile.directives.length - 1];
  const lineEnd = /\r?\n/.exec(dockerfile.text)?.[0] ?? '\n';
  const line = `# check=skip=${check}`;
  if (!last) {
    const at = dockerfile.text.startsWith('\uFEFF') ? 1 : 0;
    return { span: { start: at, end: at }, newText: line + lineEnd };
  }
  return { span: { start: last.valueSpan.end, end: last.valueSpan.end }, newText: lineEnd + line };
}

function joinSkip({ value, valueSpan }: Directive, check: string): SpanEdit | undefined {
  if (!parseCheckOptions(value)) return undefined;
  const skip = /(^|;)(\s*skip\s*=)([^;]*)/.exec(value);
  const insert = (index: number, newText: string): SpanEdit => ({ span: { start: valueSpan.start + index, end: valueSpan.start + index }, newText });
  if (!skip) return insert(0, `skip=${check};`);
  const listEnd = skip.index + skip[0].trimEnd().length;
  return insert(listEnd, skip[3]!.trim() === '' ? check : `,${check}`);
}
