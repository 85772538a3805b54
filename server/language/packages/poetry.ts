import { operands, type PackageManager } from './packageManager';
import { unclear, tomlTable } from './projectText';
import { pythonInstallNeeds } from './pythonProject';

/** `poetry install` and `poetry sync`, which install the project itself too unless told otherwise (python-poetry.org/docs/cli/#install). */
export const poetry: PackageManager = {
  name: 'poetry',
  isInstall(words) {
    if (words[0] !== 'poetry' || words.some((word) => /^(-C|-P|--directory|--project|--only-root|--help)(=|$)/.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1), ['--without', '--with', '--only', '-E', '--extras']);
    return (command === 'install' || command === 'sync') && rest.length === 0;
  },
  needs(words, project) {
    const ownPackage = !words.includes('--no-root') && !/^\s*package-mode\s*=\s*false/m.test(tomlTable(project.text('pyproject.toml') ?? '', 'tool.poetry'));
    if (ownPackage) return unclear('it installs the project itself: without `--no-root` it needs the sources');
    return pythonInstallNeeds(project, 'pyproject.toml', ['poetry.lock', 'poetry.toml']);
  },
  onlyReads: () => true,
  writes: ['.venv'],
  reads: /(^|\/)pyproject\.toml$/,
};
