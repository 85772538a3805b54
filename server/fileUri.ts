import { fileURLToPath } from 'node:url';

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
 * The URI of a file in the document's folder, which is where its build context is taken to be.
 * @param path relative to that folder, with `/`
 */
export function uriBeside(documentUri: string, path: string): string {
  return documentUri.slice(0, documentUri.lastIndexOf('/') + 1) + path.split('/').map(encodeURIComponent).join('/');
}
