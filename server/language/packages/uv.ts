import { parentPath } from '../context/contextPath';
import { existing, operands, type InstallNeeds, type PackageManager, type ProjectFiles } from './packageManager';
import { listOfTexts, memberManifests, tomlTable, unclear } from './projectText';
import { pythonInstallNeeds } from './pythonProject';

const otherProject = /^(--project|--directory|--config-file|--package|--all-packages|--active|--script|--help)(=|$)/;
const valued = ['--group', '--no-group', '--only-group', '--extra', '--no-extra', '-p', '--python', '--index', '--default-index', '-i', '--index-url', '--extra-index-url', '--link-mode', '--cache-dir', '--no-install-package'];

/**
 * `uv sync`. It installs the project itself where that is a package: with a build system, unless `--no-install-project`
 * says otherwise (docs.astral.sh/uv/guides/integration/docker/#intermediate-layers).
 */
export const uv: PackageManager = {
  name: 'uv',
  isInstall(words) {
    if (words[0] !== 'uv' || words.some((word) => otherProject.test(word))) return false;
    const [command, ...rest] = operands(words.slice(1), valued);
    return command === 'sync' && rest.length === 0;
  },
  needs(words, project) {
    const text = project.text('pyproject.toml');
    if (text === undefined) return unclear('pyproject.toml could not be read');
    if (project.above('pyproject.toml')) return unclear('a pyproject.toml lies above it and may name a workspace');
    const isFrozen = words.includes('--frozen');
    if (!isFrozen && /^\s*dynamic\s*=\s*\[\s*[^\]\s]/m.test(text)) return unclear('the build system works out a part of pyproject.toml');
    const members = listOfTexts(tomlTable(text, 'tool.uv.workspace'), 'members');
    if (members.length > 0 || /\[tool\.uv\.workspace\]|workspace\s*=\s*true/.test(text)) return workspaceNeeds(words, project, text, members);
    if (!words.includes('--no-install-project') && !words.includes('--no-install-workspace') && isPackage(text)) {
      return unclear('it installs the project itself: without `--no-install-project` it needs the sources');
    }
    return pythonInstallNeeds(project, 'pyproject.toml', ['uv.lock', 'uv.toml', '.python-version']);
  },
  onlyReads: (words) => words.includes('--frozen') || words.includes('--locked'),
  writes: ['.venv'],
  reads: /(^|\/)pyproject\.toml$/,
};

/** A project without a build system is no package (docs.astral.sh/uv/concepts/projects/config/#project-packaging). */
function isPackage(text: string): boolean {
  const setting = /^\s*package\s*=\s*(true|false)/m.exec(tomlTable(text, 'tool.uv'))?.[1];
  return setting ? setting === 'true' : /^\s*\[build-system\]/m.test(text);
}

/** The lock file is checked against the manifest of every member. */
function workspaceNeeds(words: readonly string[], project: ProjectFiles, text: string, patterns: readonly string[]): InstallNeeds {
  if (!words.includes('--no-install-workspace')) return unclear('it installs the workspace itself: without `--no-install-workspace` it needs the sources');
  const excluded = listOfTexts(tomlTable(text, 'tool.uv.workspace'), 'exclude').map((pattern) => `!${pattern}`);
  const members = memberManifests(project, [...patterns, ...excluded], 'pyproject.toml');
  const manifests: string[] = [];
  for (const path of ['pyproject.toml', ...members]) {
    const needs = pythonInstallNeeds(project, path, existing(project, [parentPath(path) === '' ? 'uv.lock' : `${parentPath(path)}/uv.toml`]));
    if (needs.kind === 'unclear') return needs;
    manifests.push(...needs.manifests);
  }
  return { kind: 'manifests', manifests: [...manifests, ...existing(project, ['uv.toml', '.python-version'])] };
}
