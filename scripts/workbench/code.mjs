#!/usr/bin/env node
/**
 * Stands where the executable `code` stands, so that `@vscode/test-electron` runs its tests in the npm workbench:
 * `VSCODE_EXECUTABLE=scripts/workbench/code.mjs npm run test:electron`. Knows the arguments that it is given there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFailure } from '../setup/steps.mjs';
import { createProfile, installExtension, prepareWorkbench, runTestsInWorkbench } from './host.mjs';

/** Exit code when there is no result; a failing test gives 1. */
const noResult = 3;

try {
  process.exitCode = await main();
} catch (error) {
  reportFailure(error);
  process.exitCode = noResult;
}

async function main() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      'extensionDevelopmentPath': { type: 'string', multiple: true },
      'extensionTestsPath': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'install-extension': { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
  });
  const temporary = mkdtempSync(join(tmpdir(), 'layerwise-code-'));
  try {
    await prepareWorkbench();
    const profile = { ...createProfile(temporary), ...foldersNamed(values) };
    if (values['install-extension']) {
      console.log(await installExtension(profile, values['install-extension']));
      return 0;
    }
    return await runTestsInWorkbench(profile, {
      folder: resolve(positionals[0] ?? '.'),
      developmentPaths: values.extensionDevelopmentPath ?? [],
      testsPath: values.extensionTestsPath,
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function foldersNamed(values) {
  return {
    ...(values['user-data-dir'] && { userData: values['user-data-dir'] }),
    ...(values['extensions-dir'] && { extensions: values['extensions-dir'] }),
  };
}
