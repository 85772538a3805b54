import { expandText } from '../dockerfile/expansion';
import { lastStagesByName } from '../dockerfile/stages';
import type { Dockerfile } from '../dockerfile/syntax';
import { globalEnvironment } from '../dockerfile/variables';
import { baseStages, isStageNumber, stageReferences } from './stageOccurrences';

/** The images that a Dockerfile names, each once: of FROM, `--from` and mounts. Stages and `scratch` are none. */
export function imagesOf(dockerfile: Dockerfile): string[] {
  const globals = globalEnvironment(dockerfile, {});
  const bases = baseStages(dockerfile);
  const byName = lastStagesByName(dockerfile.stages);
  const ofStages = dockerfile.stages.flatMap(({ from, index, instructions }) => {
    const base = bases[index] ? undefined : expandText(from.image?.text ?? '', globals, dockerfile.escape).text;
    const origins = instructions.flatMap(stageReferences).map(({ written }) => written);
    return [base, ...origins.filter((written) => !isStageNumber(written) && !byName.has(written.toLowerCase()))];
  });
  return [...new Set(ofStages)].filter((name): name is string => name !== undefined && name !== '' && name !== 'scratch');
}
