/** Stand-ins for the other extensions for Docker files: packed from `test/host/standIn`, each with another one's id. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';

/** A pack has no program of its own, as `ms-azuretools.vscode-docker` has none since its version 2. */
const standIns = [
  { file: 'docker.docker', publisher: 'docker', name: 'docker' },
  { file: 'ms-azuretools.vscode-containers', publisher: 'ms-azuretools', name: 'vscode-containers' },
  { file: 'ms-azuretools.vscode-docker', publisher: 'ms-azuretools', name: 'vscode-docker' },
  { file: 'pack', publisher: 'ms-azuretools', name: 'vscode-docker', isPack: true },
];

/**
 * Packs them into a folder as `<file>.vsix`.
 * @param {string} folder absolute path
 * @returns {Promise<string>} the folder
 * @throws {import('../setup/run.mjs').CommandFailure}
 */
export async function packStandIns(folder) {
  for (const standIn of standIns) await pack(folder, standIn);
  return folder;
}

async function pack(folder, { file, publisher, name, isPack = false }) {
  const source = join(folder, file);
  mkdirSync(folder, { recursive: true });
  cpSync(join(projectFolder, 'test', 'host', 'standIn'), source, { recursive: true });
  const { main, activationEvents, ...rest } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const manifest = { ...rest, publisher, name, ...(isPack ? { version: '0.17.0', extensionPack: [] } : { main, activationEvents }) };
  writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
  const program = join(projectFolder, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [program, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', join(folder, `${file}.vsix`)];
  await run(process.execPath, args, { cwd: source, env: { ...process.env, NO_COLOR: '1' }, timeoutMs: 120_000 });
}
