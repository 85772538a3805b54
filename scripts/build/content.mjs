/** Compiles `content/` into `dist/content.json` with the project's own reader. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder, projectFolder } from '../setup/paths.mjs';
import { loadProjectModule } from './projectModule.mjs';

/** @throws when a content file is not as its reader wants it; the message names the file */
export async function compileContent() {
  const exports = "export { readContentFolder } from './server/world/contentFolder'; export { writeContent } from './server/world/content';";
  const { readContentFolder, writeContent } = await loadProjectModule('contentFolder', exports);
  writeFileSync(join(distFolder, 'content.json'), writeContent(readContentFolder(join(projectFolder, 'content'))));
}
