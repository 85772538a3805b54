#!/usr/bin/env node
/**
 * `npm run test:electron`: the host suite in the desktop VS Code, through `@vscode/test-electron`.
 * It downloads VS Code (`VSCODE_VERSION`, default `stable`), or takes the one that `VSCODE_EXECUTABLE` names.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { packageExtension } from './package.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { projectFolder } from './setup/paths.mjs';
import { reportFailure, step } from './setup/steps.mjs';
import { testFolder } from './suites/testFolder.mjs';
import { createProfile } from './workbench/profile.mjs';

try {
  await installDependencies();
  await build({ test: true });
  await main(await packageExtension());
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}

async function main(vsix) {
  const { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath, runTests } = await import('@vscode/test-electron');
  const version = process.env.VSCODE_VERSION ?? 'stable';
  const executable = process.env.VSCODE_EXECUTABLE
    ? resolve(projectFolder, process.env.VSCODE_EXECUTABLE)
    : await step(`Download VS Code ${version}`, () => downloadAndUnzipVSCode(version), {
        remedy: 'VSCODE_EXECUTABLE=/path/to/code npm run test:electron',
      });
  const { folder, sample } = await testFolder('electron');
  // VS Code puts a socket into this folder, and a socket's path may have about 100 characters.
  const profile = createProfile(join(tmpdir(), `layerwise-electron-${process.pid}`), { settings: { 'git.enabled': false } });
  const profileArguments = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  try {
    const commandLine = resolveCliPathFromVSCodeExecutablePath(executable);
    installExtension(existsSync(commandLine) ? commandLine : executable, [...profileArguments, `--install-extension=${vsix}`]);
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: join(projectFolder, 'test', 'host', 'developmentExtension'),
      extensionTestsPath: join(projectFolder, 'out', 'test', 'host', 'suite', 'index'),
      extensionTestsEnv: { LAYERWISE_TEST_RESULTS: join(folder, 'results.json'), LAYERWISE_TEST_LOGS: profile.folder },
      launchArgs: [sample, ...profileArguments, '--disable-workspace-trust'],
    });
  } finally {
    rmSync(profile.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Node.js starts no `.cmd` file by itself, hence the shell on Windows. */
function installExtension(commandLine, args) {
  const onWindows = process.platform === 'win32';
  const quoted = (text) => (onWindows ? `"${text}"` : text);
  execFileSync(quoted(commandLine), args.map(quoted), { shell: onWindows, stdio: 'inherit' });
}
