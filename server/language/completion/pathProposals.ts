import type { ContextTree } from '../context/contextTree';
import { formatBytes } from '../../protocol/formatBytes';
import type { Proposal, Proposals } from './proposal';

/** A longer list helps nobody: typing goes on. */
const mostPaths = 500;

/** Names that plain words and JSON can hold as they are; others need care that a proposal cannot give. */
const plainName = /^[^\s"'\\$`*?[\]<>#]+$/;

/**
 * What lies in the folder of the context that a path starts with: folders first, and only what the build sends. Nothing
 * for paths with variables or wildcards and for paths out of the context.
 */
export function pathProposals(context: ContextTree | undefined, typed: string): Proposals | undefined {
  const slash = typed.lastIndexOf('/');
  const written = typed.slice(0, slash + 1);
  const name = typed.slice(slash + 1);
  if (!context || /[$*?[]|(?:^|\/)\.\.(?:\/|$)/.test(written)) return undefined;
  const folder = written.split('/').filter((part) => part !== '' && part !== '.').join('/');
  const found = context.below(folder).length > 0 ? childrenOf(context, folder) : [];
  const inOrder = [...found.filter(({ kind }) => kind === 'folder'), ...found.filter(({ kind }) => kind !== 'folder')];
  return { typed: name, proposals: inOrder, rest: /[^\s"'/,\]]*/y };
}

function childrenOf(context: ContextTree, folder: string): Proposal[] {
  const start = folder === '' ? 0 : folder.length + 1;
  const proposals: Proposal[] = [];
  for (const { path, type, size } of context.below(folder)) {
    if (path.indexOf('/', start) >= 0) continue;
    const name = path.slice(start);
    if (!plainName.test(name)) continue;
    if (type === 'directory') proposals.push({ label: `${name}/`, kind: 'folder' });
    else proposals.push({ label: name, kind: 'file', ...(type === 'file' ? { detail: formatBytes(size) } : {}) });
    if (proposals.length >= mostPaths) break;
  }
  return proposals;
}
