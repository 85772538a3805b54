import type { StepCommand } from '../process/stepScript';
import { is, lacks, type CacheMount, type PackageCache } from './packageCache';

const inHome = (name: string): CacheMount => ({ target: `/root/${name}`, locked: false, home: true });
const rubyImage = /^(?:docker\.io\/(?:library\/)?)?ruby(:|@|$)/;
/** Ruby's official images keep packages here; elsewhere the folder has the version of Ruby in its name. */
const rubyMounts = (image: string): readonly CacheMount[] => (rubyImage.test(image) ? [{ target: '/usr/local/bundle/cache', locked: true, home: false }] : []);
const rubyFolder = /\/(gems|bundle)(\/\*|\/?$)|\/gems?\/.*cache|\/bundle\/.*cache|\/cache(\/\*(\.gem)?)?\/?$|\.bundle\b|gemdir|GEM_HOME|BUNDLE_PATH/;
const rubyOwn = /^(\/usr\/local\/bundle|\/var\/lib\/gems\/[^/]+|\/usr\/(local\/)?lib\/ruby\/gems\/[^/]+)\/cache(\/.*)?$/;
/** Below the home of whoever runs the step, or all of it. */
const folderInHome = (name: string): RegExp => new RegExp(String.raw`\.cache(\/\*|\/${name}\b|\/\{|\/?$)|^(\/root|~|\$HOME|\$\{HOME\})(\/\*|\/\.\*|\/?$)`);
const ownInHome = (name: string): RegExp => new RegExp(String.raw`^(\/root|~|\$HOME|\$\{HOME\})\/\.cache(\/${name}(\/.*)?)?(\/\*)?\/?$`);

const condaPrograms = /^(conda|mamba|micromamba)$/;

/**
 * Managers whose downloads no installed package needs. Sources: `gem help pristine`; bundler's rubygems_integration; docs.astral.sh
 * "Caching"; poetry's configuration (`artifacts`, `cache/repositories` below `cache-dir`); pdm-project.org `cache_dir`; pipenv's
 * `pip_install_deps` (`PIP_CACHE_DIR`); docs.conda.io `conda clean`; hex's `Hex.SCM.cache_path`.
 * Not here: pnpm and bun, whose packages are hard links into the cache; yarn from version 2 on and deno, which run from it.
 */
