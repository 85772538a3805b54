import type { ContextEntry } from '../../language/context/contextEntry';
import type { ContextChange } from '../../language/context/contextTree';
import { readEntry } from '../buildContext';
import { WorkSlices } from '../workSlices';
import { asContextChanges, below, changeOf, contextEntry, records, type GitChange } from './commitTree';
import { linePath } from './linePath';
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
  const slices = new WorkSlices(options.signal);
  const found: (OpenFile & { readonly entry: ContextEntry | undefined })[] = [];
  for (const file of open) {
    if (slices.isOver) await slices.rest();
    found.push({ ...file, entry: entryAt(root, file.path) });
  }
  const files = found.flatMap(({ path, entry }) => (entry?.type === 'file' ? [path] : []));
  const answer = files.length === 0 ? '' : (await runGit(root, ['hash-object', '--stdin-paths'], { ...options, input: files.map((path) => `${linePath(path)}\n`).join('') })).toString();
  const ids = new Map(answer.split('\n').map((id, index) => [files[index], id]));
  return found.map(({ path, mode, entry }) => {
    const inside = path.slice(prefix.length);
    return { path: inside, entry: entry && asGitKeepsIt({ ...entry, path: inside }, mode, ids.get(path)) };
  });
}

/** What cannot be read is not there: git would not have listed it, or it is gone since. */
function entryAt(root: string, path: string): ContextEntry | undefined {
  try {
    return readEntry(root, path);
  } catch {
    return undefined;
  }
}

/** A working file with what a commit could keep of it. */
function asGitKeepsIt(entry: ContextEntry, knownMode: string | undefined, id: string | undefined): ContextEntry {
  if (entry.type === 'symlink') return { ...entry, mode: 0o777 };
  if (entry.type === 'directory') return { ...entry, mode: 0o755 };
  const mode = knownMode?.startsWith('100') ? knownMode : (entry.mode ?? 0) & 0o111 ? '100755' : '100644';
  return contextEntry({ path: entry.path, mode, id: id ?? '' }, entry.path, new Map());
}

/** Untracked paths below the context's folder, from that folder. */
async function listOthers({ root, prefix }: Repository, which: readonly string[], options: RunGitOptions): Promise<string[]> {
  const answer = await runGit(root, ['ls-files', '--others', '-z', ...which, ...below(prefix)], options);
  const paths = [...records(answer)].filter((path) => !path.endsWith('/')).map((path) => path.slice(prefix.length));
  if (paths.length > fileLimit) throw new GitError(`The folder holds more than ${fileLimit} files that git does not track.`);
  return paths;
}
