import { stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { ComposeFiles, ProjectFile } from '../language/compose/project/composeFiles';
import type { ComposeProject } from '../language/compose/project/composeProject';
import { loadComposeProject } from '../language/compose/project/loadProject';
import { readTextFile } from './textFile';

/** Times that a project asks for more files; each include in an include is one more. */
const mostRounds = 60;

/** What an editor holds of a file, unsaved changes included; undefined where it is not open. */
export type OpenText = (path: string) => string | undefined;

/**
 * Reads the project of a compose file: the file with its override where `docker compose` would take both, and all that
 * they include, extend and name. Files are remembered by their path for this call only.
 * @param path of the compose file on this machine
 */
export async function readComposeProject(path: string, openText: OpenText = () => undefined): Promise<ComposeProject> {
  const main = withSlashes(resolve(path));
  const reader = new ProjectFileReader(openText);
  const files: ComposeFiles = {
    main: [main, ...(await overrideOf(main))],
    folder: withSlashes(dirname(resolve(path))),
    read: (wanted) => reader.files.get(wanted) ?? 'unread',
    isFolder: (wanted) => reader.folders.get(wanted),
  };
  await reader.readAll(files.main);
  let project = loadComposeProject(files);
  for (let round = 0; round < mostRounds && project.wanted.length > 0; round++) {
    await reader.readAll(project.wanted);
    project = loadComposeProject(files);
  }
  return project;
}

class ProjectFileReader {
  readonly files = new Map<string, ProjectFile>();
  readonly folders = new Map<string, boolean>();

  constructor(private readonly openText: OpenText) {}

  async readAll(paths: readonly string[]): Promise<void> {
    await Promise.all(paths.map((path) => this.read(path)));
  }

  private async read(path: string): Promise<void> {
    const system = path.replaceAll('/', sep);
    const open = this.openText(system);
    if (open !== undefined) {
      this.files.set(path, { text: open });
      return;
    }
    const found = await stat(system).catch((error: NodeJS.ErrnoException) => error.code ?? 'error');
    this.folders.set(path, typeof found !== 'string' && found.isDirectory());
    if (typeof found === 'string') this.files.set(path, found === 'ENOENT' || found === 'ENOTDIR' ? 'missing' : 'unreadable');
    else this.files.set(path, await readTextFile(system).then((text) => ({ text }), () => 'unreadable' as const));
  }
}

/** Names in the order in which `docker compose` looks for them; it takes the first. Source: compose-go `cli/options.go`. */
const mainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/** The override that `docker compose` reads without being told, where this is the file that it would take by itself. */
async function overrideOf(main: string): Promise<string[]> {
  if ((await firstFile(dirname(main), mainNames)) !== main) return [];
  const override = await firstFile(dirname(main), overrideNames);
  return override === undefined ? [] : [override];
}

async function firstFile(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name);
    if (await stat(path).then((stats) => stats.isFile(), () => false)) return withSlashes(path);
  }
  return undefined;
}

function withSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
