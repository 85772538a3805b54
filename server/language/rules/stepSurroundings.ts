import { StageState, type StateFacts } from '../cache/stageState';
import type { FilteredContext } from '../context/ignoredEntries';
import { stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile/syntax';
import { copiedFileAt, expandCopy, type ExpandedCopy } from './copiedFile';

/** What a RUN finds: its variables and folder, and what the steps above it have put into the image. */
export interface StepSurroundings {
  readonly state: StageState;
  /** Texts of the RUNs above it, as written. */
  readonly runsAbove: string;
  /** Path in the context of the file that COPY or ADD put at an absolute path; `uncertain` where another file may be there. */
  fileAt(path: string): string | 'uncertain' | undefined;
}

/** Walks down the stages to a RUN. */
export function stepSurroundings(dockerfile: Dockerfile, stage: Stage, run: RunInstruction, build: StateFacts, context: FilteredContext): StepSurroundings {
  const chain = [...stageChain(dockerfile, stage, build)].reverse();
  const copies: ExpandedCopy[] = [];
  const runs: string[] = [];
  let state = new StageState(dockerfile, stage, build);
  for (const each of chain) {
    state = new StageState(dockerfile, each, build);
    for (const instruction of each.instructions) {
      if (instruction === run) break;
      if (instruction.keyword === 'RUN') runs.push(dockerfile.text.slice(instruction.span.start, instruction.span.end));
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') copies.push(expandCopy(instruction, state));
      state.apply(instruction);
    }
  }
  const fileAt = (path: string): string | 'uncertain' | undefined => {
    for (const copy of [...copies].reverse()) {
      const found = copiedFileAt(path, copy, context);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { state, runsAbove: runs.join('\n'), fileAt };
}
