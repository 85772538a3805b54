#!/usr/bin/env node
/** `npm run test:update`: writes what the language service says into the fixtures' marks and golden sections. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleTests } from './build/tests.mjs';
import { outFolder, projectFolder } from './setup/paths.mjs';

await bundleTests();
const mocha = join(projectFolder, 'node_modules', 'mocha', 'bin', 'mocha.js');
const { status } = spawnSync(process.execPath, [mocha, '--ui', 'tdd', join(outFolder, 'test', 'core', 'fixtures.test.js')], {
  cwd: projectFolder,
  env: { ...process.env, LAYERWISE_UPDATE_FIXTURES: 'yes' },
  stdio: 'inherit',
});
console.log('Look at the changes before you keep them: git diff test/fixtures');
process.exitCode = status ?? 1;
