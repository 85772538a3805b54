/** Compiles `content/` into `dist/content.json` with the project's own reader. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder, projectFolder } from '../setup/paths.mjs';
import { loadProjectModule } from './projectModule.mjs';

/** @throws when a content file is not as its reader wants it; the message names the file */
export async function compileContent() {
  const { readContentFolder } = await loadProjectModule('contentFolder', "export { readContentFolder } from './server/world/contentFolder';");
  writeFileSync(join(distFolder, 'content.json'), JSON.stringify(readContentFolder(join(projectFolder, 'content'))));
}
