import { nodeInstallNeeds } from './nodeManifest';
import { operands, type PackageManager } from './packageManager';

/** Installs the project when no package is named (npm help install, npm help ci). */
const installCommands = new Set(['install', 'i', 'add', 'ci', 'clean-install', 'ic', 'install-clean']);
/** They never write a manifest or lock file (npm help ci). */
const frozenCommands = new Set(['ci', 'clean-install', 'ic', 'install-clean']);
/** Options that move the project somewhere else or change what is installed. */
const otherProject = /^(-g|--global|--location=global|--prefix(=.*)?|-C|--workspace(=.*)?|-w|--workspaces|-ws)$/;
const valued = ['--omit', '--include', '--only', '--registry', '--cache', '--loglevel', '--userconfig', '--fetch-timeout', '--maxsockets'];

export const npm: PackageManager = {
  name: 'npm',
  isInstall(words) {
    if (words[0] !== 'npm' || words.some((word) => otherProject.test(word))) return false;
    const [command, ...packages] = operands(words.slice(1), valued);
    return command !== undefined && installCommands.has(command) && packages.length === 0;
  },
  needs: (words, project) =>
    nodeInstallNeeds(project, { fileNames: ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', '.npmrc'], ignoresScripts: words.includes('--ignore-scripts') }),
  onlyReads: (words) => frozenCommands.has(operands(words.slice(1), valued)[0] ?? ''),
  writes: ['node_modules'],
  reads: /(^|\/)package\.json$/,
};
