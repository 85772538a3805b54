import type { BuildHistory, StepHistory } from './replay';
import { WaitingSteps } from './waitingSteps';

/** A step that both files have, and in how many of the same builds each of them executed it. */
export interface ComparedStep {
  /** As it stands in the file before the fix. */
  readonly before: StepHistory;
  /** As it stands in the fixed file. */
  readonly fixed: StepHistory;
  /** Builds that the fix would have taken from the cache; below zero where it makes the step run more often. */
  readonly saved: number;
}

export interface HistoryComparison {
  /** Steps of both files, in the order of the file before. */
  readonly steps: readonly ComparedStep[];
  /** Steps that the fix takes away. */
  readonly removed: readonly StepHistory[];
  /** Steps that the fix brings. */
  readonly added: readonly StepHistory[];
}

/**
 * Compares the replays of two files over the same builds. A step is the same in both where its instruction, its words
 * and its stage are; of several equal ones the first goes with the first.
 */
export function compareHistories(before: BuildHistory, fixed: BuildHistory): HistoryComparison {
  const waiting = new WaitingSteps(fixed.steps);
  const steps: ComparedStep[] = [];
  const removed: StepHistory[] = [];
  for (const step of before.steps) {
    const counterpart = waiting.take(step);
    if (counterpart) steps.push({ before: step, fixed: counterpart, saved: step.ran - counterpart.ran });
    else removed.push(step);
  }
  return { steps, removed, added: waiting.left() };
}
