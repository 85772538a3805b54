import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextChange, ContextTree } from '../../language/context/contextTree';
import { records } from './commitTree';
import { readTree } from './history';
import { commitOf, findRepository, type Repository } from './repository';
import { GitError, runGit, type RunGitOptions } from './runGit';
import { keptFiles, workingChanges } from './workingFiles';

/** More submodules than this are taken as empty, as in a clone that leaves them out. */
const mostSubmodules = 50;

/** What lies in submodules, as changes of the context around them. */
export interface SubmoduleFiles {
  /** As the commit of the repository around them pins them. */
  readonly before: readonly ContextChange[];
  /** What the working folders hold otherwise. */
  readonly since: readonly ContextChange[];
}

/**
 * The files of the submodules that are checked out here. One that is not, or that lacks the commit it is pinned to, stays
 * the empty folder that a clone makes. Submodules of submodules are taken as empty.
 */
export async function submoduleFiles(repository: Repository, commit: string, context: ContextTree, options: RunGitOptions = {}): Promise<SubmoduleFiles> {
  const before: ContextChange[] = [];
  const since: ContextChange[] = [];
  for (const { path, id } of await pinnedSubmodules(repository, commit, context, options)) {
    try {
      const inside = await checkedOut(repository, path, options);
      const pinned = await commitOf(inside.root, id, options);
      const tree = await readTree(inside, pinned, await keptFiles(inside, options), options);
      for (const entry of tree.entries) before.push(below(path, { path: entry.path, entry }));
      for (const change of await workingChanges(inside, pinned, options)) since.push(below(path, change));
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
  return { before, since };
}

function below(folder: string, { path, entry }: ContextChange): ContextChange {
  const inside = `${folder}/${path}`;
  return { path: inside, entry: entry && { ...entry, path: inside } };
}

/** Git keeps no folders but those of submodules, so only they have a mode. */
async function pinnedSubmodules({ root, prefix }: Repository, commit: string, context: ContextTree, options: RunGitOptions): Promise<{ readonly path: string; readonly id: string }[]> {
  const paths = context.entries.flatMap(({ type, mode, path }) => (type === 'directory' && mode !== undefined ? [path] : [])).slice(0, mostSubmodules);
  if (paths.length === 0) return [];
  const answer = await runGit(root, ['ls-tree', '-z', '--full-tree', commit, '--', ...paths.map((path) => prefix + path)], options);
  return [...records(answer)].flatMap((record) => {
    const match = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(record);
    return match ? [{ id: match[1]!, path: match[2]!.slice(prefix.length) }] : [];
  });
}

/** @throws GitError where the folder is empty: git would answer for the repository around it. */
async function checkedOut({ root, prefix }: Repository, path: string, options: RunGitOptions): Promise<Repository> {
  const folder = join(root, prefix, path);
  const found = await findRepository(folder, options);
  if (found.root !== (await realpath(folder))) throw new GitError(`${path} is not checked out.`);
  return found;
}
