import { parse } from 'yaml';
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

/** The folders that a pnpm-workspace.yaml names (pnpm.io/pnpm-workspace_yaml); undefined where it is no YAML. */
function readWorkspace(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    const packages: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['packages'] : undefined;
    return Array.isArray(packages) ? packages.filter((pattern) => typeof pattern === 'string') : [];
  } catch {
    return undefined;
  }
}
