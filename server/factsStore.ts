import { dirname, sep } from 'node:path';
import type { BaseImages } from './baseImages';
import type { BuiltImages } from './builtImages';
import { filePathOf } from './fileUri';
import type { ContextFacts, DockerfileFacts } from './language/dockerfileFacts';
import type { ComposeFacts } from './language/hover/composeHover';
import { noVariables } from './language/compose/interpolation';
import { readComposeFacts } from './world/composeFacts';
import type { OpenText } from './world/ignoreFile';
import { SharedContexts } from './world/sharedContexts';

/** Milliseconds that a request waits for a context that is still being read; a very large one is known later. */
const patience = 500;

/**
 * What is known beside the open files, remembered until something changes on disk. Reading is slow and happens in the
 * background; `now` answers at once with what is there.
 */
export class FactsStore {
  private readonly shared: SharedContexts;
  private readonly reading = new Map<string, Promise<ContextFacts | undefined>>();
  private readonly read = new Map<string, ContextFacts | undefined>();

  /**
   * @param openText the text of an open file by its path
   * @param usesContext whether an open Dockerfile takes files from its context; where it does not, nothing is read
   */
  constructor(
    private readonly images: BaseImages,
    private readonly builtImages: BuiltImages,
    private readonly usesContext: (uri: string) => boolean,
    openText?: OpenText,
  ) {
    this.shared = new SharedContexts(openText);
  }

  /** What is known already. */
  now(uri: string): DockerfileFacts {
    const context = this.read.get(uri);
    return { ...this.images.facts(), ...this.builtImages.facts(), ...(context ? { context } : {}) };
  }

  /** True where nothing has to be read before `now` is complete. */
  isComplete(uri: string): boolean {
    return this.read.has(uri) || filePathOf(uri) === undefined || !this.usesContext(uri);
  }

  /** What is known when the context was read, or after half a second when it is larger than that. */
  async complete(uri: string): Promise<DockerfileFacts> {
    if (!this.isComplete(uri)) await withinPatience(this.readContext(uri));
    return this.now(uri);
  }

  /** Reads what is missing. Resolves when `now` is complete. */
  async readContext(uri: string): Promise<void> {
    const path = filePathOf(uri);
    if (path === undefined || !this.usesContext(uri)) return;
    let reading = this.reading.get(uri);
    if (!reading) {
      reading = this.shared.read(uri, path);
      this.reading.set(uri, reading);
    }
    const context = await reading;
    if (this.reading.get(uri) === reading) this.read.set(uri, context);
    else if (!this.reading.has(uri)) this.shared.release(uri);
  }

  /** What is known beside a compose file: one small file, read each time. */
  async completeCompose(uri: string): Promise<ComposeFacts> {
    const path = filePathOf(uri);
    return path === undefined ? { variables: noVariables } : readComposeFacts(path);
  }

  /** Marks the contexts that a changed file lies in as outdated; gives the documents that must be looked at again. */
  changed(fileUri: string): readonly string[] {
    const path = filePathOf(fileUri);
    const stale = [...this.reading.keys()].filter((uri) => {
      const owner = filePathOf(uri);
      return path !== undefined && owner !== undefined && (path === owner || path.startsWith(dirname(owner) + sep));
    });
    // What was read stays until it is read again, so that findings do not flicker.
    for (const uri of stale) this.reading.delete(uri);
    if (path !== undefined) this.shared.changed(path);
    return stale;
  }

  forget(uri: string): void {
    this.reading.delete(uri);
    this.read.delete(uri);
    this.shared.release(uri);
  }
}

async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
