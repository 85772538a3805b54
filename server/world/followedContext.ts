import type { ContextEntry } from '../language/context/contextEntry';
import type { DockerfileContextPlace, ListedContext } from './dockerfileContext';
import { WatchedContext } from './watchedContext';

/**
 * A build's context that is read again and again: it is walked once, then only the files that change are looked at, and of
 * their bytes each version is read once.
 */
export class FollowedContext {
  /** Of files whose bytes were read. */
  readonly identities = new WeakMap<ContextEntry, string>();
  private watched: { readonly key: string; readonly context: WatchedContext } | undefined;

  /**
   * What it holds now; undefined where its folder cannot be read.
   * @param limit most entries
   */
  listing(place: DockerfileContextPlace, limit: number): Promise<ListedContext | undefined> {
    const key = JSON.stringify([place.folder, place.ignoreFile?.path, place.ignoreFile?.text]);
    if (this.watched?.key !== key) this.watched = { key, context: new WatchedContext(place, limit) };
    return this.watched.context.listing();
  }

  /** @param file absolute; it was made, changed or deleted */
  changed(file: string): void {
    this.watched?.context.changed(file);
  }
}
