import type { ComparedStep } from '../language/cache/history/compareHistories';
import type { FixSavings } from '../language/cache/history/fixReplay';
import { maskSecrets } from '../language/maskSecrets';
import { count, shorten } from '../language/wording';
import type { SuggestedFix } from '../suggestedFixes';

/** A fix and what it would have saved. */
export interface WorthwhileFix {
  readonly fix: SuggestedFix;
  readonly savings: FixSavings;
}

/** Longest part of an instruction that a line shows. */
const shownWords = 60;

/** The fixes that would have saved something, those that save most runs first. */
export function worthwhileFixes(fixes: readonly SuggestedFix[], savings: readonly FixSavings[]): WorthwhileFix[] {
  const all = fixes.map((fix, index) => ({ fix, savings: savings[index]! }));
  return all.filter(({ savings: found }) => savedRuns(found) > 0).sort((one, other) => savedRuns(other.savings) - savedRuns(one.savings));
}

function savedRuns({ steps }: FixSavings): number {
  return steps.reduce((sum, { saved }) => sum + saved, 0);
}

/** One fix as lines of the report. */
export function savingLines({ fix, savings }: WorthwhileFix): string[] {
  const { builds, leftOut, steps, added } = savings;
  const left = leftOut === 0 ? '' : ` ${count(leftOut, 'commit')} that cannot be built with both ${leftOut === 1 ? 'is' : 'are'} left out.`;
  return [
    `Fix of ${fix.rule} in line ${fix.line}: ${fix.title}.`,
    `  The Dockerfile of today and the fixed one, each built over the files of ${builds === 1 ? 'this commit' : `these ${builds} commits`}:${left}`,
    ...steps.filter(({ saved }) => saved !== 0).map((step) => `  ${step.before.instruction} ${shorten(maskSecrets(step.before.words), shownWords)}: ran ${step.before.ran} times, with the fix ${step.fixed.ran}`),
    ...added.map(({ instruction, words, ran }) => `  ${instruction} ${shorten(maskSecrets(words), shownWords)}: new, ran ${count(ran, 'time')}`),
  ];
}

/** One fix as the JSON report has it. */
export function savingJson({ fix, savings }: WorthwhileFix): unknown {
  const { builds, leftOut, steps, added } = savings;
  const { rule, line, title } = fix;
  return { rule, line, title, commits: builds, leftOut, steps: steps.map(comparedJson), added: added.map((step) => ({ line: step.line, instruction: step.instruction, words: maskSecrets(step.words), ran: step.ran })) };
}

function comparedJson({ before, fixed, saved }: ComparedStep): unknown {
  return { line: before.line, fixedLine: fixed.line, instruction: before.instruction, words: maskSecrets(before.words), ran: before.ran, ranFixed: fixed.ran, saved };
}
