import { checkDirective, readCheckOptions } from '../checkOptions';
import type { Dockerfile, Problem } from '../syntax';

/** What BuildKit rejects in `# check=`, and directives that it does not read although they look like some. */
export function directiveProblems(dockerfile: Dockerfile): Problem[] {
  return [...unreadDirectives(dockerfile), ...checkProblems(dockerfile)];
}

function unreadDirectives({ directives }: Dockerfile): Problem[] {
  return directives.flatMap(({ name, unread, nameSpan, valueSpan }): Problem[] => {
    const message = `BuildKit does not find this ${name} directive: it looks only at first lines that start with \`#\`, without a blank before it.`;
    const span = { start: nameSpan.start, end: valueSpan.end };
    return unread ? [{ code: 'unread-directive', message, span, severity: 'warning' }] : [];
  });
}

function checkProblems(dockerfile: Dockerfile): Problem[] {
  const found = checkDirective(dockerfile);
  if (!found) return [];
  const { directive, value } = found;
  const read = readCheckOptions(value);
  const { start, end } = directive.valueSpan;
  if ('fault' in read) {
    const message = `failed to parse check options: ${read.fault}`;
    return [{ code: 'invalid-check-options', message, span: { start, end: start + value.length }, severity: 'error' }];
  }
  if (value.length === directive.value.length) return [];
  const message = 'BuildKit reads these options only up to the first blank. Write them without blanks.';
  return [{ code: 'check-options-cut', message, span: { start: start + value.length, end }, severity: 'warning' }];
}
