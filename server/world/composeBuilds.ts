import { access, readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { distinctBuilds, serviceBuilds, type ServiceBuild } from '../language/compose/serviceBuilds';
import { fileKindOfPath } from '../language/fileKind';
import { readComposeProject } from './composeProject';
import { readTextFile } from './textFile';

/** A build of a Dockerfile that services of a compose file share. */
export interface FoundBuild extends ServiceBuild {
  readonly services: readonly string[];
  /** Absolute path of the compose file that names it. */
  readonly composeFile: string;
}

/** Names of the file that Compose reads by itself, the first that is there. */
const mainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

const skippedFolders = new Set(['.git', 'node_modules']);
/** Most folders that are looked into, those near the root first, and most compose files of them that are read. */
const folderLimit = 2_000;
const fileLimit = 100;
/** Most folders above a file in which its repository is looked for. */
const mostFoldersAbove = 20;

/** Where compose files are looked for. */
export interface ComposeRoot {
  readonly folder: string;
  /** Whether folders inside are looked into. */
  readonly isDeep: boolean;
}

/** Where the compose files of a Dockerfile are looked for: in its workspace folder, or its repository, or beside it. */
export async function composeRoot(dockerfilePath: string, workspaceFolders: readonly string[]): Promise<ComposeRoot> {
  const own = dirname(dockerfilePath);
  const around = workspaceFolders.filter((folder) => own === folder || own.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  if (around.length > 0) return { folder: around.reduce((longest, folder) => (folder.length > longest.length ? folder : longest)), isDeep: true };
  let folder = own;
  for (let above = 0; above < mostFoldersAbove && dirname(folder) !== folder; above++, folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return { folder, isDeep: true };
  }
  return { folder: own, isDeep: false };
}

/** Reads the compose files of a folder. Links to folders are not followed. Never throws: what cannot be read has no builds. */
export async function readComposeBuilds(root: ComposeRoot): Promise<readonly FoundBuild[]> {
  const builds: FoundBuild[] = [];
  for (const project of await findProjects(root)) builds.push(...(await buildsOf(project)));
  return builds;
}

/** The builds of one compose file, with its override where it has one. @throws where the file cannot be read */
export async function readComposeFile(path: string): Promise<readonly ServiceBuild[]> {
  await readTextFile(path);
  return serviceBuilds(await readComposeProject(path), true);
}

/** Those that build one Dockerfile, equal ones together. */
export function buildsOfDockerfile(builds: readonly FoundBuild[], dockerfilePath: string): readonly FoundBuild[] {
  return distinctBuilds(builds.filter(({ dockerfile }) => relative(resolve(dockerfile), dockerfilePath) === ''));
}

/** The compose files below a root, absolute with `/`; of more than the bounds allow the last are left out. Never rejects. */
export async function composeFilesBelow(root: ComposeRoot): Promise<readonly string[]> {
  return (await findProjects(root)).flatMap(({ paths }) => paths.map((path) => path.split(sep).join('/')));
}

interface Project {
  readonly paths: readonly string[];
  readonly isWhole: boolean;
}

async function buildsOf({ paths, isWhole }: Project): Promise<FoundBuild[]> {
  const [composeFile = ''] = paths;
  const builds = serviceBuilds(await readComposeProject(composeFile), isWhole);
  return builds.map((build) => ({ ...build, services: [build.service], composeFile }));
}

async function findProjects({ folder: root, isDeep }: ComposeRoot): Promise<readonly Project[]> {
  const projects: Project[] = [];
  let folders = [root];
  let seen = 0;
  while (folders.length > 0) {
    const below: string[] = [];
    for (const folder of folders) {
      if (++seen > folderLimit || projects.length >= fileLimit) return projects;
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const names = entries.filter((entry) => entry.isFile() && fileKindOfPath(entry.name) === 'compose').map(({ name }) => name).sort();
      projects.push(...projectsOf(folder, names));
      below.push(...entries.filter((entry) => entry.isDirectory() && !skippedFolders.has(entry.name)).map(({ name }) => join(folder, name)).sort());
    }
    folders = isDeep ? below : [];
  }
  return projects;
}

/** Compose reads one main file and one override by itself; every other file is a project that somebody names. */
function projectsOf(folder: string, names: readonly string[]): readonly Project[] {
  const main = mainNames.find((name) => names.includes(name));
  const override = main && overrideNames.find((name) => names.includes(name));
  const whole = [main, override].flatMap((name) => (name === undefined ? [] : [join(folder, name)]));
  const others = names.filter((name) => name !== main && name !== override).map((name) => ({ paths: [join(folder, name)], isWhole: false }));
  return [...(whole.length > 0 ? [{ paths: whole, isWhole: true }] : []), ...others];
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
