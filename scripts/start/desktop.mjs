/** Opens the VS Code that is installed on this machine, with a profile of its own. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stateFolder } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { step } from '../setup/steps.mjs';
import { createProfile } from '../workbench/profile.mjs';

const onWindows = process.platform === 'win32';
/** The oldest VS Code that Layerwise runs on; the same as `engines.vscode` in package.json. */
const oldestVersion = [1, 91];
/** VS Code puts a socket into the profile's folder, and a socket's path may have about 100 characters. */
const longestProfilePath = 70;

/**
 * True where the command `code` opens a VS Code that takes a profile of its own. In a remote terminal and in WSL, `code`
 * is another program: it talks to the user's own window and would install the extension there.
 */
export function hasDesktop(environment = process.env) {
  if (environment.VSCODE_IPC_HOOK_CLI || environment.WSL_DISTRO_NAME) return false;
  const names = onWindows ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

/**
 * Installs the extension into the separate profile and opens a folder. Returns when the window is on its way: it is the
 * user's to close.
 * @param {{ vsix: string, folder: string, file?: string }} what absolute paths; file is shown first
 * @throws {import('../setup/steps.mjs').StepFailure}
 */
export async function openInDesktop({ vsix, folder, file }) {
  await step('Ask VS Code for its version', checkVersion, { remedy: 'update VS Code to 1.91 or newer' });
  const profile = createProfile(profileFolder());
  const profileArguments = ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
  if (process.getuid?.() === 0) profileArguments.push('--no-sandbox');
  await step('Install Layerwise into a separate profile', () => code([...profileArguments, '--install-extension', vsix, '--force']), {
    remedy: `code --user-data-dir "${profile.userData}" --extensions-dir "${profile.extensions}" --install-extension "${vsix}"`,
  });
  await step('Open VS Code', () => code([...profileArguments, '--new-window', folder, ...(file ? [file] : [])]), {
    remedy: `code --user-data-dir "${profile.userData}" --extensions-dir "${profile.extensions}" "${folder}"`,
  });
}

async function checkVersion() {
  const { stdout } = await code(['--version']);
  const version = stdout.trim().split('\n')[0] ?? '';
  const [major, minor] = version.split('.').map(Number);
  const fits = major > oldestVersion[0] || (major === oldestVersion[0] && minor >= oldestVersion[1]);
  if (!fits) throw new Error(`The command code says version "${version}"; Layerwise needs ${oldestVersion.join('.')} or newer.`);
}

/** Node.js starts no `.cmd` file by itself, hence cmd.exe on Windows. */
function code(args) {
  const options = { timeoutMs: 120_000 };
  return onWindows ? run('cmd.exe', ['/d', '/c', 'code', ...args], options) : run('code', args, options);
}

function profileFolder() {
  const folder = join(stateFolder, 'code');
  return onWindows || folder.length <= longestProfilePath ? folder : join(tmpdir(), 'layerwise-code');
}
