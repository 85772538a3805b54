/** Mocha inside the extension host of a real VS Code from npm, with Layerwise installed from its VSIX. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { reportFailure } from '../setup/steps.mjs';
import { createProfile, installExtension, prepareWorkbench, runTestsInWorkbench } from '../workbench/host.mjs';
import { writeResult } from './results.mjs';
import { packStandIns } from './standIns.mjs';
import { testFolder, vsixFile } from './testFolder.mjs';

const developmentPath = join(projectFolder, 'test', 'host', 'developmentExtension');

/** Layerwise alone, and beside stand-ins for other extensions for Docker files: one is there from the start, others come and go. */
const runs = [{ name: 'suite' }, { name: 'coexistence', installed: 'docker.docker' }];

try {
  await prepareWorkbench();
  const { folder, sample } = await testFolder('host');
  const standIns = await packStandIns(join(folder, 'stand-ins'));
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const run of runs) {
    const { result, code } = await runSuite(run, join(folder, run.name), sample, standIns);
    for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
    total.failures.push(...result.failures);
    if (code !== 0 && result.failed === 0) throw new Error(`The extension host of ${run.name} ended with code ${code}.`);
  }
  writeResult('host', total);
  process.exitCode = total.failed === 0 ? 0 : 1;
} catch (error) {
  reportFailure(error);
  writeResult('host', { passed: 0, failed: 1, skipped: 0, failures: [error.title ?? error.message.split('\n')[0]] });
  process.exitCode = 1;
}

async function runSuite({ name, installed }, folder, sample, standIns) {
  const profile = createProfile(join(folder, 'profile'), { settings: { 'git.enabled': false } });
  await installExtension(profile, vsixFile());
  if (installed) await installExtension(profile, join(standIns, `${installed}.vsix`));
  const resultsFile = join(folder, 'results.json');
  const code = await runTestsInWorkbench(profile, {
    folder: sample,
    developmentPaths: [developmentPath],
    testsPath: join(projectFolder, 'out', 'test', 'host', name, 'index'),
    env: { LAYERWISE_TEST_RESULTS: resultsFile, LAYERWISE_TEST_LOGS: profile.folder, LAYERWISE_TEST_STAND_INS: standIns },
  });
  if (!existsSync(resultsFile)) throw new Error(`The extension host of ${name} ended without results.`);
  return { code, result: JSON.parse(readFileSync(resultsFile, 'utf8')) };
}
