import { readdir } from 'node:fs/promises';
import { basename, delimiter, resolve } from 'node:path';
import { dotenvVariables, parseDotenv } from '../language/compose/dotenv';
import type { ComposeFiles, ProjectFile } from '../language/compose/project/composeFiles';
import type { ComposeProject } from '../language/compose/project/composeProject';
import { folderOf } from '../language/compose/project/projectPaths';
import { loadComposeProject } from '../language/compose/project/loadProject';
import { ProjectFiles, systemPath, withSlashes, type OpenText } from './projectFiles';

/** Times that a project asks for more files; each include in an include is one more. */
const mostRounds = 60;

/**
 * Reads the project of a compose file: the file with its override where `docker compose` would take both, and all that
 * they include, extend and name. Never rejects.
 * @param path of the compose file on this machine
 */
export async function readComposeProject(path: string, openText: OpenText = () => undefined): Promise<ComposeProject> {
  const disk = new ProjectFiles(openText);
  const files = composeFilesOf(path, disk, await findMainFiles(path, disk));
  await disk.readAll([...files.main, `${files.folder}/.env`]);
  let project = loadComposeProject(files);
  for (let round = 0; round < mostRounds && project.wanted.length > 0; round++) {
    await disk.readAll(project.wanted);
    project = loadComposeProject(files);
  }
  return project;
}

/** The files that Compose takes together where it is to read one of them. */
export interface MainFiles {
  /** Absolute, with `/`: the main file first. */
  readonly paths: readonly string[];
  /** True where `docker compose` in that folder takes exactly these by itself. */
  readonly isTakenByItself: boolean;
  /** The `.env` file in a folder above that names them. */
  readonly envFile?: string;
}

/** @param path of the compose file that is read, on this machine */
export function composeFilesOf(path: string, disk: ProjectFiles, { paths, isTakenByItself, envFile }: MainFiles): ComposeFiles {
  return {
    main: paths,
    isTakenByItself,
    folder: folderOf(paths[0] ?? withSlashes(resolve(path))),
    ...(envFile !== undefined && { envFiles: [envFile] }),
    read: (wanted) => disk.read(wanted),
    isFolder: (wanted) => disk.isFolder(wanted),
    parse: (wanted, text) => disk.parse(wanted, text),
  };
}

/** Names in the order in which `docker compose` looks for them; it takes the first. Source: compose-go `cli/options.go`. */
const mainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/**
 * The files that `docker compose` takes by itself where the file is one of them: those of `COMPOSE_FILE` in `.env`, or the
 * main file and its override; otherwise the file alone.
 */
export async function findMainFiles(path: string, disk: ProjectFiles): Promise<MainFiles> {
  const own = withSlashes(resolve(path));
  const folder = folderOf(own);
  const folders = foldersAbove(folder);
  await disk.look(folders.flatMap((above) => [envFileOf(above), `${above}/.git`]));
  await disk.readAll(folders.map(envFileOf));
  for (const above of folders) {
    const asked = askedFiles(above, disk.read(envFileOf(above)));
    if (asked.includes(own)) return { paths: asked, isTakenByItself: true, ...(folderOf(asked[0]!) !== above && { envFile: envFileOf(above) }) };
    // Where Compose is told to take others, it does not look for the usual ones.
    if (above === folder && asked.length > 0) return { paths: [own], isTakenByItself: false };
    if (disk.exists(`${above}/.git`)) break;
  }
  const taken = await usualFiles(folder, own.slice(folder.length + 1));
  return taken.includes(own) ? { paths: taken, isTakenByItself: true } : { paths: [own], isTakenByItself: false };
}

/** Folders above a file in which a `.env` may name it, the nearest first: the file's own and a few more. */
const mostFoldersAbove = 5;

function foldersAbove(folder: string): readonly string[] {
  const parts = folder.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(0, parts.length - index).join('/')).slice(0, mostFoldersAbove);
}

function envFileOf(folder: string): string {
  return `${folder}/.env`;
}

/** True for a `.env` file that may say which files Compose takes together with one. Paths of this machine. */
export function mayNameFiles(envFile: string, composeFile: string): boolean {
  return basename(envFile) === '.env' && foldersAbove(folderOf(withSlashes(composeFile))).includes(folderOf(withSlashes(envFile)));
}

/** Files of `COMPOSE_FILE`. Source: compose-go `cli/options.go`. */
function askedFiles(folder: string, env: ProjectFile): readonly string[] {
  if (typeof env === 'string') return [];
  const variables = dotenvVariables(parseDotenv(env.text));
  const separator = variables.get('COMPOSE_PATH_SEPARATOR')?.value || delimiter;
  return (variables.get('COMPOSE_FILE')?.value ?? '').split(separator).filter((part) => part !== '').map((part) => withSlashes(resolve(systemPath(`${folder}/`), part)));
}

async function usualFiles(folder: string, ownName: string): Promise<readonly string[]> {
  // A file that an editor has not saved yet is one of them.
  const names = new Set([...(await readdir(systemPath(`${folder}/`)).catch(() => [])), ownName]);
  const main = mainNames.find((name) => names.has(name));
  const override = main && overrideNames.find((name) => names.has(name));
  return [main, override].flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
}
