import type { Problem } from '../dockerfile/syntax';
import { isSyntaxFault } from './yamlProblems';

/** What programs fill in before Compose reads a file: Jinja, Helm, Go templates, Cookiecutter, ERB. */
const mark = /\{%[^\r\n]*%\}|<%[^\r\n]*%>|\{\{[^\r\n]*\}\}/;

/** Characters of a line that are looked at. */
const longestLine = 500;

/** The problems of a file; one in place of all where a fault of its YAML is in a line that a template language writes. */
export function withTemplateProblem(problems: readonly Problem[], text: string): readonly Problem[] {
  for (const { code, span: { start } } of problems) {
    if (!isSyntaxFault(code)) continue;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const found = mark.exec(text.slice(lineStart, lineStart + longestLine).split(/[\r\n]/, 1)[0]!);
    if (!found) continue;
    const at = lineStart + found.index;
    const message = `This is a template: \`${found[0].slice(0, 60)}\` must be filled in before Compose can read the file. Nothing more is checked until then.`;
    return [{ code: 'yaml-template', message, span: { start: at, end: at + found[0].length }, severity: 'error' }];
  }
  return problems;
}
