import { expandText } from './expansion';
import { remembered } from './remembered';
import type { Dockerfile, Stage } from './syntax';
import { globalEnvironment, type BuildFacts } from './variables';

/** What a stage starts from. */
export interface ResolvedBase {
  /** The image or stage that FROM names, variables replaced; undefined where only the build knows. */
  readonly image: string | undefined;
  /** The stage of that name; undefined where it is an image of its own. */
  readonly stage: Stage | undefined;
}

/** Where a question needs no more than what the file itself says. */
const noFacts: BuildFacts = {};

/** For each stage, by its index, what it starts from; which stage a name means is as `baseStage` says, in one pass. */
export function resolvedBases(dockerfile: Dockerfile, facts = noFacts): readonly ResolvedBase[] {
  return rememberedBases(dockerfile, facts);
}

const rememberedBases = remembered((dockerfile, facts: BuildFacts): readonly ResolvedBase[] => {
  const globals = globalEnvironment(dockerfile, facts);
  const earlier = new Map<string, Stage>();
  return dockerfile.stages.map((stage): ResolvedBase => {
    const image = expandText(stage.from.image?.text ?? '', globals, dockerfile.escape).text;
    const base = image === undefined ? undefined : earlier.get(image);
    if (stage.name !== undefined) earlier.set(stage.name, stage);
    return { image, stage: base };
  });
});

export function resolvedBase(dockerfile: Dockerfile, stage: Stage, facts = noFacts): ResolvedBase {
  return resolvedBases(dockerfile, facts)[stage.index]!;
}

/** Stages built on stages are followed this far; real files have two or three. */
const longestChain = 100;

/** A stage and those that it starts from, nearest first; bounded. */
export function* stageChain(dockerfile: Dockerfile, start: Stage | undefined, facts = noFacts): Generator<Stage, void> {
  let stage = start;
  for (let length = 0; stage && length < longestChain; length++) {
    yield stage;
    ({ stage } = resolvedBase(dockerfile, stage, facts));
  }
}
