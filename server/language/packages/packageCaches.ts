import type { StepCommand } from '../process/stepScript';
import { languageCaches } from './languageCaches';
import { is, lacks, locked, verbOf, type PackageCache } from './packageCache';


/** pip, or `python -m pip`, as one command. */
function pipCommand(command: StepCommand): StepCommand | undefined {
  const { name, words } = command;
  if (/^pip[\d.]*$/.test(name)) return command;
  return /^python[\d.]*$/.test(name) && words[0] === '-m' && words[1] === 'pip' ? { ...command, name: 'pip', words: words.slice(2) } : undefined;
}

const rpm = /^(dnf|dnf5|yum|microdnf|tdnf)$/;

/**
 * The caches that are certain to be filled in an ordinary image. Sources: apt-get(8) and Debian's docker-clean, which deletes
 * archives but no lists; apk-add(8) `--no-cache`; dnf(8) and zypper(8) `clean`; pip.pypa.io "Caching"; `npm help cache`;
 * pacman(8), which keeps what it downloads; yarn v1 `cache clean`; getcomposer.org `clear-cache`.
 */
const systemCaches: readonly PackageCache[] = [
  {
    manager: 'apt',
    leaves: 'the package lists',
    fills: is(/^(apt|apt-get|aptitude)$/, /^update$/),
    empties: is(/^(apt|apt-get)$/, /^(distclean|dist-clean)$/),
    folder: /\/var(\/\*|\/lib(\/\*|\/apt|\/\{|\/?$)|\/?$)/,
    own: /^\/var\/lib\/apt(\/lists(\/.*)?)?\/?$/,
    settings: undefined,
    mending: { cleanUp: () => 'rm -rf /var/lib/apt/lists/*', mounts: () => [locked('/var/cache/apt'), locked('/var/lib/apt')] },
  },
  {
    manager: 'apk',
    leaves: 'the package index',
    fills: (command) => is(/^apk$/, /^(add|update|upgrade|fetch)$/)(command) && lacks(command, /^--(no-cache|no-network|cache-dir|root)\b|^-p$/),
    empties: is(/^apk$/, /^cache$/),
    folder: /\/var(\/\*|\/cache(\/\*|\/apk|\/\{|\/?$)|\/?$)|\/etc\/apk\/cache/,
    own: /^\/var\/cache\/apk(\/.*)?$/,
    settings: undefined,
    mending: { option: '--no-cache', mounts: () => [locked('/var/cache/apk')] },
  },
  {
    manager: 'dnf',
    leaves: 'the package metadata',
    fills: (command) => is(rpm, /^(install|update|upgrade|groupinstall|reinstall|localinstall|makecache|distro-sync)$/)(command) && lacks(command, /^--(installroot|cacheonly|downloadonly)\b|^-C$|cachedir/),
    empties: is(rpm, /^clean$/),
    folder: /\/var(\/\*|\/cache(\/\*|\/(yum|dnf|libdnf5|tdnf)|\/\{|\/?$)|\/?$)/,
    own: /^\/var\/cache\/(yum|dnf|libdnf5|tdnf)(\/.*)?$/,
    settings: undefined,
    mending: { cleanUp: (program) => `${program} clean all`, mounts: () => [] },
  },
  {
    manager: 'zypper',
    leaves: 'the package metadata',
    fills: (command) => is(/^zypper$/, /^(install|in|update|up|dup|dist-upgrade|refresh|ref|patch)$/)(command) && lacks(command, /^--(root|installroot)\b/),
    empties: is(/^zypper$/, /^(clean|cc)$/),
    folder: /\/var(\/\*|\/cache(\/\*|\/zypp|\/\{|\/?$)|\/?$)/,
    own: /^\/var\/cache\/zypp(\/.*)?$/,
    settings: undefined,
    mending: { cleanUp: () => 'zypper clean --all', mounts: () => [locked('/var/cache/zypp')] },
  },
  {
    manager: 'pacman',
    leaves: 'the downloaded packages',
    fills: installsWithPacman,
    empties: ({ name, words }) => /^(paccache|pacman)$/.test(name) && (name === 'paccache' || words.some((word) => /^-S\w*c/.test(word) || word === '--clean')),
    folder: /\/var(\/\*|\/cache(\/\*|\/pacman|\/\{|\/?$)|\/?$)/,
    own: /^\/var\/cache\/pacman(\/.*)?$/,
    settings: /CacheDir|(COPY|ADD)[^\n]*pacman\.conf/,
    mending: { cleanUp: () => 'rm -rf /var/cache/pacman/pkg/*', mounts: () => [locked('/var/cache/pacman/pkg')] },
  },
  {
    manager: 'pip',
    leaves: 'the downloaded packages',
    fills(command) {
      const pip = pipCommand(command);
      return pip !== undefined && verbOf(pip) === 'install' && lacks(pip, /^--(no-cache-dir|no-index|cache-dir|dry-run)\b/) && namesPackages(pip);
    },
    empties: (command) => pipCommand(command)?.words.slice(0, 2).join(' ') === 'cache purge',
    folder: /\.cache(\/\*|\/pip|\/\{|\/?$)|\/root(\/\*|\/\.\*|\/?$)|\/pip\b/,
    own: /^(\/root|~|\$HOME|\$\{HOME\})\/\.cache(\/pip)?(\/\*)?\/?$/,
    settings: /PIP_NO_CACHE_DIR|PIP_CACHE_DIR|XDG_CACHE_HOME|PIP_CONFIG_FILE|PIP_NO_INDEX|pip\.conf|pip3? config/,
    mending: { option: '--no-cache-dir', mounts: () => [{ target: '/root/.cache/pip', locked: false, home: true }] },
  },
  {
    manager: 'npm',
    leaves: 'the downloaded packages',
    fills: (command) => is(/^npm$/, /^(ci|clean-install|install|i|add|update)$/)(command) && lacks(command, /^--(cache|offline|prefer-offline)\b/),
    empties: (command) => is(/^npm$/, /^cache$/)(command) && !lacks(command, /^clean$|^clear$|^rm$/),
    folder: /\.npm\b|_cacache|\/root(\/\*|\/\.\*|\/?$)|\.cache\b|\/tmp\/\*/,
    own: /^(\/root|~|\$HOME|\$\{HOME\})\/\.npm(\/_cacache)?(\/\*)?\/?$/,
    settings: /npm_config_cache|NPM_CONFIG_CACHE|npm config set cache|\.npmrc/,
    mending: { cleanUp: () => 'npm cache clean --force', mounts: () => [{ target: '/root/.npm', locked: false, home: true }] },
  },
  {
    // Only what no later version of yarn understands: those keep their cache elsewhere, some of it in the project.
    manager: 'yarn',
    leaves: 'the downloaded packages',
    fills: (command) => command.name === 'yarn' && isYarnOne(command) && lacks(command, /^--(cache-folder|offline)\b/),
    empties: is(/^yarn$/, /^cache$/),
    folder: /\.cache\b|yarn-cache|\/root(\/\*|\/\.\*|\/?$)|\/usr\/local\/share(\/\*|\/?$)/,
    own: /^\/usr\/local\/share\/\.cache(\/.*)?$/,
    settings: /YARN_CACHE_FOLDER|YARN_VERSION=[^1]|yarn set version|yarn config set|\.yarnrc/,
    mending: { cleanUp: () => 'yarn cache clean', mounts: () => [{ target: '/usr/local/share/.cache/yarn', locked: true, home: true }] },
  },
  {
    manager: 'composer',
    leaves: 'the downloaded packages',
    fills: (command) => is(/^composer(\.phar)?$/, /^(install|require|update|create-project)$/)(command) && lacks(command, /^--(no-cache|dry-run)\b/),
    empties: is(/^composer(\.phar)?$/, /^(clear-cache|clearcache|cc)$/),
    folder: /\.composer\b|composer\/cache|\.cache\b|\/root(\/\*|\/\.\*|\/?$)|\/tmp\/(\*|cache)/,
    own: /^(\/root|~|\$HOME|\$\{HOME\})\/\.(composer|cache\/composer)(\/cache)?(\/\*)?\/?$/,
    settings: /COMPOSER_CACHE_DIR|COMPOSER_HOME|COMPOSER_NO_CACHE|XDG_CACHE_HOME/,
    mending: { cleanUp: (program) => `${program} clear-cache`, mounts: () => [] },
  },
];

export const packageCaches: readonly PackageCache[] = [...systemCaches, ...languageCaches];

/** `-S`, `-Syu`, …: to look something up or to clean, too, is another letter. */
function installsWithPacman(command: StepCommand): boolean {
  const { name, words } = command;
  const operation = words.find((word) => /^-S/.test(word) || word === '--sync') ?? '';
  if (name !== 'pacman' || !/^(-S[yuqv]*|--sync)$/.test(operation)) return false;
  const isUpgrade = operation.includes('u') || !lacks(command, /^(--sysupgrade|-\w*u\w*)$/);
  return (isUpgrade || words.some((word) => !word.startsWith('-'))) && lacks(command, /^(--(cachedir|root|sysroot|print|clean|search|info|list)\b|-[rbp]$)/);
}

/** Packages by name or in a list; `pip install .` alone may need none. */
function namesPackages({ words }: StepCommand): boolean {
  return words.some((word, index) => /^(-r|--requirement)/.test(word) || (index > 0 && /^[A-Za-z][\w.-]*(\[[\w,-]*\])?([<>=!~]=?[^/]*)?$/.test(word) && word !== 'install' && !words[index - 1]!.startsWith('-')));
}

function isYarnOne({ words }: StepCommand): boolean {
  const operands = words.filter((word) => !word.startsWith('-'));
  if (operands[0] === 'global') return operands[1] === 'add';
  return (operands.length === 0 || operands[0] === 'install') && words.some((word) => /^--(production|prod|pure-lockfile)\b/.test(word));
}
