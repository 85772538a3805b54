/** Where things are, for every script. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** What the build makes for users. */
export const distFolder = join(projectFolder, 'dist');
/** What tests make: bundles, results, logs. */
export const outFolder = join(projectFolder, 'out');
/** What `npm start` and `npm run package` keep between runs. */
export const stateFolder = join(projectFolder, '.layerwise');
