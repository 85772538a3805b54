#!/usr/bin/env node
/**
 * `npm test`: sets up what the suites need, checks types, builds, and runs the suites one after the other.
 * `npm test -- core lsp` runs only those. With CI=true something skipped is a failure.
 * The last line is `N passed, N failed, N skipped`.
 */
import { dockerClient, startDaemonIfNoneAnswers } from './setup/dockerDaemon.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { endTree } from './setup/processTree.mjs';
import { projectFolder } from './setup/paths.mjs';
import { run } from './setup/run.mjs';
import { reportFailure, step } from './setup/steps.mjs';
import { installSystemPackages } from './setup/systemPackages.mjs';
import { suites } from './suites/suites.mjs';
import { runSuite, runningSuites } from './test/runSuite.mjs';
import { printSummary, total } from './test/summary.mjs';

const isContinuousIntegration = ['true', '1'].includes(process.env.CI ?? '');

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = suites.filter((suite) => asked.length === 0 || asked.includes(suite.name));
let stopDaemon = async () => {};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void interrupted());

const results = new Map();
try {
  await runAll();
} catch (error) {
  reportFailure(error);
  results.set('set-up', { passed: 0, failed: 1, skipped: 0, failures: [error.title ?? 'an unexpected error'] });
}
await stopDaemon().catch((error) => results.set('daemon stop', { passed: 0, failed: 1, skipped: 0, failures: [error.message] }));
printSummary(results, isContinuousIntegration);
const { failed, skipped } = total(results);
process.exitCode = failed > 0 || (isContinuousIntegration && skipped > 0) ? 1 : 0;

async function runAll() {
  await installDependencies();
  const system = await installSystemPackages(chosen.map(({ name }) => name));
  await attempt('types', checkTypes);
  const { build } = await import('./build.mjs');
  await build({ test: true });
  const needsPackage = chosen.some((suite) => suite.needsPackage);
  const packaged = needsPackage && (await attempt('package', async () => (await import('./package.mjs')).packageExtension()));
  const needsDaemon = chosen.some((suite) => suite.needsDaemon);
  const daemon = (needsDaemon && (await attempt('daemon', startDaemonIfNoneAnswers))) || { missing: 'The daemon did not start.' };
  if (daemon.stop) stopDaemon = daemon.stop;
  const environment = { ...process.env, LAYERWISE_DOCKER_CLIENT: process.env.LAYERWISE_DOCKER_CLIENT ?? dockerClient() };
  if (daemon.host) environment.DOCKER_HOST = daemon.host;
  // Minutes of builds: who asks for the suite by its name gets all of them.
  if (asked.includes('daemon')) environment.LAYERWISE_EVERY_SCENARIO = '1';
  for (const suite of chosen) {
    console.log(`\n── ${suite.name} ──`);
    const reason = suite.needsPackage && !packaged ? 'There is no VSIX to test.' : whyNot(suite, system, daemon);
    if (reason) console.log(`  skipped: ${reason}`);
    results.set(suite.name, reason ? { passed: 0, failed: 0, skipped: 1, reason } : await runSuite(suite, environment));
  }
}

/** Why a suite has to wait on this machine, and the one command that changes it. */
function whyNot(suite, system, daemon) {
  if (system.waiting.includes(suite.name)) return `system packages are missing. Run: ${system.command}`;
  if (suite.needsDaemon && daemon.missing) return daemon.missing;
  return undefined;
}

/** A failure here counts, but suites that do not need it still run, because their results help to mend it. */
async function attempt(name, action) {
  try {
    return await action();
  } catch (error) {
    reportFailure(error);
    results.set(name, { passed: 0, failed: 1, skipped: 0, failures: [error.title ?? error.message] });
    return undefined;
  }
}

function checkTypes() {
  const compiler = ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'];
  return step('Check the types', () => run(process.execPath, compiler, { cwd: projectFolder, timeoutMs: 300_000 }), {
    remedy: 'npm run check',
  });
}

async function interrupted() {
  for (const pid of runningSuites) endTree(pid);
  await stopDaemon();
  process.exit(130);
}
