import type { ContextEntry } from '../context/contextEntry';
import { parentPath } from '../context/contextPath';
import type { ContextTree } from '../context/contextTree';
import { parseDockerignore, type IgnoreFile, type IgnoreGeneration, type IgnorePattern } from '../context/dockerignore';
import { filterContext, type FilteredContext } from '../context/ignoredEntries';
import { findLeftovers } from '../context/leftovers';
import { joinWords } from '../wording';
import type { Fix } from './rule';

/** A path that the build needs, and a line that leaves it out. */
export interface IgnoredPath {
  readonly path: string;
  readonly pattern: IgnorePattern;
}

/** More lines than this are not added by a machine. */
const mostPaths = 20;
const generations: readonly IgnoreGeneration[] = ['current', '20.10'];
/** Stands for what lies in a folder that was not read because it is left out. */
const unreadName = 'unread';

/**
 * Takes paths back with `!` lines at the end of the ignore file. Offered only where the matcher, asked for both
 * generations, then sends exactly these paths more than before: all of each path that no other line leaves out.
 * @param name the ignore file's name
 * @returns undefined where a path is not there, belongs to the machine or holds secrets, or where the lines do not do it
 */
export function bringBack(context: FilteredContext, name: string, ignored: readonly IgnoredPath[]): Fix | undefined {
  const { ignore, whole } = context;
  const paths = [...new Set(ignored.map(({ path }) => path))].sort();
  if (paths.length === 0 || paths.length > mostPaths) return undefined;
  // The same context is checked with each keystroke.
  return whole.root.remember('bring back', JSON.stringify([name, ignore.text, paths]), () => replayed(context, name, paths));
}

function replayed({ ignore, whole }: FilteredContext, name: string, paths: readonly string[]): Fix | undefined {
  if (!paths.every((path) => isWanted(whole, path))) return undefined;
  const lifted = { ...ignore, patterns: ignore.patterns.filter((pattern) => !paths.some((path) => concerns(pattern, path))) };
  const unread = paths.flatMap((path) => unreadPath(whole, lifted, path) ?? []);
  const tree = whole.with(unread.map((path) => ({ path, entry: { path, type: 'file', size: 0 } })));
  if (!paths.every((path) => tree.get(path) && /^(file|directory)$/.test(tree.get(path)!.type))) return undefined;
  const end = ignore.text.includes('\r\n') ? '\r\n' : '\n';
  const lines = paths.map((path) => `!${path}${end}`).join('');
  const newText = ignore.text === '' || ignore.text.endsWith('\n') ? lines : end + lines;
  const after = parseDockerignore(ignore.text + newText);
  if (after.problems.length > 0 || !generations.every((generation) => sendsOnly(tree, paths, { before: ignore, lifted, after, generation }))) return undefined;
  const at = { start: ignore.text.length, end: ignore.text.length };
  const otherFile = { name, before: ignore.text, edits: [{ span: at, newText }], needs: paths.filter((path) => !whole.get(path)) };
  return { title: `Take ${joinWords(paths, 3)} back in ${name}`, edits: [], otherFile };
}

/** It can be written as it is, and is not what belongs to the machine. */
function isWanted({ root }: ContextTree, path: string): boolean {
  if (/[*?[\]\\\r\n]/.test(path) || path !== path.trim()) return false;
  if (/(^|\/)(\.env(\..+)?|\.git|node_modules|id_\w+|.*\.(pem|key|p12|pfx))$/.test(path)) return false;
  return !findLeftovers(root).some((leftover) => path === leftover.path || path.startsWith(`${leftover.path}/`));
}

/** Whether a line leaves out the path or a folder above it. */
function concerns({ matches }: IgnorePattern, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => generations.some((generation) => matches(parts.slice(0, index + 1).join('/'), generation)));
}

/**
 * Folders that are left out are not read. A path in one is taken to be there, and the fix says that it needs it; so is a
 * file in a folder, where no other line can mean anything inside it.
 */
function unreadPath(whole: ContextTree, { patterns }: IgnoreFile, path: string): string | undefined {
  const isUnread = (folder: string): boolean => whole.folder(folder)?.children.size === 0;
  if (isUnread(path)) return patterns.every(({ pattern }) => isElsewhere(pattern, path)) ? `${path}/${unreadName}` : undefined;
  if (whole.get(path)) return undefined;
  let folder = parentPath(path);
  while (folder !== '' && !whole.get(folder)) folder = parentPath(folder);
  return folder !== '' && isUnread(folder) ? path : undefined;
}

/** Whether a pattern begins with another folder than the path, or with another name in its own folder. */
function isElsewhere(pattern: string, path: string): boolean {
  const [first = ''] = pattern.split('/');
  return !/[*?[\\]/.test(first) && first !== path.split('/')[0];
}

interface Comparison {
  readonly before: IgnoreFile;
  /** Without the lines that leave the paths out. */
  readonly lifted: IgnoreFile;
  readonly after: IgnoreFile;
  readonly generation: IgnoreGeneration;
}

function sendsOnly(tree: ContextTree, paths: readonly string[], { before, lifted, after, generation }: Comparison): boolean {
  const [was, could, is] = [before, lifted, after].map((ignore) => filterContext(tree, ignore, generation).sent);
  const wanted = paths.map((path) => filesOf(entriesAt(could!, path)));
  if (wanted.some(({ length }) => length === 0)) return false;
  const sent = new Set([...filesOf(was!.entries), ...wanted.flat()]);
  const now = filesOf(is!.entries);
  return now.length === sent.size && now.every((path) => sent.has(path));
}

function entriesAt(tree: ContextTree, path: string): readonly ContextEntry[] {
  const entry = tree.get(path);
  return entry ? [entry, ...tree.below(path)] : [];
}

function filesOf(entries: readonly ContextEntry[]): string[] {
  return entries.flatMap(({ path, type }) => (type === 'directory' ? [] : [path]));
}
