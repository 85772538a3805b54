import { baseImageName } from '../cache/stageState';
import { baseStage, sourceStage } from '../dockerfile/stages';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';

/** Stages built on stages; real files have two or three. */
const longestChain = 100;

/**
 * The stages whose layers are in the image: the one that is built, and those that it starts from, nearest first. Without a
 * target the last one is built. What other stages leave behind is thrown away.
 */
export function imageStages(dockerfile: Dockerfile, build: BuildFacts): readonly Stage[] {
  const chain: Stage[] = [];
  let stage = (build.target === undefined ? undefined : sourceStage(dockerfile, build.target)) ?? dockerfile.stages.at(-1);
  while (stage && chain.length < longestChain) {
    chain.push(stage);
    const image = baseImageName(dockerfile, stage, build);
    stage = image === undefined ? undefined : baseStage(dockerfile, stage, image);
  }
  return chain;
}
