import { relative, sep } from 'node:path';
import { type ContextChange } from '../language/context/contextTree';
import type { ContextFacts } from '../language/dockerfileFacts';
import { readEntry } from './buildContext';
import { contextFacts, listContext, type DockerfileContextPlace, type ListedContext } from './dockerfileContext';

/** After more changes than this, such as a checkout makes, a walk of the whole context is quicker to trust. */
const mostChanges = 1_000;

/** A context that is walked once. A file that changes after that is asked for alone. */
export class WatchedContext {
  private listed: Promise<ListedContext | undefined> | undefined;
  private known: { readonly listed: Promise<ListedContext | undefined>; readonly facts: Promise<ContextFacts | undefined> } | undefined;
  /** From the context's folder. */
  private readonly changes = new Set<string>();

  /** @param limit most entries of a walk */
  constructor(
    private readonly place: DockerfileContextPlace,
    private readonly limit?: number,
  ) {}

  /** What the context holds now; undefined where its folder cannot be read. */
  facts(): Promise<ContextFacts | undefined> {
    const listed = this.listing();
    if (!this.known || this.known.listed !== listed) this.known = { listed, facts: listed.then((list) => list && contextFacts(this.place, list)) };
    return this.known.facts;
  }

  /** Its names and sizes alone. An entry is the same object until its file changes. */
  listing(): Promise<ListedContext | undefined> {
    if (this.listed && this.changes.size === 0) return this.listed;
    const changes = [...this.changes];
    this.changes.clear();
    const before = this.listed;
    this.listed = (async () => this.changedListing(await before, changes) ?? listContext(this.place, this.limit))();
    return this.listed;
  }

  /** @param file absolute */
  changed(file: string): void {
    const path = relative(this.place.folder, file).split(sep).join('/');
    if (path !== '' && !path.startsWith('../') && path !== '..' && this.listed) this.changes.add(path);
  }

  /** The listing with single files as they are now; undefined where all of it has to be read again. */
  private changedListing(before: ListedContext | undefined, paths: readonly string[]): ListedContext | undefined {
    if (!before || before.gap || paths.length > mostChanges) return undefined;
    const { tree, skipFolder } = before;
    const changes: ContextChange[] = [];
    for (const path of paths.filter((candidate) => !isSkipped(candidate, skipFolder))) {
      try {
        const entry = readEntry(this.place.folder, path);
        // A folder that is new may hold anything.
        if (entry?.type === 'directory' && !tree.folder(path) && !skipFolder(path)) return undefined;
        if (entry && !tree.folder(path.slice(0, Math.max(0, path.lastIndexOf('/'))))) return undefined;
        changes.push({ path, entry });
      } catch {
        return undefined;
      }
    }
    return { ...before, tree: tree.with(changes) };
  }
}

/** True for what lies in a folder that was never entered. */
function isSkipped(path: string, skipFolder: (folder: string) => boolean): boolean {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (skipFolder(path.slice(0, end))) return true;
  }
  return false;
}
