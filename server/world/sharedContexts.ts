import type { ContextFacts } from '../language/dockerfileFacts';
import { findDockerfileContext, readContextAt } from './dockerfileContext';

interface SharedContext {
  readonly facts: Promise<ContextFacts | undefined>;
  /** The documents that need it. */
  readonly owners: Set<string>;
}

/**
 * Build contexts of open Dockerfiles. Those in one folder, under one ignore file, share one walk and one list; it is let
 * go with the last document that needs it.
 */
export class SharedContexts {
  private readonly contexts = new Map<string, SharedContext>();

  /** Reads the context of `dockerfilePath` for `owner`, or gives what another document had read. Undefined where it cannot be read. */
  async read(owner: string, dockerfilePath: string): Promise<ContextFacts | undefined> {
    const place = await findDockerfileContext(dockerfilePath);
    const key = JSON.stringify([place.folder, place.ignoreFile]);
    let context = this.contexts.get(key);
    if (!context) {
      context = { facts: readContextAt(place), owners: new Set() };
      this.contexts.set(key, context);
    }
    context.owners.add(owner);
    return context.facts;
  }

  /** `owner` is closed or has to read again. */
  release(owner: string): void {
    for (const [key, { owners }] of this.contexts) {
      if (owners.delete(owner) && owners.size === 0) this.contexts.delete(key);
    }
  }
}
