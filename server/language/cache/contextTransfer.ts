import type { ContextEntry } from '../context/contextEntry';
import { ContextTree, treeOf } from '../context/contextTree';
import { emptyIgnoreFile, parseDockerignore } from '../context/dockerignore';
import { filterContext } from '../context/ignoredEntries';
import type { BuildInput, EngineRules } from './buildInput';

/**
 * The daemon keeps a copy of the context and gets only what changed. A folder that is already there is never compared,
 * so a changed mode of it is not noticed: the second build sees the folder as the first one sent it.
 */
export function keepFolderModes(before: BuildInput, after: BuildInput, engine: EngineRules): BuildInput {
  const entries = after.context instanceof ContextTree ? after.context.entries : after.context;
  if (!entries.some(({ type, mode }) => type === 'directory' && mode !== undefined)) return after;
  const ignore = before.ignoreFile === undefined ? emptyIgnoreFile : parseDockerignore(before.ignoreFile);
  const { sent } = filterContext(treeOf(before.context), ignore, engine.generation);
  const kept = new Map<ContextEntry, ContextEntry>();
  for (const entry of entries) {
    const known = entry.type === 'directory' ? sent.get(entry.path) : undefined;
    if (known?.type === 'directory' && known.mode !== entry.mode) kept.set(entry, { ...entry, mode: known.mode });
  }
  return kept.size === 0 ? after : { ...after, context: entries.map((entry) => kept.get(entry) ?? entry) };
}
