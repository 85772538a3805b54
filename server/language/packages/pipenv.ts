import { operands, type PackageManager } from './packageManager';
import { pythonInstallNeeds } from './pythonProject';

const valued = ['--python', '--categories', '--index', '-i', '--pypi-mirror', '--extra-pip-args'];

/** `pipenv install` without packages, and `pipenv sync`: both read the Pipfile and its lock (pipenv.pypa.io/en/latest/commands.html). */
export const pipenv: PackageManager = {
  name: 'pipenv',
  isInstall(words) {
    if (words[0] !== 'pipenv' || words.some((word) => /^(-r|-e|--requirements|--editable|--skip-lock|--help)(=|$)/.test(word))) return false;
    const [command, ...packages] = operands(words.slice(1), valued);
    return (command === 'install' || command === 'sync') && packages.length === 0;
  },
  needs: (_words, project) => pythonInstallNeeds(project, 'Pipfile', ['Pipfile.lock']),
  onlyReads: (words) => words.includes('sync') || words.includes('--deploy') || words.includes('--ignore-pipfile'),
  writes: ['.venv'],
  reads: /(^|\/)Pipfile$/,
};
