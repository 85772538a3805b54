import { nodeInstallNeeds } from './nodeManifest';
import { operands, type PackageManager } from './packageManager';
import { unclear } from './projectText';

/** Yarn itself, its plug-ins and patches, all read by an install (yarnpkg.com/getting-started/qa#which-files-should-be-gitignored). */
const ownFile = /^\.yarn\/(releases|plugins|patches)\//;

export const yarn: PackageManager = {
  name: 'yarn',
  isInstall(words) {
    if (words[0] !== 'yarn' || words.some((word) => /^--(cwd|version|help|global)/.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1), ['--network-timeout', '--mode', '--network-concurrency', '--registry', '--cache-folder']);
    return (command === undefined || command === 'install') && rest.length === 0;
  },
  needs(words, project) {
    const own = project.paths.filter((path) => path.startsWith('.yarn/') && !path.startsWith('.yarn/sdks/'));
    const other = own.find((path) => !ownFile.test(path));
    if (other) return unclear(`${other} may be read during the install`);
    if (project.paths.some((path) => path === 'yarn.config.cjs' || path === 'constraints.pro')) return unclear('the constraints may be checked during the install');
    const ignoresScripts = words.includes('--ignore-scripts') || words.includes('--mode=skip-build');
    return nodeInstallNeeds(project, { fileNames: ['package.json', 'yarn.lock', '.yarnrc', '.yarnrc.yml', '.npmrc', ...own], ignoresScripts });
  },
  onlyReads: (words) => words.includes('--frozen-lockfile') || words.includes('--immutable'),
  writes: ['node_modules', '.pnp.cjs', '.yarn/cache', '.yarn/unplugged', '.yarn/install-state.gz', '.yarn/build-state.yml'],
  reads: /(^|\/)package\.json$/,
};
