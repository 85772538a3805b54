import type { ContextTree } from '../context/contextTree';

/** Most scripts whose text is asked for, and how large each may be; what starts a container is small. */
const scriptLimit = 100;
const scriptBytes = 64 * 1024;

/** Files of a context that a container may start with, bounded. Give their texts as `KnownContext.text`. */
export function wantedScripts(context: ContextTree): readonly string[] {
  const wanted: string[] = [];
  for (const { type, size, path } of context.entries) {
    if (wanted.length >= scriptLimit) break;
    const isScript = type === 'file' && size <= scriptBytes && /(?:\.(?:sh|bash)|(?:^|\/)[^/.]*(?:entrypoint|start|run|init)[^/.]*)$/i.test(path);
    if (isScript && !/(?:^|\/)(?:node_modules|\.git|vendor)\//.test(path)) wanted.push(path);
  }
  return wanted;
}
