import { parentPath } from '../context/contextPath';
import { existing, parseJsonObject, type InstallNeeds, type ProjectFiles } from './packageManager';
import { memberManifests, unclear } from './projectText';

/** Scripts that an install of the project itself runs (npm, yarn and pnpm agree on these). */
const installScripts = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish'];

/** prisma makes its client from the schema it finds, msw writes its worker, the others set up hooks from their configuration. */
const curiousPackages = new Set(['prisma', '@prisma/client', 'msw', 'lefthook', 'simple-git-hooks']);

type Manifest = Readonly<Record<string, unknown>>;

export interface NodeInstall {
  /** Files beside the manifest that this manager reads where they exist. */
  readonly fileNames: readonly string[];
  /** No script of the project runs. */
  readonly ignoresScripts: boolean;
  /** Folders of workspaces where not the manifest names them, but a file of the manager's own. */
  readonly workspaces?: readonly string[];
}

/**
 * What an install of a Node.js project reads, or why that is not clear: a script of the project runs during the install,
 * a dependency lies in the project, a native module is built. Of workspaces it reads each one's own package.json
 * (docs.npmjs.com/cli/using-npm/workspaces, yarnpkg.com/features/workspaces, pnpm.io/workspaces).
 */
export function nodeInstallNeeds(project: ProjectFiles, install: NodeInstall): InstallNeeds {
  const manifest = parseJsonObject(project.text('package.json'));
  if (!manifest) return unclear('package.json could not be read');
  const patterns = install.workspaces ?? workspacesOf(manifest);
  const obstacle = obstacleIn('package.json', manifest, project, install, patterns.length > 0);
  if (obstacle) return unclear(obstacle);
  if (project.above('package.json')) return unclear('a package.json lies above it and may name workspaces');
  const members = memberManifests(project, patterns, 'package.json');
  if (patterns.length > 0 && members.length === 0) return unclear('no package.json of a workspace is copied');
  for (const path of members) {
    const member = parseJsonObject(project.text(path));
    if (!member) return unclear(`${path} could not be read`);
    // An install links the programs of a workspace; whether it minds that they are missing differs.
    if ('bin' in member || 'bin' in asObject(member['directories'])) return unclear(`the install links the programs of ${path}`);
    const reason = obstacleIn(path, member, project, install, true);
    if (reason) return unclear(reason);
  }
  const settings = members.flatMap((path) => existing(project, [`${parentPath(path)}/.npmrc`]));
  return { kind: 'manifests', manifests: [...existing(project, install.fileNames), ...members, ...settings] };
}

function workspacesOf({ workspaces }: Manifest): readonly string[] {
  const list = Array.isArray(workspaces) ? workspaces : asObject(workspaces)['packages'];
  return Array.isArray(list) ? list.filter((pattern) => typeof pattern === 'string') : [];
}

/** Why an install may read more than this manifest. */
function obstacleIn(path: string, manifest: Manifest, project: ProjectFiles, { ignoresScripts }: NodeInstall, inWorkspace: boolean): string | undefined {
  const script = ignoresScripts ? undefined : installScripts.find((name) => name in asObject(manifest['scripts']));
  if (script) return `the script "${script}" of ${path} runs during the install and may read the sources`;
  const folder = parentPath(path);
  if (!ignoresScripts && project.paths.includes(folder === '' ? 'binding.gyp' : `${folder}/binding.gyp`)) return 'binding.gyp makes the install build the sources';
  const curious = ignoresScripts ? undefined : curiousDependency(manifest, project);
  if (curious) return `the install script of ${curious} reads files of the project`;
  if (asObject(manifest['pnpm'])['patchedDependencies'] || manifest['patchedDependencies']) return `${path} names patches`;
  const injected = Object.values(asObject(manifest['dependenciesMeta'])).some((meta) => asObject(meta)['injected']);
  if (injected) return `${path} has a workspace copied into node_modules`;
  const local = localDependency(manifest, inWorkspace);
  return local ? `the dependency ${local} lies in the project` : undefined;
}

/** A dependency whose own install script looks into the project that installs it. */
function curiousDependency(manifest: Manifest, project: ProjectFiles): string | undefined {
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) => Object.keys(asObject(manifest[group])));
  return names.find((name) => curiousPackages.has(name) || (name === 'puppeteer' && project.paths.some((path) => /^(\.puppeteerrc|puppeteer\.config)/.test(path))));
}

/** `workspace:` names a member of the workspace, whose manifest is read anyway; with a path behind it, a folder. */
function localDependency(manifest: Manifest, inWorkspace: boolean): string | undefined {
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'resolutions']) {
    for (const [name, version] of Object.entries(asObject(manifest[group]))) {
      if (typeof version !== 'string') continue;
      if (inWorkspace && /^workspace:[^./]/.test(version)) continue;
      if (/^(file:|link:|portal:|patch:|workspace:|\.{0,2}\/|~\/)/.test(version)) return name;
    }
  }
  return undefined;
}

function asObject(value: unknown): Manifest {
  return typeof value === 'object' && value !== null ? (value as Manifest) : {};
}
