import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BaseImages } from './baseImages';
import type { ContextFacts, DockerfileFacts } from './language/dockerfileFacts';
import type { ComposeFacts } from './language/hover/composeHover';
import { noVariables } from './language/compose/interpolation';
import { readComposeFacts } from './world/composeFacts';
import { readDockerfileContext } from './world/dockerfileContext';

/** Most Dockerfiles whose context is remembered at one time. */
const rememberedContexts = 20;

/**
 * What is known beside the open files, remembered until something changes on disk. Reading is slow and happens in the
 * background; `now` answers at once with what is there.
 */
export class FactsStore {
  private readonly contexts = new Map<string, Promise<ContextFacts | undefined>>();
  private readonly read = new Map<string, ContextFacts | undefined>();

  constructor(private readonly images: BaseImages) {}

  /** What is known already. */
  now(uri: string): DockerfileFacts {
    const context = this.read.get(uri);
    return { ...this.images.facts(), ...(context ? { context } : {}) };
  }

  /** True where nothing has to be read before `now` is complete. */
  isComplete(uri: string): boolean {
    return this.read.has(uri) || filePathOf(uri) === undefined;
  }

  /** Reads what is missing. Resolves when `now` is complete. */
  async complete(uri: string): Promise<DockerfileFacts> {
    const path = filePathOf(uri);
    if (path === undefined) return this.now(uri);
    let reading = this.contexts.get(uri);
    if (!reading) {
      reading = readDockerfileContext(path);
      this.contexts.set(uri, reading);
      this.forgetOldest();
    }
    const context = await reading;
    if (this.contexts.get(uri) === reading) this.read.set(uri, context);
    return this.now(uri);
  }

  /** What is known beside a compose file: one small file, read each time. */
  async completeCompose(uri: string): Promise<ComposeFacts> {
    const path = filePathOf(uri);
    return path === undefined ? { variables: noVariables } : readComposeFacts(path);
  }

  /** Marks the contexts that a changed file lies in as outdated; gives the documents that must be looked at again. */
  changed(fileUri: string): readonly string[] {
    const path = filePathOf(fileUri);
    const stale = [...this.contexts.keys()].filter((uri) => {
      const owner = filePathOf(uri);
      return path !== undefined && owner !== undefined && (path === owner || path.startsWith(dirname(owner) + sep));
    });
    // What was read stays until it is read again, so that findings do not flicker.
    for (const uri of stale) this.contexts.delete(uri);
    return stale;
  }

  forget(uri: string): void {
    this.contexts.delete(uri);
    this.read.delete(uri);
  }

  private forgetOldest(): void {
    const [oldest] = this.contexts.keys();
    if (this.contexts.size > rememberedContexts && oldest !== undefined) this.forget(oldest);
  }
}

/** The path of a `file:` URI; undefined for unsaved and virtual documents, whose context nobody can read. */
export function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
