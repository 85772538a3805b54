import { nodeInstallNeeds } from './nodeManifest';
import { operands, type PackageManager } from './packageManager';
import { unclear } from './projectText';

export const pnpm: PackageManager = {
  name: 'pnpm',
  isInstall(words) {
    if (words[0] !== 'pnpm' || words.some((word) => /^(-C|--dir|-F|--filter|-r|--recursive|-g|--global|-w|--workspace-root)(=|$)/.test(word))) return false;
    const [command, ...packages] = operands(words.slice(1), ['--store-dir', '--reporter', '--network-concurrency']);
    return (command === 'install' || command === 'i') && packages.length === 0;
  },
  needs(words, project) {
    if (project.above('pnpm-workspace.yaml')) return unclear('pnpm-workspace.yaml lies above the project');
    if (project.paths.some((path) => /^\.pnpmfile\.[cm]?js$/.test(path))) return unclear('.pnpmfile.cjs is run during the install');
    const fileNames = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'];
    const install = { fileNames, ignoresScripts: words.includes('--ignore-scripts') };
    if (!project.paths.includes('pnpm-workspace.yaml')) return nodeInstallNeeds(project, { ...install, workspaces: [] });
    const workspace = readWorkspace(project.text('pnpm-workspace.yaml'));
    if (!workspace) return unclear('pnpm-workspace.yaml could not be read');
    if (/^\s*(patchedDependencies|configDependencies|pnpmfile|injectWorkspacePackages)\s*:/m.test(project.text('pnpm-workspace.yaml')!)) return unclear('pnpm-workspace.yaml names patches or other files');
    return nodeInstallNeeds(project, { ...install, workspaces: workspace });
  },
  onlyReads: (words) => words.includes('--frozen-lockfile'),
  writes: ['node_modules'],
  reads: /(^|\/)(package\.json|pnpm-workspace\.yaml)$/,
};

/**
 * The folders that a pnpm-workspace.yaml names (pnpm.io/pnpm-workspace_yaml); undefined where they are not written as a
 * plain list. The file is read without a YAML library: on a text that is none, that can take very long.
 */
function readWorkspace(text: string | undefined): readonly string[] | undefined {
  const lines = text?.split(/\r?\n/).map((line) => line.replace(/(^| )#.*$/, '').trimEnd()).filter((line) => line !== '');
  const start = lines?.findIndex((line) => /^packages *:/.test(line)) ?? -1;
  if (!lines || start < 0) return lines && [];
  const inline = /^packages *: *\[([^[\]]*)\]$/.exec(lines[start]!)?.[1];
  const below = lines.slice(start + 1);
  const length = below.findIndex((line) => !/^ *- /.test(line));
  const items = inline === undefined ? below.slice(0, length < 0 ? undefined : length).map((line) => line.replace(/^ *- +/, '')) : inline.split(',');
  if (inline === undefined && !/^packages *:$/.test(lines[start]!)) return undefined;
  const patterns = items.map((item) => /^(?:'([^'"]*)'|"([^'"\\]*)"|([^'"&*!{}[\],|>%@`: -][^'"{}[\],:]*))$/.exec(item.trim()));
  if (patterns.some((match) => !match) || (length >= 0 && /^ /.test(below[length]!))) return undefined;
  return patterns.map((match) => match![1] ?? match![2] ?? match![3]!);
}
