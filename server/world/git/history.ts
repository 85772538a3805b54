import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { BuildInput } from '../../language/cache/buildInput';
import { unreadContexts } from '../../language/cache/unreadContexts';
import type { HistorySource } from '../../language/cache/history/historySource';
import type { ContextEntry } from '../../language/context/contextEntry';
import { ContextTree, type ContextChange } from '../../language/context/contextTree';
import { readBlobs } from './blobs';
import { buildFiles, type BuildFiles, type GitBuild } from './buildFiles';
import { asContextChanges, contextEntry, listChanges, listCommit, type GitEntry } from './commitTree';
import { countCommitsSince, findRepository, lastCommits, type Repository } from './repository';
import type { RunGitOptions } from './runGit';
import { keptFiles } from './workingFiles';

/** One commit's build. */
export interface CommitBuild {
  readonly commit: string;
  /** All that the build reads beside the Dockerfile. */
  readonly surroundings: Omit<BuildInput, 'dockerfile'>;
  /** Undefined where the commit has no such Dockerfile. */
  readonly input: BuildInput | undefined;
}

export interface HistoryOfBuilds {
  /** Oldest first. The first one only fills the cache: there is nothing before it to compare with. */
  readonly commits: readonly string[];
  readonly source: HistorySource;
  /** Reads the builds one after another; neighbouring contexts share what did not change. */
  readonly builds: () => AsyncGenerator<CommitBuild>;
}

/** The last commits, or those that came after a revision. */
export type HistoryRange = { readonly last: number } | { readonly since: string };

/** So many commits are read, whatever is asked for. */
const mostCommits = 10_000;
/** Commits whose changes are held at one time. */
const commitsAtOnce = 200;

/**
 * The last commits as builds of one Dockerfile. Contexts are made from git's own listings: blob ids are content
 * identities, no file of the working folder is read. Files that git ignores and that lie there now are taken to have
 * been there always.
 * @throws GitError with one clear sentence: no repository, no commit, a Dockerfile that git does not know.
 */
export async function historyOfBuilds(build: GitBuild, range: HistoryRange, options: RunGitOptions = {}): Promise<HistoryOfBuilds> {
  const repository = await findRepository(build.folder, options);
  const asked = 'last' in range ? range.last : await countCommitsSince(repository, range.since, options);
  const wanted = Math.min(asked, mostCommits);
  const commits = await lastCommits(repository, wanted, options);
  const [files, kept] = [await buildFiles(repository, build, options), await keptFiles(repository, options)];
  const source: HistorySource = {
    cutOff: commits.length <= wanted ? (repository.isShallow ? 'shallow' : 'root') : wanted < asked ? 'limit' : undefined,
    isDockerfileNow: files.isDockerfileNow,
    holdsRepository: await isFolder(join(build.folder, '.git')),
    submodules: await listSubmodules(repository, options),
    ignoredByGit: kept.map(({ path }) => path),
  };
  return { commits, source, builds: () => readBuilds({ repository, build, files, kept, commits }, options) };
}

interface HistoryReading {
  readonly repository: Repository;
  readonly build: GitBuild;
  readonly files: BuildFiles;
  readonly kept: readonly ContextEntry[];
  readonly commits: readonly string[];
}

async function* readBuilds({ repository, build, files, kept, commits }: HistoryReading, options: RunGitOptions): AsyncGenerator<CommitBuild> {
  if (commits.length === 0) return;
  let tree = await readTree(repository, commits[0]!, kept, options);
  for (let start = 0; start < commits.length; start += commitsAtOnce) {
    const part = commits.slice(start, start + commitsAtOnce);
    const changes = await readChanges(repository, commits[Math.max(0, start - 1)]!, part.at(-1)!, kept, options);
    const texts = await files.textsOf(part, options);
    for (const commit of part) {
      // Lets the process hear a wish to stop, and a language server its other requests.
      await setImmediate();
      options.signal?.throwIfAborted();
      tree = tree.with(changes.get(commit) ?? []);
      const { dockerfile, ignoreFile } = texts.get(commit) ?? {};
      const surroundings = { context: tree, ...(ignoreFile !== undefined && { ignoreFile }), ...settingsOf(build) };
      yield { commit, surroundings, input: dockerfile === undefined ? undefined : { dockerfile, ...surroundings } };
    }
  }
}

/** The context of one commit. */
export async function readTree(repository: Repository, commit: string, kept: readonly ContextEntry[], options: RunGitOptions): Promise<ContextTree> {
  const listing = await listCommit(repository, commit, options);
  const links = await readLinks(repository, listing, options);
  return new ContextTree([...kept, ...listing.map((entry) => contextEntry(entry, entry.path.slice(repository.prefix.length), links))]);
}

/** By commit. A file that git let go and ignores since then is still there. */
async function readChanges(
  repository: Repository,
  oldest: string,
  newest: string,
  kept: readonly ContextEntry[],
  options: RunGitOptions,
): Promise<ReadonlyMap<string, readonly ContextChange[]>> {
  const changes = await listChanges(repository, oldest, newest, options);
  const links = await readLinks(repository, [...changes.values()].flatMap((list) => list.flatMap(({ after }) => after ?? [])), options);
  const keptByPath = new Map(kept.map((entry) => [entry.path, entry]));
  return new Map(
    [...changes].map(([commit, list]) => [
      commit,
      asContextChanges(list, repository.prefix, links).map(({ path, entry }) => ({ path, entry: entry ?? keptByPath.get(path) })),
    ]),
  );
}

/** Targets of links, by blob id. */
function readLinks(repository: Repository, entries: readonly GitEntry[], options: RunGitOptions): Promise<ReadonlyMap<string, string>> {
  return readBlobs(repository, entries.flatMap(({ mode, id }) => (mode === '120000' ? [id] : [])), options);
}

/** Submodules of the last commit below the context's folder. */
async function listSubmodules(repository: Repository, options: RunGitOptions): Promise<readonly string[]> {
  const [text = ''] = (await readBlobs(repository, ['HEAD:.gitmodules'], options)).values();
  const paths = [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path]) => path!);
  return paths.filter((path) => path.startsWith(repository.prefix)).map((path) => path.slice(repository.prefix.length));
}

/** What of a build does not come from files. */
export function settingsOf({ buildArguments, target, namedContexts }: GitBuild): Pick<BuildInput, 'buildArguments' | 'target' | 'namedContexts'> {
  return { ...(buildArguments && { buildArguments }), ...(target !== undefined && { target }), ...(namedContexts && { namedContexts: unreadContexts(namedContexts) }) };
}

export function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
