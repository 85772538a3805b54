import type { BuildInput } from '../../language/cache/buildInput';
import { ContextTree } from '../../language/context/contextTree';
import { readBlobs } from './blobs';
import { buildFiles, type BuildFiles, type GitBuild } from './buildFiles';
import { asContextChanges, contextEntry, listChanges, listCommit, type GitChange, type GitEntry } from './commitTree';
import { countCommitsSince, findRepository, lastCommits, type Repository } from './repository';
import type { RunGitOptions } from './runGit';
import { keptFiles } from './workingFiles';

/** One commit's build. `input` is undefined where the commit has no such Dockerfile. */
export interface CommitBuild {
  readonly commit: string;
  readonly input: BuildInput | undefined;
}

export interface HistoryOfBuilds {
  /** Oldest first. The first one only fills the cache: there is nothing before it to compare with. */
  readonly commits: readonly string[];
  /** Why there are fewer than were asked for. */
  readonly cutOff: 'shallow' | 'root' | undefined;
  /** Reads the builds one after another; neighbouring contexts share what did not change. */
  readonly builds: () => AsyncGenerator<CommitBuild>;
}

/** The last commits, or those that came after a revision. */
export type HistoryRange = { readonly last: number } | { readonly since: string };

/** So many commits are read, whatever is asked for. */
export const mostCommits = 10_000;

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
  const files = await buildFiles(repository, build);
  const cutOff = commits.length > wanted ? undefined : repository.isShallow ? 'shallow' : 'root';
  return { commits, cutOff, builds: () => readBuilds(repository, build, files, commits, options) };
}

async function* readBuilds(repository: Repository, build: GitBuild, files: BuildFiles, commits: readonly string[], options: RunGitOptions): AsyncGenerator<CommitBuild> {
  const [oldest] = commits;
  const newest = commits.at(-1);
  if (oldest === undefined || newest === undefined) return;
  const [listing, changes, texts] = [
    await listCommit(repository, oldest, options),
    await listChanges(repository, oldest, newest, options),
    await files.textsOf(commits, options),
  ];
  const links = await readLinks(repository, listing, changes, options);
  const { prefix } = repository;
  const known = listing.map((entry) => contextEntry(entry, entry.path.slice(prefix.length), links));
  let tree = new ContextTree([...(await keptFiles(repository, options)), ...known]);
  for (const commit of commits) {
    options.signal?.throwIfAborted();
    tree = tree.with(asContextChanges(changes.get(commit) ?? [], prefix, links));
    const text = texts.get(commit);
    yield { commit, input: text && { ...text, context: tree, ...settingsOf(build) } };
  }
}

/** What of a build does not come from files. */
export function settingsOf({ buildArguments, target }: GitBuild): Pick<BuildInput, 'buildArguments' | 'target'> {
  return { ...(buildArguments && { buildArguments }), ...(target !== undefined && { target }) };
}

/** Targets of all links that occur, by blob id. */
async function readLinks(repository: Repository, listing: readonly GitEntry[], changes: ReadonlyMap<string, readonly GitChange[]>, options: RunGitOptions): Promise<ReadonlyMap<string, string>> {
  const later = [...changes.values()].flatMap((list) => list.flatMap(({ after }) => after ?? []));
  return readBlobs(repository, [...listing, ...later].flatMap(({ mode, id }) => (mode === '120000' ? [id] : [])), options);
}
