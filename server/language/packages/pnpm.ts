import { nodeInstallNeeds } from './nodeManifest';
import { operands, type PackageManager } from './packageManager';

export const pnpm: PackageManager = {
  name: 'pnpm',
  isInstall(words) {
    if (words[0] !== 'pnpm' || words.some((word) => /^(-C|--dir|-F|--filter|-r|--recursive|-g|--global)(=|$)/.test(word))) return false;
    const [command, ...packages] = operands(words.slice(1), ['--store-dir', '--reporter', '--network-concurrency']);
    return (command === 'install' || command === 'i') && packages.length === 0;
  },
  needs(words, project) {
    if (project.paths.includes('pnpm-workspace.yaml') || project.above('pnpm-workspace.yaml')) return { kind: 'unclear', reason: 'pnpm-workspace.yaml names packages, each with a manifest of its own' };
    if (project.paths.includes('.pnpmfile.cjs')) return { kind: 'unclear', reason: '.pnpmfile.cjs is run during the install' };
    return nodeInstallNeeds(project, ['package.json', 'pnpm-lock.yaml', '.npmrc'], words.includes('--ignore-scripts'));
  },
  writes: ['node_modules'],
  reads: /(^|\/)package\.json$/,
};
