import { remembered } from '../dockerfile/remembered';
import { resolvedBase } from '../dockerfile/resolvedBases';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import { stepScript, type StepScript } from '../process/stepScript';
import { imageStages } from './imageStages';

/** A stage's steps, and those of the stages that it starts from, in the order in which they run. */
export interface StageChain {
  readonly stage: Stage;
  readonly inherited: readonly StepScript[];
  readonly own: readonly StepScript[];
  /** Its layers are in the image. */
  readonly inImage: boolean;
}

/** Every step is compared with those below it. A file with more is written by a program, and no rule speaks of it. */
const mostSteps = 400;

/** Every stage of a file with the steps that can be read; none where the file has more than any person writes. */
export const stageChains = remembered((dockerfile, build: BuildFacts): readonly StageChain[] => {
  if (countSteps(dockerfile) > mostSteps) return [];
  const inImage = new Set(imageStages(dockerfile, build));
  const chains = new Map<Stage, StageChain>();
  for (const stage of dockerfile.stages) {
    const { stage: parent } = resolvedBase(dockerfile, stage, build);
    const above = parent && chains.get(parent);
    const inherited = above ? [...above.inherited, ...above.own] : [];
    const own = runsOf(stage).flatMap((run) => stepScript(dockerfile, run) ?? []);
    chains.set(stage, { stage, inherited, own, inImage: inImage.has(stage) });
  }
  return [...chains.values()];
});

function countSteps({ stages }: Dockerfile): number {
  return stages.reduce((sum, stage) => sum + 1 + runsOf(stage).length, 0);
}

function runsOf({ instructions }: Stage): readonly RunInstruction[] {
  return instructions.filter((instruction) => instruction.keyword === 'RUN');
}

/** Steps that run on a layer of `script`, in its own stage and in those that start from it. */
export function stepsBelow(chains: readonly StageChain[], script: StepScript): readonly StepScript[] {
  const own = chains.find((chain) => chain.own.includes(script))?.own ?? [];
  return [...own.slice(own.indexOf(script) + 1), ...chains.flatMap((chain) => (chain.inherited.includes(script) ? chain.own : []))];
}
