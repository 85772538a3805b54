import type { ComposeProject } from '../compose/project/composeProject';
import { certainTextAt, entriesAt, nodeAt } from '../compose/project/readNodes';
import { resolvedBases } from '../dockerfile/resolvedBases';
import { stageReferences } from '../dockerfile/stageReferences';
import { isStageNumber, lastStagesByName } from '../dockerfile/stages';
import type { Dockerfile } from '../dockerfile/syntax';

/** The images that a Dockerfile names, each once: of FROM, `--from` and mounts. Stages and `scratch` are none. */
export function imagesOf(dockerfile: Dockerfile): string[] {
  const bases = resolvedBases(dockerfile);
  const byName = lastStagesByName(dockerfile.stages);
  const ofStages = dockerfile.stages.flatMap(({ index, instructions }) => {
    const { image, stage } = bases[index]!;
    const origins = instructions.flatMap(stageReferences).map(({ written }) => written);
    return [stage ? undefined : image, ...origins.filter((written) => !isStageNumber(written) && !byName.has(written.toLowerCase()))];
  });
  return [...new Set(ofStages)].filter((name): name is string => name !== undefined && name !== '' && name !== 'scratch');
}

/** The images that services of a project run, each once; those that the project builds are left out. */
export function serviceImagesOf({ model }: Pick<ComposeProject, 'model'>): string[] {
  const names = entriesAt(model, 'services').map(({ value }) => (nodeAt(value, 'build') ? undefined : certainTextAt(value, 'image')));
  return [...new Set(names)].filter((name): name is string => name !== undefined && name !== '');
}
