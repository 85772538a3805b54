import { dirname, sep } from 'node:path';
import type { BaseImages } from './baseImages';
import type { BuiltImages } from './builtImages';
import { knownBuilds, type DockerfileBuilds, type KnownBuild } from './dockerfileBuilds';
import { ComposeProjects } from './composeProjects';
import { filePathOf } from './fileUri';
import type { DockerfileFacts } from './language/dockerfileFacts';
import type { ComposeFacts } from './language/hover/composeHover';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import type { ParsedCompose } from './openDocuments';
import type { OpenText } from './world/ignoreFile';
import { SharedContexts } from './world/sharedContexts';

/** Milliseconds that a request waits for a context that is still being read; a very large one is known later. */
const patience = 500;

interface BuildsReading {
  readonly builds: Promise<readonly KnownBuild[]>;
  /** False where the document took nothing from a context when it was read. */
  readonly withContext: boolean;
}

/**
 * What is known beside the open files, remembered until something changes on disk. Reading is slow and happens in the
 * background; `now` answers at once with what is there.
 */
export class FactsStore {
  /** The projects of the open compose files. */
  readonly projects: ComposeProjects;
  private readonly shared: SharedContexts;
  private readonly reading = new Map<string, BuildsReading>();
  private readonly read = new Map<string, readonly KnownBuild[]>();
  /** Folders of the contexts, by document. */
  private readonly folders = new Map<string, ReadonlySet<string>>();

  /**
   * @param openText the text of an open file by its path
   * @param usesContext whether an open Dockerfile takes files from its context; where it does not, nothing is read
   */
  constructor(
    private readonly images: BaseImages,
    private readonly builtImages: BuiltImages,
    private readonly builds: DockerfileBuilds,
    private readonly usesContext: (uri: string) => boolean,
    openText?: OpenText,
  ) {
    this.shared = new SharedContexts(openText);
    this.projects = new ComposeProjects(openText ?? (() => undefined), () => this.images.facts());
  }

  /** What is known already; of several builds what all of them have, and the context of the first. */
  now(uri: string): DockerfileFacts {
    return { ...this.images.facts(), ...this.builtImages.facts(), ...commonFacts(this.read.get(uri) ?? []) };
  }

  /** What is known already of each way in which a document is built; the list is the same until something changed. */
  buildsNow(uri: string): readonly KnownBuild[] {
    return this.read.get(uri) ?? unknownBuild;
  }

  /** True where nothing has to be read before `now` is complete. */
  isComplete(uri: string): boolean {
    if (filePathOf(uri) === undefined) return true;
    const reading = this.reading.get(uri);
    return this.read.has(uri) && (!reading || reading.withContext || !this.usesContext(uri));
  }

  /** What is known when the context was read, or after half a second when it is larger than that. */
  async complete(uri: string): Promise<DockerfileFacts> {
    if (!this.isComplete(uri)) await withinPatience(this.readContext(uri));
    return this.now(uri);
  }

  /** Reads what is missing. Resolves when `now` is complete. */
  async readContext(uri: string): Promise<void> {
    const path = filePathOf(uri);
    if (path === undefined) return;
    let reading = this.reading.get(uri);
    const withContext = this.usesContext(uri);
    if (!reading || (withContext && !reading.withContext)) {
      reading = { builds: this.readBuilds(uri, path, withContext), withContext };
      this.reading.set(uri, reading);
    }
    const builds = await reading.builds;
    if (this.reading.get(uri) === reading) this.read.set(uri, builds);
    else if (!this.reading.has(uri)) this.release(uri);
  }

  private async readBuilds(uri: string, path: string, withContext: boolean): Promise<readonly KnownBuild[]> {
    const builds = await this.builds.of(path);
    this.folders.set(uri, new Set([dirname(path), ...builds.map(({ folder }) => folder)]));
    return knownBuilds(builds, async ({ folder, file }) => (withContext ? this.shared.read(ownerOf(uri, folder), file, folder) : undefined));
  }

  /** What is known beside a compose file when its project was read, or after half a second where that takes longer. */
  async completeCompose(parsed: ParsedCompose): Promise<ComposeFacts & ComposeDocumentFacts> {
    if (!this.projects.isComplete(parsed)) await withinPatience(this.projects.read(parsed));
    const known = this.projects.now(parsed);
    const path = filePathOf(parsed.document.uri);
    return { ...known, variables: known.project.variables, ...(path !== undefined && { folder: known.project.folders.get(known.path) ?? dirname(path) }) };
  }

  /** Marks the contexts that a changed file lies in as outdated; gives the documents that must be looked at again. */
  changed(fileUri: string, changesBuilds = false): readonly string[] {
    const path = filePathOf(fileUri);
    const stale = [...this.reading.keys()].filter((uri) => changesBuilds || (path !== undefined && [...(this.folders.get(uri) ?? [])].some((folder) => path.startsWith(folder + sep))));
    // What was read stays until it is read again, so that findings do not flicker.
    for (const uri of stale) this.reading.delete(uri);
    if (path !== undefined) this.shared.changed(path);
    return [...stale, ...this.projects.changed(fileUri)];
  }

  forget(uri: string): void {
    this.projects.forget(uri);
    this.reading.delete(uri);
    this.read.delete(uri);
    this.release(uri);
  }

  private release(uri: string): void {
    for (const folder of this.folders.get(uri) ?? []) this.shared.release(ownerOf(uri, folder));
    this.folders.delete(uri);
  }
}

const unknownBuild: readonly KnownBuild[] = [{}];

function ownerOf(uri: string, folder: string): string {
  return `${uri}\0${folder}`;
}

/** Facts that hold whichever way it is built; the context is that of the first. */
function commonFacts(builds: readonly KnownBuild[]): KnownBuild {
  const [first, ...others] = builds;
  if (!first || others.length === 0) return first ?? {};
  const { context, target, buildArguments = {} } = first;
  const shared = Object.entries(buildArguments).filter(([name, value]) => others.every((other) => other.buildArguments?.[name] === value));
  return {
    ...(context && { context }),
    ...(target !== undefined && others.every((other) => other.target === target) && { target }),
    ...(shared.length > 0 && { buildArguments: Object.fromEntries(shared) }),
  };
}

async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
