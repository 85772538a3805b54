import type { Environment } from '../dockerfile/environment';
import { expandText } from '../dockerfile/expansion';
import type { Dockerfile, Stage } from '../dockerfile/syntax';

/**
 * The image name of a stage's FROM with the global scope's variables filled in (`globalEnvironment`).
 * Undefined where it depends on a value that only the build knows, or where nothing is left of it.
 */
export function baseImageName(dockerfile: Dockerfile, stage: Stage, globals: Environment): string | undefined {
  const written = stage.from.image?.text;
  if (written === undefined) return undefined;
  return expandText(written, globals, dockerfile.escape).text || undefined;
}
