import { stageChain } from '../dockerfile/resolvedBases';
import { sourceStage } from '../dockerfile/stages';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';

/**
 * The stages whose layers are in the image: the one that is built, and those that it starts from, nearest first. Without a
 * target the last one is built. What other stages leave behind is thrown away.
 */
export function imageStages(dockerfile: Dockerfile, build: BuildFacts): readonly Stage[] {
  const built = (build.target === undefined ? undefined : sourceStage(dockerfile, build.target)) ?? dockerfile.stages.at(-1);
  return [...stageChain(dockerfile, built, build)];
}
