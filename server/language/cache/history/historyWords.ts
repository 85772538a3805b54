import type { StepHistory } from './replay';

/** Patterns that a line names. */
const namedCauses = 3;

/** `src/** 44×, package.json 3×`; empty where no file of the context made the step run. */
export function causesOf({ patterns }: Pick<StepHistory, 'patterns'>): string {
  return patterns.slice(0, namedCauses).map(({ path, times }) => `${path} ${times}×`).join(', ');
}

/**
 * A step above in the same stage that ran just as often and whose files say why: where no file of its own made a step
 * run, it ran because that one did.
 */
export function stepBehind(step: StepHistory, steps: readonly StepHistory[]): StepHistory | undefined {
  if (step.ran === 0 || step.patterns.length > 0) return undefined;
  return steps.findLast(({ line, stage, ran, of, patterns }) => line < step.line && stage === step.stage && ran === step.ran && of === step.of && patterns.length > 0);
}

/**
 * `re-ran in 47 of the last 50 commits (src/** 44×, package.json 3×)`; undefined for a step that never did.
 * @param lineBehind 1-based line of `stepBehind`
 */
export function historyTitle(step: Pick<StepHistory, 'ran' | 'depended' | 'of' | 'patterns'>, lineBehind?: number): string | undefined {
  const { ran, depended, of } = step;
  if (ran + depended === 0) return undefined;
  const counted = of === 1 ? `${ran === 1 ? 're-ran' : 'may have re-run'} in the last commit` : countedWords(ran, depended, of);
  const causes = lineBehind === undefined ? causesOf(step) : `with line ${lineBehind}`;
  return causes === '' ? counted : `${counted} (${causes})`;
}

function countedWords(ran: number, depended: number, of: number): string {
  if (ran === 0) return `may have re-run in ${depended} of the last ${of} commits`;
  return `re-ran in ${ran} of the last ${of} commits${depended > 0 ? `, perhaps in ${depended} more` : ''}`;
}
