import { fileURLToPath } from 'node:url';
import type { ContextFacts } from './language/dockerfileFacts';

/** The path of a `file:` URI; undefined for unsaved and virtual documents, whose context nobody can read. */
export function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/**
 * The URI of a file from the document's folder.
 * @param path relative to that folder, with `/`; `..` leads to the folder above
 */
function uriBeside(documentUri: string, path: string): string {
  const segments = documentUri.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') segments.pop();
    else if (part !== '.' && part !== '') segments.push(encodeURIComponent(part));
  }
  return segments.join('/');
}

/**
 * The URI of a file of a build context, of its ignore file too: one of the Dockerfile's own name lies beside it.
 * @param path relative to the context, with `/`
 */
export function uriInContext(dockerfileUri: string, { name }: Pick<ContextFacts, 'name'>, path: string): string {
  const isOwn = path.endsWith('.dockerignore') && path === `${decodeURIComponent(dockerfileUri.slice(dockerfileUri.lastIndexOf('/') + 1))}.dockerignore`;
  return uriBeside(dockerfileUri, isOwn ? path : `${name}/${path}`);
}
