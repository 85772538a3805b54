import { dirname, join } from 'node:path';
import { dotenvVariables, parseDotenv } from '../language/compose/dotenv';
import { noVariables } from '../language/compose/interpolation';
import type { ComposeFacts } from '../language/hover/composeHover';
import { readTextFile } from './textFile';

/**
 * What the disk tells about a compose file: the `.env` beside it. The shell's own variables are left out, because the
 * shell that will run Compose is not this process's.
 */
export async function readComposeFacts(composePath: string): Promise<ComposeFacts> {
  const folder = dirname(composePath);
  try {
    return { folder, variables: dotenvVariables(parseDotenv(await readTextFile(join(folder, '.env')))) };
  } catch {
    return { folder, variables: noVariables };
  }
}