export const languageCaches: readonly PackageCache[] = [
  {
    manager: 'gem',
    leaves: 'the downloaded packages',
    fills: (command) => is(/^gem[\d.]*$/, /^(install|i)$/)(command) && lacks(command, /^(--(install-dir|user-install|local|explain|build-root)\b|-i$|-l$)|\.gem$/),
    empties: () => false,
    folder: rubyFolder,
    own: rubyOwn,
    settings: /gemrc|GEM_HOME[= ](?!\/usr\/local\/bundle(\s|$))/i,
    mending: { cleanUp: (program) => `rm -f "$(${program} env gemdir)"/cache/*.gem`, mounts: (_, image) => rubyMounts(image) },
  },
  {
    manager: 'bundler',
    leaves: 'the downloaded packages',
    fills: installsBundle,
    empties: is(/^bundler?$/, /^clean$/),
    folder: rubyFolder,
    own: rubyOwn,
    settings: /BUNDLE_(PATH|DEPLOYMENT|CACHE|FROZEN_CACHE|USER|HOME)|BUNDLE_APP_CONFIG[= ](?!\/usr\/local\/bundle(\s|$))|bundler? config[^\n]*(path|deployment|cache)|\.bundle\b|GEM_HOME[= ](?!\/usr\/local\/bundle(\s|$))/,
    mending: { cleanUp: () => 'rm -f "$(gem env gemdir)"/cache/*.gem', mounts: (_, image) => rubyMounts(image) },
  },
  {
    manager: 'uv',
    leaves: 'the downloaded packages',
    fills: (command) => command.name === 'uv' && /^(sync|add|pip (install|sync)|tool install)\b/.test(uvVerbs(command)) && lacks(command, /^(--(no-cache|no-cache-dir|cache-dir|offline|dry-run|no-index|link-mode)\b|-n$)/),
    empties: (command) => command.name === 'uv' && /^(cache|clean)\b/.test(uvVerbs(command)),
    folder: folderInHome('uv'),
    own: ownInHome('uv'),
    settings: /UV_NO_CACHE|UV_CACHE_DIR|XDG_CACHE_HOME|UV_LINK_MODE["']?[= ]["']?symlink|UV_CONFIG_FILE|uv\.toml/,
    usedBy: /\buvx?\b/,
    mending: { option: '--no-cache', mounts: () => [inHome('.cache/uv')] },
  },
  {
    // Its folder also holds the environments; those stay.
    manager: 'poetry',
    leaves: 'the downloaded packages',
    fills: (command) => is(/^poetry$/, /^(install|add|update|sync)$/)(command) && lacks(command, /^--(dry-run|no-cache|lock|only-root)\b/),
    empties: is(/^poetry$/, /^cache$/),
    folder: folderInHome('pypoetry'),
    own: ownInHome('pypoetry'),
    settings: /POETRY_CACHE_DIR|XDG_CACHE_HOME|poetry config[^\n]*cache-dir|poetry\.toml|POETRY_NO_CACHE/,
    mending: { cleanUp: () => 'rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts', mounts: () => [inHome('.cache/pypoetry/cache'), inHome('.cache/pypoetry/artifacts')] },
  },
  {
    manager: 'pdm',
    leaves: 'the downloaded packages',
    fills: (command) => is(/^pdm$/, /^(install|sync|add|update)$/)(command) && lacks(command, /^--dry-run\b/),
    empties: is(/^pdm$/, /^cache$/),
    folder: folderInHome('pdm'),
    own: ownInHome('pdm'),
    settings: /PDM_CACHE_DIR|XDG_CACHE_HOME|install[._]cache|cache_dir|pdm\.toml|use_uv/i,
    mending: { cleanUp: (program) => `${program} cache clear`, mounts: () => [inHome('.cache/pdm')] },
  },
  {
    manager: 'pipenv',
    leaves: 'the downloaded packages',
    fills: is(/^pipenv$/, /^(install|sync|update)$/),
    empties: (command) => command.name === 'pipenv' && !lacks(command, /^--clear$/),
    folder: folderInHome('pipenv'),
    own: ownInHome('pipenv'),
    settings: /PIPENV_CACHE_DIR|XDG_CACHE_HOME|PIP_NO_CACHE_DIR/,
    mending: { cleanUp: () => 'rm -rf ~/.cache/pipenv', mounts: () => [inHome('.cache/pipenv')] },
  },
  {
    manager: 'conda',
    leaves: 'the downloaded packages',
    fills: installsConda,
    empties: is(condaPrograms, /^clean$/),
    folder: /\/pkgs\b|^(\/opt|\/root|\/usr\/local|~|\$HOME|\$\{HOME\})(\/(mini|ana)?conda3?|\/miniforge3?)?(\/\*)?\/?$/,
    own: /\/pkgs(\/.*)?$/,
    settings: /CONDA_PKGS_DIRS|pkgs_dirs|softlink|always_copy|condarc|mambarc/i,
    mending: { cleanUp: (program) => `${program} clean --all --yes`, mounts: (program, image) => (program === 'micromamba' ? [] : condaMounts(image)) },
  },
  {
    manager: 'mix',
    leaves: 'the downloaded packages',
    fills: ({ name, words }) => name === 'mix' && (words[0] === 'deps.get' || (words[0] === 'do' && words.some((word) => /^deps\.get,?$/.test(word)))),
    empties: () => false,
    folder: /\.hex\b|^(\/root|~|\$HOME|\$\{HOME\})(\/\*|\/\.\*|\/?$)/,
    own: /^(\/root|~|\$HOME|\$\{HOME\})\/\.hex(\/packages)?(\/\*)?\/?$/,
    settings: /HEX_HOME|MIX_XDG|HEX_OFFLINE/,
    mending: { cleanUp: () => 'rm -rf ~/.hex/packages', mounts: () => [inHome('.hex/packages')] },
  },
];

/** `bundle` alone installs. A path or a local cache is another place. */
function installsBundle(command: StepCommand): boolean {
  if (!/^bundler?$/.test(command.name) || !lacks(command, /^--(local|path|deployment|standalone|version|help|system|no-install)\b|^-v$|^\$/)) return false;
  const verb = command.words.find((word) => !word.startsWith('-'));
  return verb === 'install' || verb === 'i' || (verb === undefined && command.words.length === 0);
}

/** The words that name what uv does, without options. */
function uvVerbs({ words }: StepCommand): string {
  return words.filter((word) => !word.startsWith('-')).slice(0, 2).join(' ');
}

/** With packages by name or from a file; an empty environment downloads nothing. */
function installsConda(command: StepCommand): boolean {
  if (!condaPrograms.test(command.name) || !lacks(command, /^(--(dry-run|offline|download-only|clone|help)\b|-d$)/)) return false;
  const { words } = command;
  const plain = words.filter((word, index) => !word.startsWith('-') && !/^(-n|--name|-p|--prefix|-c|--channel|-f|--file|--solver|-r|--root-prefix)$/.test(words[index - 1] ?? ''));
  const verb = plain[0] === 'env' ? plain.splice(0, 2)[1] : plain.shift();
  const fromFile = words.some((word) => /^(-f|--file)(=|$)/.test(word));
  return words[0] === 'env' ? /^(create|update)$/.test(verb ?? '') : /^(install|create|update|upgrade)$/.test(verb ?? '') && (plain.length > 0 || fromFile || words.includes('--all'));
}

/** Images that have conda in this folder and no other user than root. */
function condaMounts(image: string): readonly CacheMount[] {
  return /^(?:docker\.io\/)?(continuumio\/(miniconda3|anaconda3)|condaforge\/(miniforge3|mambaforge|miniforge-pypy3))(:|@|$)/.test(image) ? [{ target: '/opt/conda/pkgs', locked: true, home: false }] : [];
}
