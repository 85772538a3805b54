#!/usr/bin/env node
/** `npm start`: from a bare checkout to a VS Code with Layerwise, on a sample project. Node.js built-ins only before set-up. */
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { projectFolder, stateFolder } from './setup/paths.mjs';
import { reportFailure, step } from './setup/steps.mjs';
import { hasDesktop, openInDesktop } from './start/desktop.mjs';
import { readOptions, usage, UsageError } from './start/options.mjs';
import { openInWorkbench } from './start/workbench.mjs';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await start(options);
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n${usage}`);
  else reportFailure(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function start(options) {
  // The exit handlers of what was started end it; without this a signal would skip them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  const vsix = await makeExtension();
  const folder = options.folder ?? (await sampleFolder());
  const dockerfile = join(folder, 'Dockerfile');
  const file = existsSync(dockerfile) ? dockerfile : undefined;
  if (options.port === undefined && hasDesktop()) {
    await openInDesktop({ vsix, folder, file });
    console.log(`\nVS Code opens ${folder} in a separate profile. Your own settings and extensions are not touched.`);
    printWhatToTry(options);
    return;
  }
  const workbench = await openInWorkbench({ vsix, folder, file, port: options.port, open: options.open });
  console.log(`\nVS Code is open on ${folder} at\n\n  ${workbench.address}\n\nCtrl+C ends it.`);
  printWhatToTry(options);
  await untilEnded(workbench);
}

async function makeExtension() {
  await installDependencies();
  await build();
  const { packageExtension } = await import('./package.mjs');
  return packageExtension();
}

/** The sample is copied, so that edits and its git history stay out of the checkout. A copy with the user's edits is kept. */
async function sampleFolder() {
  const folder = join(stateFolder, 'sample');
  if (existsSync(folder)) return folder;
  await step('Copy the sample project', () => copySample(folder), { remedy: 'install git, and run npm start again' });
  return folder;
}

/** Through a second folder, so that an interrupted copy is not taken for a whole one. */
async function copySample(folder) {
  const { createSampleWorkspace } = await import('./sample/createSampleWorkspace.mjs');
  const unfinished = `${folder}.unfinished`;
  for (const old of [folder, unfinished]) rmSync(old, { recursive: true, force: true });
  await createSampleWorkspace(unfinished);
  renameSync(unfinished, folder);
}

function printWhatToTry(options) {
  if (options.folder) return;
  console.log(`\n${readFileSync(join(projectFolder, 'content', 'start.md'), 'utf8').trimEnd()}`);
}

async function untilEnded(workbench) {
  const signal = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.removeAllListeners(name);
      process.once(name, () => resolve(name));
    }
  });
  const ended = await Promise.race([signal, workbench.ended]);
  await workbench.stop();
  if (typeof ended === 'string') return;
  console.error('The workbench has ended by itself. Its log: .layerwise/workbench/server.log');
  process.exitCode = 1;
}
