import { resolvedBase, resolvedBases, stageChain } from '../../dockerfile/resolvedBases';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { parseImageReference } from '../../imageReference';
import { describeMovingTag, movingTag } from '../../movingTag';
import { count } from '../../wording';
import { numberOf, textOf, unmet, verdict, met, type StaticConditions } from '../condition';
import { onDockerfile } from './files';

/** Conditions on what the stages start from and take from each other. */
export const baseConditions: StaticConditions = {
  /** Every image from outside has a tag other than `latest`, or a digest. */
  'base-images-tagged': {
    parameters: { file: 'string' },
    check: onDockerfile((dockerfile) => {
      const untagged = dockerfile.stages.map((stage) => untaggedBase(dockerfile, stage)).find((found) => found !== undefined);
      return untagged === undefined ? met : unmet(untagged);
    }),
  },
  /** The image that the last stage is built on, through other stages as well, is another one. Without a tag, any tag is meant. */
  'final-base-is-not': {
    parameters: { file: 'string', image: 'string' },
    check: onDockerfile((dockerfile, parameters) => {
      const base = finalBase(dockerfile);
      const [own, other] = [parseImageReference(base ?? ''), parseImageReference(textOf(parameters, 'image'))];
      if (base === undefined || (!own && base !== 'scratch')) return unmet('What the last stage starts from cannot be told');
      const isSame = own?.registry === other?.registry && own?.repository === other?.repository && (other?.tag === undefined || own?.tag === other.tag);
      return verdict(!isSame, () => `The last stage is built on ${base}`);
    }),
  },
  'stages-at-least': {
    parameters: { file: 'string', count: 'number' },
    check: onDockerfile(({ stages }, parameters) => verdict(stages.length >= numberOf(parameters, 'count'), () => `The file has ${count(stages.length, 'stage')}`)),
  },
  /** The last stage copies from an earlier stage by its name. */
  'copies-from-named-stage': {
    parameters: { file: 'string' },
    check: onDockerfile(({ stages }) => {
      const last = stages.at(-1)!;
      const names = new Set(stages.slice(0, -1).flatMap(({ name }) => name ?? []));
      const copied = last.instructions.flatMap(({ keyword, flags }) => (keyword === 'COPY' ? flags.flatMap(({ name, value }) => (name === 'from' && value ? [value] : [])) : []));
      const isMet = copied.some((from) => names.has(from.toLowerCase()));
      return verdict(isMet, () => (copied.length === 0 ? 'The last stage copies nothing from another stage' : `The last stage copies from: ${copied.join(', ')}`));
    }),
  },
};

/** What is wrong with the base of one stage; undefined where it is an earlier stage, empty, or has a tag that says a version. */
function untaggedBase(dockerfile: Dockerfile, stage: Stage): string | undefined {
  const { image, stage: parent } = resolvedBases(dockerfile)[stage.index]!;
  if (parent || image === 'scratch') return undefined;
  const written = stage.from.image?.text ?? '';
  if (image === undefined || image === '') return written === '' ? 'A FROM names no image' : `Only the build knows what FROM ${written} means`;
  if (!parseImageReference(image)) return `${image} is no image name`;
  const tag = movingTag(image);
  return tag && describeMovingTag(image, tag).replaceAll('`', '');
}

/** The image that the last stage is built on; undefined where only the build knows it. */
function finalBase(dockerfile: Dockerfile): string | undefined {
  const [lowest] = [...stageChain(dockerfile, dockerfile.stages.at(-1))].slice(-1);
  return lowest && resolvedBase(dockerfile, lowest).image;
}
