import { conditionStates } from '../../server/protocol/conditionStates';
import type { LabCheckResult } from '../../server/protocol/course';
import { plainLine } from '../../server/protocol/plainText';

/** That it is done; on files alone, it says that the rest did not run and why. No vscode. */
export function doneWords({ done, problem }: LabCheckResult): string {
  if (done === 'all') return 'Lab done. Everything that it asks for holds.';
  return `Lab done on its files. The conditions on the daemon did not run.${problem === undefined ? '' : ` ${plainLine(problem)}`}`;
}

/** What is missing: the first reason in full, and how many follow. */
export function unmetWords({ conditions }: LabCheckResult): string {
  const reasons = [...new Set(conditions.flatMap(({ state, title, reason }) => (state === 'unmet' ? (reason ?? title) : [])))];
  const [first = '', ...rest] = reasons.map(plainLine);
  const sentence = /[.!?]$/.test(first) ? first : `${first}.`;
  return `Not there yet: ${sentence}${rest.length > 0 ? ` And ${rest.length} more.` : ''}`;
}

export function problemWords({ problem }: Pick<LabCheckResult, 'problem'>): string {
  return `The lab could not be checked. ${problem === undefined ? 'The output of Layerwise says why.' : plainLine(problem)}`;
}

/** How far it is, for the status bar: `Lab: 2 of 5`. */
export function statusWords({ conditions, done }: LabCheckResult): string {
  if (conditions.length === 0) return 'Lab: not checked';
  if (done === 'all') return 'Lab done';
  const met = conditions.filter(({ state }) => state === 'met').length;
  return done === 'static' ? `Lab done on files: ${met} of ${conditions.length}` : `Lab: ${met} of ${conditions.length}`;
}

/** Every condition on a line of its own. */
export function conditionLines(result: LabCheckResult): string[] {
  if (result.conditions.length === 0) return [problemWords(result)];
  return result.conditions.map(({ state, title, found }) => {
    const behind = state === 'not-run' ? ' (not run)' : found === undefined ? '' : `. ${plainLine(found)}`;
    return `${conditionStates[state].sign} ${plainLine(title)}${behind}`;
  });
}

/** The same for those who hear it: many screen readers leave signs out. */
export function spokenConditions(result: LabCheckResult): string {
  const conditions = result.conditions.map(({ state, title }) => `${plainLine(title)}: ${conditionStates[state].word}.`);
  return [`${statusWords(result)}.`, ...(conditions.length > 0 ? conditions : [problemWords(result)])].join(' ');
}
