/** Mocha inside the extension host of a real VS Code from npm, with Layerwise installed from its VSIX. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { reportFailure } from '../setup/steps.mjs';
import { createProfile, installExtension, prepareWorkbench, runTestsInWorkbench } from '../workbench/host.mjs';
import { writeResult } from './results.mjs';
import { testFolder, vsixFile } from './testFolder.mjs';

const testsPath = join(projectFolder, 'out', 'test', 'host', 'suite', 'index');
const developmentPath = join(projectFolder, 'test', 'host', 'developmentExtension');

try {
  await prepareWorkbench();
  const { result, code } = await runSuite(await testFolder('host'));
  writeResult('host', result);
  process.exitCode = code === 0 && result.failed === 0 ? 0 : 1;
} catch (error) {
  reportFailure(error);
  writeResult('host', { passed: 0, failed: 1, skipped: 0, failures: [error.title ?? error.message.split('\n')[0]] });
  process.exitCode = 1;
}

async function runSuite({ folder, sample }) {
  const profile = createProfile(join(folder, 'profile'), { settings: { 'git.enabled': false } });
  await installExtension(profile, vsixFile());
  const resultsFile = join(folder, 'results.json');
  const code = await runTestsInWorkbench(profile, {
    folder: sample,
    developmentPaths: [developmentPath],
    testsPath,
    env: { LAYERWISE_TEST_RESULTS: resultsFile, LAYERWISE_TEST_LOGS: profile.folder },
  });
  if (!existsSync(resultsFile)) throw new Error('The extension host ended without results.');
  return { code, result: JSON.parse(readFileSync(resultsFile, 'utf8')) };
}
