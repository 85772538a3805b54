import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import type { DockerfileFacts } from '../../dockerfileFacts';
import { followedChain } from './expectedSteps';
import type { BuiltImage, MachineImages } from './machineImages';
import { StageMatcher, type ImageMatch } from './matchImage';

/** The image on this machine that a stage's steps built. */
export type StageImage =
  | (Extract<ImageMatch, { kind: 'same' }> & { readonly stage: Stage; /** How many older images the same steps built. */ readonly older: number })
  | (Extract<ImageMatch, { kind: 'different' }> & { readonly stage: Stage });

/** Stages that are looked at: the last ones, which builds make images of. */
const mostStages = 20;

/**
 * For each stage the newest image that exactly its steps built, or, where there is none, the one that comes nearest and what
 * is different in it. Stages of which there is neither are left out. The last stage comes first.
 */
export function imageSteps(dockerfile: Dockerfile, facts: DockerfileFacts): readonly StageImage[] {
  const { machineImages } = facts;
  if (!machineImages) return [];
  const stages = dockerfile.stages.slice(-mostStages).reverse();
  return stages.flatMap((stage) => imageOf(dockerfile, stage, facts, machineImages) ?? []);
}

function imageOf(dockerfile: Dockerfile, stage: Stage, facts: DockerfileFacts, machine: MachineImages): StageImage | undefined {
  const chain = followedChain(dockerfile, stage, facts);
  // A stage that only names its base is that image itself.
  if (!chain || stage.instructions.length === 0) return undefined;
  const matcher = new StageMatcher(dockerfile, chain, facts, machine);
  const matches = machine.images.map((image) => matcher.match(image));
  const same = matches.filter((match) => match.kind === 'same');
  if (same[0]) return { ...same[0], stage, older: same.length - 1 };
  const near = matches.filter((match) => match.kind === 'different');
  const nearest = near.reduce<(typeof near)[number] | undefined>((best, match) => (best && best.equal >= match.equal ? best : match), undefined);
  return nearest && { ...nearest, stage };
}

/** As a person names it: its first tag, or the start of its id. */
export function imageName({ tags, id }: BuiltImage): string {
  return tags[0] ?? id.replace(/^sha256:/, '').slice(0, 12);
}
