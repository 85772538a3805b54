import { basename, dirname, relative, sep } from 'node:path';
import { filePathOf } from './fileUri';
import { fileKindOfPath } from './language/fileKind';
import type { ContextFacts, DockerfileFacts } from './language/dockerfileFacts';
import { joinWords } from './language/wording';
import type { NamedBuild } from './protocol/dockerfileBuilds';
import { buildsOfDockerfile, composeRoot, readComposeBuilds, type FoundBuild } from './world/composeBuilds';

/** How a Dockerfile is built: what decides the outcome beside its text. */
export interface DockerfileBuild {
  /** What a person chooses it by: `web, worker of compose.yaml`; undefined where no compose file builds the Dockerfile. */
  readonly name: string | undefined;
  /** The build context, absolute. */
  readonly folder: string;
  /** The Dockerfile, absolute. */
  readonly file: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** A folder's absolute path or an address, by name. */
  readonly namedContexts?: Readonly<Record<string, string>>;
}

/**
 * The builds of Dockerfiles as the compose files of their workspace folder ask for them. Where none does, a Dockerfile is
 * built with the folder that it lies in, without a target or arguments.
 */
export class DockerfileBuilds {
  private readonly projects = new Map<string, Promise<readonly FoundBuild[]>>();

  /** @param workspaceFolders absolute */
  constructor(private readonly workspaceFolders: () => readonly string[]) {}

  /** At least one, in the order of the compose files. Never rejects. */
  async of(file: string): Promise<readonly DockerfileBuild[]> {
    const root = await this.rootOf(file);
    const reading = this.projects.get(root.folder) ?? readComposeBuilds(root);
    this.projects.set(root.folder, reading);
    const found = buildsOfDockerfile(await reading, file);
    return found.length > 0 ? found.map((build) => dockerfileBuild(build, file, root.folder)) : [plainBuild(file)];
  }

  /** Where the compose files around a file are looked for. */
  rootOf(file: string): ReturnType<typeof composeRoot> {
    return composeRoot(file, this.workspaceFolders());
  }

  /** The one of that name, or the first. */
  async chosen(file: string, name: string | undefined): Promise<DockerfileBuild> {
    const builds = await this.of(file);
    return builds.find((build) => build.name === name) ?? builds[0]!;
  }

  /** layerwise/dockerfileBuilds */
  async named(uri: string): Promise<readonly NamedBuild[]> {
    const file = filePathOf(uri);
    const builds = file === undefined ? [] : await this.of(file);
    return builds.flatMap((build) => (build.name === undefined ? [] : [{ name: build.name, detail: detailOf(build) }]));
  }

  /** Compose files may be elsewhere now. */
  forget(): void {
    this.projects.clear();
  }

  /** True where a changed file may change builds: they are read again when somebody asks. */
  fileChanged(fileUri: string): boolean {
    const path = filePathOf(fileUri);
    if (path === undefined || (fileKindOfPath(path) !== 'compose' && basename(path) !== '.env')) return false;
    this.projects.clear();
    return true;
  }
}

function plainBuild(file: string): DockerfileBuild {
  return { name: undefined, folder: dirname(file), file };
}

/** What an analysis knows of one way in which a Dockerfile is built. */
export type KnownBuild = Pick<DockerfileFacts, 'context' | 'buildArguments' | 'target'>;

/** Of more builds than this the last ones are left out: nobody writes them by hand. */
const mostBuilds = 12;

/** What is known of each build, and where Compose only builds up to targets, of the one without: others may ask for that. */
export async function knownBuilds(builds: readonly DockerfileBuild[], readContext: (build: DockerfileBuild) => Promise<ContextFacts | undefined>): Promise<readonly KnownBuild[]> {
  const known = await Promise.all(
    builds.slice(0, mostBuilds).map(async (build): Promise<KnownBuild> => {
      const { file, folder, buildArguments, target } = build;
      const context = await readContext(build);
      const name = relative(dirname(file), folder).split(sep).join('/') || '.';
      return { ...(context && { context: { ...context, name } }), ...(buildArguments && { buildArguments }), ...(target !== undefined && { target }) };
    }),
  );
  const [first] = known;
  return first && known.every(({ target }) => target !== undefined) ? [...known, { ...(first.context && { context: first.context }) }] : known;
}

/** `context ../app, target dev, arguments VERSION`: values may be secret. */
function detailOf({ folder, file, target, buildArguments = {}, namedContexts = {} }: DockerfileBuild): string {
  const [names, contexts] = [Object.keys(buildArguments), Object.keys(namedContexts)];
  return [
    `context ${relative(dirname(file), folder).split(sep).join('/') || '.'}`,
    ...(target === undefined ? [] : [`target ${target}`]),
    ...(names.length > 0 ? [`${names.length === 1 ? 'argument' : 'arguments'} ${joinWords(names, 4)}`] : []),
    ...(contexts.length > 0 ? [`additional ${contexts.length === 1 ? 'context' : 'contexts'} ${joinWords(contexts, 4)}`] : []),
  ].join(', ');
}

function dockerfileBuild({ services, composeFile, contextFolder, target, buildArguments, namedContexts }: FoundBuild, file: string, root: string): DockerfileBuild {
  return {
    name: `${joinWords(services, 3)} of ${relative(root, composeFile).split(sep).join('/')}`,
    folder: contextFolder.split('/').join(sep),
    file,
    ...(Object.keys(buildArguments).length > 0 && { buildArguments }),
    ...(target !== undefined && { target }),
    ...(Object.keys(namedContexts).length > 0 && { namedContexts }),
  };
}
