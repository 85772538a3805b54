import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextEntry } from '../../language/context/contextEntry';
import type { ContextChange } from '../../language/context/contextTree';
import { asContextChanges, below, changeOf, contextEntry, records, type GitChange } from './commitTree';
import type { Repository } from './repository';
import { GitError, runGit, type RunGitOptions } from './runGit';

/** Most files that git does not track. */
const fileLimit = 1_000_000;

/** All zeros: git has not hashed the working file. */
const notHashed = /^0+$/;

/**
 * Files of the context that git ignores, such as installed packages. No commit knows them, so they are taken to have
 * been there always, unchanged.
 * @throws GitError where there are more than a million.
 */
export async function keptFiles(repository: Repository, options: RunGitOptions = {}): Promise<readonly ContextEntry[]> {
  const paths = await listOthers(repository, ['--ignored', '--exclude-standard'], options);
  return paths.map((path) => ({ path, type: 'file', size: 0, mode: 0o644, identity: 'ignored by git' }));
}

/**
 * What the working folder holds otherwise than a commit, untracked files included. Working files are hashed as git
 * would store them, so that a file which was only touched does not count.
 */
export async function workingChanges(repository: Repository, commit: string, options: RunGitOptions = {}): Promise<readonly ContextChange[]> {
  const { root, prefix } = repository;
  const answer = await runGit(root, ['diff-index', '--raw', '-z', '--no-abbrev', '--no-renames', commit, ...below(prefix)], options);
  const parts = [...records(answer)];
  const known: GitChange[] = [];
  const open: OpenFile[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [record, path] = [parts[index]!, parts[index + 1]!];
    const change = changeOf(record, path);
    // A file that is being merged stands there with its conflict, whatever else git says of it.
    if (record.endsWith(' U')) open.push({ path });
    else if (change.after && notHashed.test(change.after.id)) open.push({ path, mode: change.after.mode });
    else known.push(change);
  }
  const untracked = (await listOthers(repository, ['--exclude-standard'], options)).map((path) => ({ path: prefix + path }));
  return [...asContextChanges(known, prefix, new Map()), ...(await readWorkingFiles(repository, [...open, ...untracked], options))];
}

/** A working file whose content git has not hashed. */
interface OpenFile {
  /** From the repository's root. */
  readonly path: string;
  /** As git sees it, which knows the systems that keep no executable bit; undefined for what it does not track. */
  readonly mode?: string;
}

async function readWorkingFiles({ root, prefix }: Repository, open: readonly OpenFile[], options: RunGitOptions): Promise<ContextChange[]> {
  const states = await Promise.all(open.map(async (file) => ({ ...file, status: await lstat(join(root, file.path)).catch(() => undefined) })));
  const files = states.flatMap(({ path, status }) => (status?.isFile() && !path.includes('\n') ? [path] : []));
  const answer = files.length === 0 ? '' : (await runGit(root, ['hash-object', '--stdin-paths'], { ...options, input: files.map((path) => `${path}\n`).join('') })).toString();
  const ids = new Map(answer.split('\n').map((id, index) => [files[index], id]));
  return Promise.all(
    states.map(async ({ path, mode, status }) => {
      const inside = path.slice(prefix.length);
      const link = status?.isSymbolicLink() ? await readlink(join(root, path)) : undefined;
      const links = new Map(link === undefined ? [] : [['', link]]);
      return { path: inside, entry: status && contextEntry({ path, mode: modeOf(status, mode), id: ids.get(path) ?? '' }, inside, links) };
    }),
  );
}

function modeOf(status: Stats, known: string | undefined): string {
  if (status.isSymbolicLink()) return '120000';
  if (status.isDirectory()) return '160000';
  return known?.startsWith('100') ? known : status.mode & 0o111 ? '100755' : '100644';
}

/** Untracked paths below the context's folder, from that folder. */
async function listOthers({ root, prefix }: Repository, which: readonly string[], options: RunGitOptions): Promise<string[]> {
  const answer = await runGit(root, ['ls-files', '--others', '-z', ...which, ...below(prefix)], options);
  const paths = [...records(answer)].filter((path) => !path.endsWith('/')).map((path) => path.slice(prefix.length));
  if (paths.length > fileLimit) throw new GitError(`The folder holds more than ${fileLimit} files that git does not track.`);
  return paths;
}
