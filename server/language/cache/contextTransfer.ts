import { ContextTree } from '../context/contextTree';
import { emptyIgnoreFile, parseDockerignore } from '../context/dockerignore';
import { filterContext } from '../context/ignoredEntries';
import type { BuildInput, EngineRules } from './buildInput';

/**
 * The daemon keeps a copy of the context and gets only what changed. A folder that is already there is never compared,
 * so a changed mode of it is not noticed: the second build sees the folder as the first one sent it.
 */
export function keepFolderModes(before: BuildInput, after: BuildInput, engine: EngineRules): BuildInput {
  const changed = after.context.some(({ type, mode }) => type === 'directory' && mode !== undefined);
  if (!changed) return after;
  const ignore = before.ignoreFile === undefined ? emptyIgnoreFile : parseDockerignore(before.ignoreFile);
  const sent = filterContext(new ContextTree(before.context), ignore, engine.generation).sent;
  const context = after.context.map((entry) => {
    const known = entry.type === 'directory' ? sent.get(entry.path) : undefined;
    return known?.type === 'directory' && known.mode !== entry.mode ? { ...entry, mode: known.mode } : entry;
  });
  return { ...after, context };
}
