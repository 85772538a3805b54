import { nodeInstallNeeds } from './nodeManifest';
import { operands, type PackageManager } from './packageManager';

/** `bun install` and `bun ci` (bun.sh/docs/cli/install). */
export const bun: PackageManager = {
  name: 'bun',
  isInstall(words) {
    if (words[0] !== 'bun' || words.some((word) => /^(-g|--global|--cwd|--filter|-F|--config|-c)(=|$)/.test(word))) return false;
    const [command, ...packages] = operands(words.slice(1), ['--omit', '--registry', '--cache-dir', '--backend', '--linker', '--concurrent-scripts']);
    return ['install', 'i', 'ci'].includes(command ?? '') && packages.length === 0;
  },
  needs: (words, project) =>
    nodeInstallNeeds(project, { fileNames: ['package.json', 'bun.lock', 'bun.lockb', 'bunfig.toml', '.npmrc'], ignoresScripts: words.includes('--ignore-scripts') }),
  onlyReads: (words) => words[1] === 'ci' || words.includes('--frozen-lockfile'),
  writes: ['node_modules'],
  reads: /(^|\/)package\.json$/,
};
