import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setImmediate as letOthers, setTimeout as wait } from 'node:timers/promises';
import { knownBuilds, type DockerfileBuilds } from './dockerfileBuilds';
import { parseDockerfile } from './language/dockerfile/parser';
import { resolvedBase } from './language/dockerfile/resolvedBases';
import type { Dockerfile } from './language/dockerfile/syntax';
import type { DaemonFacts, ImageFacts } from './language/graph/daemonFacts';
import type { ImageInspection } from './language/graph/details/inspection';
import { LayerOriginSearch, type BaseHistory, type LayerOrigin, type PossibleOrigin } from './language/graph/details/madeBy';
import type { DetailsSurroundings } from './language/graph/details/surroundings';
import { TextPositions } from './language/textPosition';
import { normalizedImageName } from './world/docker/imageConfigurations';
import { findFiles } from './world/findFiles';
import { readTextFile } from './world/textFile';

/** In a workspace with more Dockerfiles than this nothing is told: one that was not compared could have made the same image. */
const mostDockerfiles = 300;

/** Images below Dockerfiles that are asked for; their settings decide what the steps above them write. */
const mostBases = 40;

/** Milliseconds that finding and comparing may take. Where it takes longer nothing is told, for the same reason. */
const comparingTime = 1_500;

/** Milliseconds for which the list of Dockerfiles holds. */
const listingTime = 30_000;

interface Listing {
  /** When it was done, in milliseconds since 1970; Infinity while it goes on. */
  at: number;
  readonly folders: string;
  readonly paths: Promise<readonly string[]>;
}

interface WorkspaceDockerfile {
  readonly path: string;
  readonly dockerfile: Dockerfile;
}

/** Asks the daemon for an image by its id; undefined where it does not answer. */
export type InspectImage = (id: string) => Promise<ImageInspection | undefined>;

/** The lines of the workspace's Dockerfiles that made the layers of an image on this machine. */
export class LayerOrigins {
  private listed: Listing | undefined;
  /** As they were read last: what follows from a tree is remembered with it. */
  private parsed: readonly WorkspaceDockerfile[] = [];

  /**
   * @param folders of the workspace, absolute
   * @param openText the text of an open file, which goes before the one on the disk
   */
  constructor(
    private readonly folders: () => readonly string[],
    private readonly builds: DockerfileBuilds,
    private readonly openText: (path: string) => string | undefined,
  ) {}

  /** By the number of the layer, base 0; empty where nothing is certain. Never rejects because of a file. */
  async madeBy(image: ImageFacts, facts: DaemonFacts, inspect: InspectImage): Promise<NonNullable<DetailsSurroundings['madeBy']>> {
    const until = Date.now() + comparingTime;
    const files = image.history === undefined ? undefined : await this.dockerfiles(until);
    if (files === undefined || files.length === 0) return new Map();
    const idsByName = new Map(facts.images.flatMap(({ id, tags }) => tags.map((tag) => [normalizedImageName(tag) ?? tag, id] as const)));
    const idOf = (name: string): string | undefined => idsByName.get(normalizedImageName(name) ?? name);
    const bases = await inspectBases(files, idOf, inspect, until);
    const historyOf: BaseHistory = (name) => {
      const found = facts.images.find(({ id }) => id === idOf(name));
      return found && (found.history ?? 'reading');
    };
    const search = new LayerOriginSearch(image, historyOf, Date.now());
    for (const { path, dockerfile } of files) {
      for (const build of await knownBuilds(await this.builds.of(path), async () => undefined)) {
        search.look({ path, dockerfile, facts: { ...build, ...baseFacts((name) => bases.get(idOf(name) ?? '')) } });
      }
      await letOthers();
      if (Date.now() > until) return new Map();
    }
    return new Map([...search.found()].map(([layer, origin]) => [layer, this.words(origin)]));
  }

  private words({ path, dockerfile, instruction }: LayerOrigin): { location: { uri: string; range: ReturnType<TextPositions['rangeOf']> }; words: string } {
    const folder = this.folders().find((each) => path.startsWith(each.endsWith(sep) ? each : each + sep));
    const name = (folder === undefined ? path : relative(folder, path)).split(sep).join('/');
    const { start, end } = instruction.span;
    const written = dockerfile.text.slice(start, end).trimEnd();
    const range = new TextPositions(dockerfile.text).rangeOf({ start, end: start + written.length });
    return { location: { uri: pathToFileURL(path).href, range }, words: `${name}, line ${instruction.startLine}` };
  }

  /** Undefined where they cannot all be read in time. */
  private async dockerfiles(until: number): Promise<readonly WorkspaceDockerfile[] | undefined> {
    const paths = await Promise.race([this.paths(), wait(until - Date.now(), undefined, { ref: false })]);
    if (paths === undefined || paths.length > mostDockerfiles) return undefined;
    const files: WorkspaceDockerfile[] = [];
    for (const path of paths) {
      if (Date.now() > until) return undefined;
      const text = this.openText(path) ?? (await readTextFile(path).catch(() => undefined));
      const known = this.parsed.find((each) => each.path === path && each.dockerfile.text === text);
      if (text !== undefined) files.push(known ?? { path, dockerfile: parseDockerfile(text) });
      await letOthers();
    }
    return (this.parsed = files);
  }

  private paths(): Promise<readonly string[]> {
    const folders = this.folders();
    const key = folders.join('\0');
    if (this.listed === undefined || this.listed.folders !== key || Date.now() - this.listed.at > listingTime) {
      const listed: Listing = { at: Infinity, folders: key, paths: listDockerfiles(folders) };
      this.listed = listed;
      void listed.paths.then(() => (listed.at = Date.now()));
    }
    return this.listed.paths;
  }
}

async function listDockerfiles(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(folders.map((folder) => findFiles(folder).catch(() => ({ files: [] }))));
  return [...new Set(found.flatMap(({ files }) => files.filter(({ kind }) => kind === 'dockerfile').map(({ path }) => path)))];
}

/** The images that stages start from, as far as this machine has them, by id. */
async function inspectBases(files: readonly WorkspaceDockerfile[], idOf: (name: string) => string | undefined, inspect: InspectImage, until: number): Promise<ReadonlyMap<string, ImageInspection>> {
  const names = files.flatMap(({ dockerfile }) => dockerfile.stages.flatMap((stage) => resolvedBase(dockerfile, stage, {}).image ?? []));
  const ids = [...new Set(names.flatMap((name) => idOf(name) ?? []))].slice(0, mostBases);
  const found = new Map<string, ImageInspection>();
  for (const id of ids) {
    const inspected = Date.now() > until ? undefined : await inspect(id);
    if (inspected) found.set(id, inspected);
  }
  return found;
}

function baseFacts(known: (name: string) => ImageInspection | undefined): PossibleOrigin['facts'] {
  return {
    image: (name) => known(name)?.configuration,
    baseEnvironment: (name) => known(name)?.environment,
    baseWorkingDirectory: (name) => known(name)?.local && (known(name)?.local?.workingDirectory || '/'),
  };
}
