import type { StepHistory } from './replay';

/** What a step is known by in another file or on another line. */
export type StepName = Pick<StepHistory, 'stage' | 'instruction' | 'words'>;

/** The steps of a replay that wait for their counterparts elsewhere; of several equal ones the first goes with the first. */
export class WaitingSteps {
  private readonly byName = new Map<string, StepHistory[]>();

  constructor(steps: readonly StepHistory[]) {
    for (const step of steps) {
      const equal = this.byName.get(keyOf(step));
      if (equal) equal.push(step);
      else this.byName.set(keyOf(step), [step]);
    }
  }

  /** The step of that name, which then waits no more. */
  take(name: StepName): StepHistory | undefined {
    return this.byName.get(keyOf(name))?.shift();
  }

  /** The steps that nothing took, in file order. */
  left(): StepHistory[] {
    return [...this.byName.values()].flat().sort((one, other) => one.line - other.line);
  }
}

/** Spaces and line ends make no other step. */
function keyOf({ stage, instruction, words }: StepName): string {
  return JSON.stringify([stage, instruction, words.replace(/\s+/g, ' ').trim()]);
}
