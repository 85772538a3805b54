import type { Dockerfile, Span } from './syntax';

/** The program that BuildKit lets read the file. */
export interface Frontend {
  readonly image: string;
  readonly span: Span;
}

const slashDirective = /^\/\/\s*([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=[\t\f\r ]*(\S[^\n]*?)\s*$/;

/**
 * What a `syntax` directive names (BuildKit directives.go `DetectSyntax`): in `#` comments, in `//` comments, or as the
 * member `syntax` of a file that is a JSON object. Undefined where there is none.
 */
export function frontendOf({ text, directives }: Dockerfile): Frontend | undefined {
  const directive = directives.find(({ name, unread }) => name === 'syntax' && !unread);
  if (directive) return { image: directive.value.split(' ', 1)[0]!, span: directive.valueSpan };
  const start = bodyStart(text);
  return frontendInSlashes(text, start) ?? frontendInJson(text, start);
}

/** Behind a byte order mark and a `#!` line. */
function bodyStart(text: string): number {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  if (!text.startsWith('#!', start)) return start;
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline + 1;
}

function frontendInSlashes(text: string, start: number): Frontend | undefined {
  for (let position = start; text.startsWith('//', position); ) {
    const newline = text.indexOf('\n', position);
    const end = newline < 0 ? text.length : newline;
    const match = slashDirective.exec(text.slice(position, end));
    if (!match) return undefined;
    if (match[1]!.toLowerCase() === 'syntax') return { image: match[2]!.split(' ', 1)[0]!, span: { start: position, end } };
    position = end + 1;
  }
  return undefined;
}

function frontendInJson(text: string, start: number): Frontend | undefined {
  if (!/^\s*\{/.test(text.slice(start, start + 1_000)) || !text.includes('"syntax"')) return undefined;
  try {
    const { syntax } = JSON.parse(text.slice(start)) as { syntax?: unknown };
    const at = text.indexOf('"syntax"', start);
    return typeof syntax === 'string' ? { image: syntax, span: { start: at, end: at + '"syntax"'.length } } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a frontend reads Dockerfiles: Docker's own, its mirrors, and others that call themselves so. */
export function readsDockerfiles({ image }: Frontend): boolean {
  return /dockerfile/i.test(image);
}
