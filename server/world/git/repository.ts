import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { GitError, runGit, type RunGitOptions } from './runGit';

/** The repository that holds a build context. */
export interface Repository {
  /** Absolute, links resolved. */
  readonly root: string;
  /** The context's folder below the root with a trailing slash; `''` where it is the root. */
  readonly prefix: string;
  /** True where the history was cut off when it was cloned. */
  readonly isShallow: boolean;
}

/**
 * Finds the repository of a folder.
 * @throws GitError where there is none, or where it has no commit yet.
 */
export async function findRepository(folder: string, options: RunGitOptions = {}): Promise<Repository> {
  const answer = (await runGit(folder, ['rev-parse', '--is-shallow-repository', '--show-prefix', '--show-toplevel'], options)).toString();
  const [shallow = '', prefix = '', top = '', ...more] = answer.replace(/\n$/, '').split('\n');
  const isShallow = shallow === 'true';
  if (more.length === 0) return { root: await realpath(top), prefix, isShallow };
  // A name holds an end of line: then only an answer of its own tells where one ends.
  const root = await realpath((await runGit(folder, ['rev-parse', '--show-toplevel'], options)).toString().replace(/\n$/, ''));
  return { root, prefix: (await runGit(folder, ['rev-parse', '--show-prefix'], options)).toString().replace(/\n$/, ''), isShallow };
}

/**
 * Commit ids along the first parents, oldest first: the last `count` commits, and the one before them.
 * @throws GitError where there is no commit.
 */
export async function lastCommits({ root }: Repository, count: number, options: RunGitOptions = {}): Promise<readonly string[]> {
  const tip = await commitOf(root, 'HEAD', options);
  const answer = await runGit(root, ['rev-list', '--first-parent', `--max-count=${count + 1}`, tip, '--'], options);
  return answer.toString().split('\n').filter(Boolean).reverse();
}

/**
 * How many commits came after a revision, along the first parents.
 * @throws GitError where the revision does not exist.
 */
export async function countCommitsSince({ root }: Repository, revision: string, options: RunGitOptions = {}): Promise<number> {
  const from = await commitOf(root, revision, options);
  const answer = await runGit(root, ['rev-list', '--first-parent', '--count', `${from}..HEAD`, '--'], options);
  return Number(answer.toString());
}

/** The commit that a revision names. @throws GitError where there is none */
export async function commitOf(root: string, revision: string, options: RunGitOptions = {}): Promise<string> {
  try {
    const answer = await runGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], options);
    return answer.toString().trim();
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof GitError)) throw error;
    throw new GitError(revision === 'HEAD' ? 'This repository has no commit yet.' : `The repository has no commit ${revision}.`);
  }
}

/** A file's path from the repository's root with forward slashes, or undefined where it lies outside. */
export async function pathInRepository({ root }: Repository, file: string): Promise<string | undefined> {
  const path = relative(root, await realpath(file).catch(() => file)).split(sep).join('/');
  return path.startsWith('../') || path === '..' || /^([A-Za-z]:|\/)/.test(path) ? undefined : path;
}
