import type { ContextEntry } from '../../language/context/contextEntry';
import type { ContextChange } from '../../language/context/contextTree';
import { decodeName } from '../fileNames';
import type { Repository } from './repository';
import { GitError, runGit, type RunGitOptions } from './runGit';

/** Most entries of one commit; the same bound as for a folder. */
const entryLimit = 1_000_000;

/** One path of a commit as git lists it. */
export interface GitEntry {
  /** From the repository's root. */
  readonly path: string;
  /** Six octal digits: 100644, 100755, 120000 (link), 160000 (submodule). */
  readonly mode: string;
  /** The blob's id; all zeros for a working file that is not hashed yet. */
  readonly id: string;
}

/** One commit's changes against the one before it. `after` is undefined for what was removed. */
export interface GitChange {
  readonly path: string;
  readonly after: GitEntry | undefined;
}

/**
 * All paths of a commit below a folder. No file is read: a blob's id is the identity of its content.
 * @throws GitError where there are more than a million.
 */
export async function listCommit({ root, prefix }: Repository, commit: string, options: RunGitOptions = {}): Promise<readonly GitEntry[]> {
  const answer = await runGit(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...below(prefix)], options);
  const entries: GitEntry[] = [];
  for (const record of records(answer)) {
    const match = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(record);
    if (match) entries.push({ mode: match[1]!, id: match[2]!, path: match[3]! });
    if (entries.length > entryLimit) throw new GitError(`The commit holds more than ${entryLimit} files.`);
  }
  return entries;
}

/** The changes of each commit of a line of first parents against the one before it, by commit id. */
export async function listChanges(repository: Repository, oldest: string, newest: string, options: RunGitOptions = {}): Promise<ReadonlyMap<string, readonly GitChange[]>> {
  const format = ['--format=%x01%H', '--raw', '-z', '--no-abbrev', '--no-renames', '--first-parent', '-m', '--no-ext-diff', '--no-show-signature'];
  const answer = await runGit(repository.root, ['log', ...format, `${oldest}..${newest}`, ...below(repository.prefix)], options);
  const changes = new Map<string, GitChange[]>();
  let current: GitChange[] = [];
  let waiting: string | undefined;
  for (const record of records(answer)) {
    if (waiting !== undefined) {
      current.push(changeOf(waiting, record));
      waiting = undefined;
      continue;
    }
    const commit = /\x01([0-9a-f]+)/.exec(record)?.[1];
    if (commit !== undefined) changes.set(commit, (current = []));
    const colon = record.indexOf(':');
    if (colon >= 0) waiting = record.slice(colon);
  }
  return changes;
}

/** `:100644 100755 <id> <id> M` and the path that follows it. */
export function changeOf(record: string, path: string): GitChange {
  const [, mode = '000000', , id = ''] = record.split(' ');
  return { path, after: /^0+$/.test(mode) ? undefined : { path, mode, id } };
}

/** Parts of an answer that git ends with a zero byte each. */
export function* records(answer: Buffer): Generator<string> {
  let start = 0;
  for (let end = answer.indexOf(0, start); end >= 0; end = answer.indexOf(0, start)) {
    yield decodeName(answer.subarray(start, end));
    start = end + 1;
  }
  if (start < answer.length) yield decodeName(answer.subarray(start));
}

/** Limits a listing to a folder; its name is no pattern. */
export function below(prefix: string): string[] {
  return prefix === '' ? [] : ['--', `:(literal)${prefix}`];
}

/** Changes as the context sees them: paths below its folder, a submodule as the empty folder that a clone makes. */
export function asContextChanges(changes: readonly GitChange[], prefix: string, linkTargets: ReadonlyMap<string, string>): ContextChange[] {
  return changes.flatMap(({ path, after }) => {
    if (!path.startsWith(prefix)) return [];
    const inside = path.slice(prefix.length);
    return [{ path: inside, entry: after && contextEntry(after, inside, linkTargets) }];
  });
}

/** A commit's entry as one of the context. Git keeps no folder modes and only one bit of a file's. */
export function contextEntry({ mode, id }: GitEntry, path: string, linkTargets: ReadonlyMap<string, string>): ContextEntry {
  if (mode === '160000') return { path, type: 'directory', size: 0, mode: 0o755 };
  if (mode === '120000') return { path, type: 'symlink', size: 0, mode: 0o777, linkTarget: linkTargets.get(id) ?? id };
  return { path, type: 'file', size: 0, mode: mode === '100755' ? 0o755 : 0o644, identity: id };
}
