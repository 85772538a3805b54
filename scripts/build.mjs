#!/usr/bin/env node
/**
 * Builds everything: `npm run build`, or `npm run build -- --test` for the test bundles too.
 * Only Node.js built-ins are imported before the dependencies are there.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './setup/dependencies.mjs';
import { distFolder } from './setup/paths.mjs';
import { reportFailure, step } from './setup/steps.mjs';

/**
 * Bundles the extension, the webviews' scripts and the content; with `test` also the tests.
 * The dependencies must be installed.
 * @param {{ test?: boolean }} [options]
 * @throws {import('./setup/steps.mjs').StepFailure}
 */
export async function build({ test = false } = {}) {
  const [{ bundlePrograms }, { bundleWebviews }, { compileContent }, { bundleTests }, { writeNotices }] = await Promise.all([
    import('./build/programs.mjs'),
    import('./build/webviews.mjs'),
    import('./build/content.mjs'),
    import('./build/tests.mjs'),
    import('./build/notices.mjs'),
  ]);
  mkdirSync(distFolder, { recursive: true });
  const remedy = 'npm run check (shows type errors), then npm run build';
  const programs = await step('Bundle client, server and command line', bundlePrograms, { remedy });
  const webviews = await step('Bundle the webviews', bundleWebviews, { remedy });
  await step('Collect the licences', () => writeNotices([...programs, ...webviews]), { remedy: 'npm ci --ignore-scripts' });
  await step('Compile the content', compileContent, { remedy: 'mend the file in content/ that the message names' });
  if (test) await step('Bundle the tests', bundleTests, { remedy });
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  try {
    await installDependencies();
    await build({ test: process.argv.includes('--test') });
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
