import { StageState, type StateFacts } from '../cache/stageState';
import type { FilteredContext } from '../context/ignoredEntries';
import { stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, Instruction, RunInstruction, Stage } from '../dockerfile/syntax';
import { copiedFileAt, expandCopy, type ExpandedCopy } from './copiedFile';

/** What a RUN finds, or a container: variables and folder, and what the steps above have put into the image. */
export interface StepSurroundings {
  readonly state: StageState;
  /** Texts of the RUNs above it, as written. */
  readonly runsAbove: string;
  /**
   * Path in the context of the file that COPY or ADD put at an absolute path; `uncertain` where another file may be there.
   * @param mayChange whether a RUN may have made another file of it since
   */
  fileAt(path: string, mayChange?: (run: RunInstruction) => boolean): string | 'uncertain' | undefined;
}

/** Walks down the stages to a step, or to the end of the stage. */
export function stepSurroundings(dockerfile: Dockerfile, stage: Stage, end: Instruction | undefined, build: StateFacts, context: FilteredContext): StepSurroundings {
  const steps: (RunInstruction | ExpandedCopy)[] = [];
  let state = new StageState(dockerfile, stage, build);
  for (const each of [...stageChain(dockerfile, stage, build)].reverse()) {
    state = new StageState(dockerfile, each, build);
    for (const instruction of each.instructions) {
      if (instruction === end) break;
      if (instruction.keyword === 'RUN') steps.push(instruction);
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') steps.push(expandCopy(instruction, state));
      state.apply(instruction);
    }
  }
  const fileAt: StepSurroundings['fileAt'] = (path, mayChange = () => false) => {
    for (const step of [...steps].reverse()) {
      const found = step.keyword === 'RUN' ? (mayChange(step) ? 'uncertain' : undefined) : copiedFileAt(path, step, context);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const runsAbove = steps.flatMap((step) => (step.keyword === 'RUN' ? dockerfile.text.slice(step.span.start, step.span.end) : []));
  return { state, runsAbove: runsAbove.join('\n'), fileAt };
}
