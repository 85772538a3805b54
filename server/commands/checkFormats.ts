import type { Range } from 'vscode-languageserver-types';
import type { Finding, RuleSeverity } from '../language/rules/rule';
import type { TextPositions } from '../language/textPosition';
import { count } from '../language/wording';

export interface CheckedFile {
  /** As the user named it, with forward slashes. */
  readonly path: string;
  readonly positions: TextPositions;
  readonly findings: readonly Finding[];
}

/** One line for each finding, and a summary. */
export function formatText(files: readonly CheckedFile[]): string {
  const lines = files.flatMap(({ path, positions, findings }) =>
    findings.map((finding) => {
      const { start } = rangeOf(positions, finding);
      return `${path}:${start.line}:${start.column} ${finding.severity} ${finding.rule}: ${finding.message}`;
    }),
  );
  const total = files.reduce((sum, { findings }) => sum + findings.length, 0);
  return [...lines, `${count(files.length, 'file')} checked, ${count(total, 'finding')}`, ''].join('\n');
}

/** The stable interface of `--format json`. Lines and columns are 1-based, columns count UTF-16 units. */
export function formatJson(files: readonly CheckedFile[]): string {
  const result = {
    files: files.map(({ path, positions, findings }) => ({
      path,
      diagnostics: findings.map((finding) => ({
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        range: rangeOf(positions, finding),
        alsoKnownAs: finding.alsoKnownAs,
        fixable: finding.fixes.length > 0,
      })),
    })),
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

/** Workflow commands of GitHub Actions. */
export function formatGithub(files: readonly CheckedFile[]): string {
  const levels: Readonly<Record<RuleSeverity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };
  const escape = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const escapeProperty = (text: string): string => escape(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  return files
    .flatMap(({ path, positions, findings }) =>
      findings.map((finding) => {
        const { start, end } = rangeOf(positions, finding);
        const place = `file=${escapeProperty(path)},line=${start.line},endLine=${end.line},col=${start.column},endColumn=${end.column}`;
        return `::${levels[finding.severity]} ${place},title=${escapeProperty(finding.rule)}::${escape(finding.message)}\n`;
      }),
    )
    .join('');
}

/** SARIF 2.1.0, for code scanning. */
export function formatSarif(files: readonly CheckedFile[]): string {
  const levels: Readonly<Record<RuleSeverity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };
  const results = files.flatMap(({ path, positions, findings }) =>
    findings.map((finding) => {
      const { start, end } = rangeOf(positions, finding);
      const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
      return {
        ruleId: finding.rule,
        level: levels[finding.severity],
        message: { text: finding.message },
        locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(path) }, region } }],
      };
    }),
  );
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].map((id) => ({ id }));
  const run = { tool: { driver: { name: 'Layerwise', rules } }, columnKind: 'utf16CodeUnits', results };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rangeOf(positions: TextPositions, { span }: Finding) {
  const { start, end }: Range = positions.rangeOf(span);
  return { start: { line: start.line + 1, column: start.character + 1 }, end: { line: end.line + 1, column: end.character + 1 } };
}
