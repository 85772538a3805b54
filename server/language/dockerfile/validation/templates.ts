import type { Dockerfile, Instruction, Problem, Span } from '../syntax';

/** What a template engine replaces: Jinja and Go, ERB, Autoconf, doubled percent signs, development containers. */
const placeholder = /\{\{|\{%|\{#|<%|\[%|%%[A-Za-z_][\w.-]*%%|@[A-Za-z_][\w.-]*@|\$\{templateOption:/;
/** More that can only be a placeholder in an image's name. */
const placeholderInImage = /__[A-Z][A-Z0-9_]*__|%[A-Z][A-Z0-9_]*%|(?<!\$)\{[A-Za-z_][\w.]*\}|\$\([A-Za-z_]\w*\)/;

/**
 * The problems of a file that a program must fill in first: one note in the place of its errors, which say nothing about
 * the file that Docker will see. Undefined where no error stands at a placeholder.
 */
export function templateProblems(dockerfile: Dockerfile, problems: readonly Problem[]): Problem[] | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const first = errors.length === 0 ? undefined : dockerfile.instructions.map((instruction) => placeholderOf(dockerfile, instruction)).find((span) => span && touches(span.instruction, errors));
  if (!first) return undefined;
  const message = 'This is a template: a program must fill it in before Docker can read it. What Docker rejects is not reported until then.';
  return [{ code: 'template', message, span: first.span, severity: 'information' }, ...problems.filter(({ severity }) => severity !== 'error')];
}

interface Placeholder {
  readonly instruction: Instruction;
  readonly span: Span;
}

function touches({ span }: Instruction, errors: readonly Problem[]): boolean {
  return errors.some((error) => error.span.start >= span.start && error.span.start < span.end);
}

/** A placeholder that may be the cause of an error. Commands may hold braces of their own; a wrong keyword must begin with one. */
function placeholderOf({ text }: Dockerfile, instruction: Instruction): Placeholder | undefined {
  const { keyword, keywordSpan, bodySpan } = instruction;
  if (keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK' || keyword === 'SHELL') return undefined;
  const searched = keyword === 'UNKNOWN' ? keywordSpan : bodySpan;
  const written = text.slice(searched.start, searched.end);
  const match = placeholder.exec(written) ?? (keyword === 'FROM' ? placeholderInImage.exec(written) : null);
  if (!match || (keyword === 'UNKNOWN' && match.index > 0)) return undefined;
  const start = searched.start + match.index;
  return { instruction, span: { start, end: start + match[0].length } };
}
