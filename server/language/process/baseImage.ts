import { expandText } from '../dockerfile/expansion';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import { globalEnvironment, type BuildFacts } from '../dockerfile/variables';

/**
 * The image name of a stage's FROM with the ARGs above the first FROM filled in.
 * Undefined where it depends on a value that only the build knows, or where nothing is left of it.
 */
export function baseImageName(dockerfile: Dockerfile, stage: Stage, facts: BuildFacts): string | undefined {
  const written = stage.from.image?.text;
  if (written === undefined) return undefined;
  return expandText(written, globalEnvironment(dockerfile, facts), dockerfile.escape).text || undefined;
}
