import { readdir } from 'node:fs/promises';
import { delimiter, dirname, resolve } from 'node:path';
import { dotenvVariables, parseDotenv } from '../language/compose/dotenv';
import type { ComposeFiles, ProjectFile } from '../language/compose/project/composeFiles';
import type { ComposeProject } from '../language/compose/project/composeProject';
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
}

/** @param path of the compose file that is read, on this machine */
export function composeFilesOf(path: string, disk: ProjectFiles, { paths, isTakenByItself }: MainFiles): ComposeFiles {
  return {
    main: paths,
    isTakenByItself,
    folder: withSlashes(dirname(resolve(path))),
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
  const folder = own.slice(0, own.lastIndexOf('/'));
  const env = `${folder}/.env`;
  await disk.readAll([env]);
  const asked = askedFiles(folder, disk.read(env));
  const taken = asked.length > 0 ? asked : await usualFiles(folder, own.slice(folder.length + 1));
  return taken.includes(own) ? { paths: taken, isTakenByItself: true } : { paths: [own], isTakenByItself: false };
}

/** Files of `COMPOSE_FILE`. Compose takes the folder of the first as the project's; another one is left to that folder's own `.env`. */
function askedFiles(folder: string, env: ProjectFile): readonly string[] {
  if (typeof env === 'string') return [];
  const variables = dotenvVariables(parseDotenv(env.text));
  const separator = variables.get('COMPOSE_PATH_SEPARATOR')?.value || delimiter;
  const paths = (variables.get('COMPOSE_FILE')?.value ?? '').split(separator).filter((part) => part !== '').map((part) => withSlashes(resolve(systemPath(`${folder}/`), part)));
  return paths[0] !== undefined && paths[0].slice(0, paths[0].lastIndexOf('/')) === folder ? paths : [];
}

async function usualFiles(folder: string, ownName: string): Promise<readonly string[]> {
  // A file that an editor has not saved yet is one of them.
  const names = new Set([...(await readdir(systemPath(`${folder}/`)).catch(() => [])), ownName]);
  const main = mainNames.find((name) => names.has(name));
  const override = main && overrideNames.find((name) => names.has(name));
  return [main, override].flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
}
