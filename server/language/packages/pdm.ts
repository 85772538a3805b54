import { operands, type PackageManager } from './packageManager';
import { unclear, tomlTable } from './projectText';
import { pythonInstallNeeds } from './pythonProject';

/** `pdm install` and `pdm sync`, which install the project itself too unless told otherwise (pdm-project.org/en/latest/reference/cli/#install). */
export const pdm: PackageManager = {
  name: 'pdm',
  isInstall(words) {
    if (words[0] !== 'pdm' || words.some((word) => /^(-p|--project|-g|--global|-L|--lockfile|-c|--config)(=|$)/.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1), ['-G', '--group', '--without', '--venv']);
    return (command === 'install' || command === 'sync') && rest.length === 0;
  },
  needs(words, project) {
    const text = project.text('pyproject.toml') ?? '';
    const ownPackage = !words.includes('--no-self') && !/^\s*distribution\s*=\s*false/m.test(tomlTable(text, 'tool.pdm'));
    if (ownPackage) return unclear('it installs the project itself: without `--no-self` it needs the sources');
    if (/^\s*"?(pre|post)_(install|sync|lock)\b/m.test(text)) return unclear('pyproject.toml names a script that runs around the install');
    return pythonInstallNeeds(project, 'pyproject.toml', ['pdm.lock', 'pdm.toml', '.pdm.toml']);
  },
  onlyReads: (words) => words.includes('sync') || words.includes('--frozen-lockfile') || words.includes('--check'),
  writes: ['.venv', '__pypackages__', '.pdm-python'],
  reads: /(^|\/)pyproject\.toml$/,
};
