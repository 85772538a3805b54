import type { ContextFacts } from '../language/dockerfileFacts';
import { findDockerfileContext } from './dockerfileContext';
import type { OpenText } from './ignoreFile';
import { WatchedContext } from './watchedContext';

interface SharedContext {
  readonly context: WatchedContext;
  /** The documents that need it. */
  readonly owners: Set<string>;
}

/**
 * Build contexts of open Dockerfiles. Those in one folder, under one ignore file, share one walk and one list; it is let
 * go with the last document that needs it.
 */
export class SharedContexts {
  private readonly contexts = new Map<string, SharedContext>();

  /** @param openText what an editor holds otherwise than the disk: an ignore file counts before it is saved */
  constructor(private readonly openText: OpenText = () => undefined) {}

  /** What `owner`, the Dockerfile at this path, has as its context now. Undefined where it cannot be read. */
  async read(owner: string, dockerfilePath: string, contextFolder?: string): Promise<ContextFacts | undefined> {
    const place = await findDockerfileContext(dockerfilePath, contextFolder, this.openText);
    const key = JSON.stringify([place.folder, place.ignoreFile?.path, place.ignoreFile?.text]);
    let shared = this.contexts.get(key);
    if (!shared) this.contexts.set(key, (shared = { context: new WatchedContext(place), owners: new Set() }));
    shared.owners.add(owner);
    const facts = await shared.context.facts();
    this.releaseExcept(owner, key);
    return facts;
  }

  /** A file was made, changed or deleted. What the contexts hold of it is read again when they are asked for next. */
  changed(path: string): void {
    for (const { context } of this.contexts.values()) context.changed(path);
  }

  /** `owner` is closed. */
  release(owner: string): void {
    this.releaseExcept(owner, undefined);
  }

  private releaseExcept(owner: string, kept: string | undefined): void {
    for (const [key, { owners }] of this.contexts) {
      if (key !== kept && owners.delete(owner) && owners.size === 0) this.contexts.delete(key);
    }
  }
}
