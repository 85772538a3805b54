#!/usr/bin/env node
/**
 * Writes what is made from elsewhere: `npm run generate`. With `--check`, nothing is written and the exit code is 1 where
 * something would change. It is `contributes.configuration` and `contributes.walkthroughs` of package.json, and the pictures
 * in media/walkthrough. Only pictures that have to be drawn need a Chromium.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './setup/dependencies.mjs';
import { projectFolder } from './setup/paths.mjs';
import { reportFailure } from './setup/steps.mjs';

const packageFile = join(projectFolder, 'package.json');

/**
 * @returns {Promise<{ current: string, generated: string, lessons: readonly import('../server/language/course/lesson').Lesson[] }>}
 * text of package.json as it is and as it should be, and the lessons that it comes from
 * @throws where the settings table and its words disagree, or a content file is not as its reader wants it
 */
export async function generate() {
  const [{ configuration }, { walkthroughs }, sources] = await Promise.all([
    import('./generate/configuration.mjs'),
    import('./generate/walkthroughs.mjs'),
    loadSources(),
  ]);
  const { lessons } = sources.readContentFolder(join(projectFolder, 'content'));
  const current = readFileSync(packageFile, 'utf8').replace(/\r\n/g, '\n');
  const manifest = JSON.parse(current);
  manifest.contributes = {
    ...manifest.contributes,
    configuration: configuration(sources.settingDefinitions, readFileSync(join(projectFolder, 'content', 'settings.yaml'), 'utf8')),
    walkthroughs: walkthroughs(lessons, sources.commands),
  };
  return { current, generated: `${JSON.stringify(manifest, undefined, 2)}\n`, lessons };
}

/** The project's own TypeScript modules, bundled so that Node.js can load them. */
async function loadSources() {
  const { loadProjectModule } = await import('./build/projectModule.mjs');
  return loadProjectModule(
    'sources',
    `
    export { settingDefinitions } from './server/protocol/settings';
    export { commands } from './server/protocol/messages';
    export { readContentFolder } from './server/world/contentFolder';`,
  );
}

async function main() {
  await installDependencies();
  const { pictureDrift, writePictures } = await import('./generate/pictures.mjs');
  const { current, generated, lessons } = await generate();
  const drift = pictureDrift(lessons);
  const changes = [
    ...(current === generated ? [] : ['package.json']),
    ...[...drift.toDraw.map(({ file }) => file), ...drift.toRemove].map((file) => `media/walkthrough/${file}`),
  ];
  if (changes.length === 0) console.log('package.json and the pictures are up to date');
  else if (process.argv.includes('--check')) {
    console.error(`These differ from their sources: ${changes.join(', ')}. Run: npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(packageFile, generated);
    await writePictures(drift);
    console.log(`Written: ${changes.join(', ')}`);
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  try {
    await main();
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
