import { readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ComposeFiles } from '../language/compose/project/composeFiles';
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
  const files = composeFilesOf(path, disk, await findMainFiles(path));
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

/** The main file and the override that `docker compose` takes by itself where the file is one of them; otherwise the file alone. */
export async function findMainFiles(path: string): Promise<MainFiles> {
  const own = withSlashes(resolve(path));
  const folder = own.slice(0, own.lastIndexOf('/'));
  // A file that an editor has not saved yet is one of them.
  const names = new Set([...(await readdir(systemPath(`${folder}/`)).catch(() => [])), own.slice(folder.length + 1)]);
  const main = mainNames.find((name) => names.has(name));
  const override = overrideNames.find((name) => names.has(name));
  const taken = [main, main && override].flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
  return taken.includes(own) ? { paths: taken, isTakenByItself: true } : { paths: [own], isTakenByItself: false };
}
