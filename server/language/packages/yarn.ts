import { nodeInstallNeeds } from './nodeManifest';
import { operands, type PackageManager } from './packageManager';

export const yarn: PackageManager = {
  name: 'yarn',
  isInstall(words) {
    if (words[0] !== 'yarn' || words.some((word) => /^--(cwd|version|help|global)/.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1), ['--network-timeout', '--mode', '--network-concurrency', '--registry', '--cache-folder']);
    return (command === undefined || command === 'install') && rest.length === 0;
  },
  needs(words, project) {
    // `.yarn` may hold yarn itself, plug-ins and patches, all read during the install.
    if (project.paths.some((path) => path.startsWith('.yarn/'))) return { kind: 'unclear', reason: 'the folder .yarn may be read during the install' };
    const ignoresScripts = words.includes('--ignore-scripts') || words.includes('--mode=skip-build');
    return nodeInstallNeeds(project, ['package.json', 'yarn.lock', '.yarnrc', '.yarnrc.yml', '.npmrc'], ignoresScripts);
  },
  writes: ['node_modules', '.pnp.cjs', '.yarn'],
  reads: /(^|\/)package\.json$/,
};
