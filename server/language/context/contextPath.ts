/**
 * Shortens a slash path as Go's `path.Clean` does, which BuildKit applies to patterns, sources and destinations:
 * `./`, `//`, trailing `/` and inner `..` go; the empty path becomes `.`.
 */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const cleaned = kept.join('/');
  if (rooted) return `/${cleaned}`;
  return cleaned === '' ? '.' : cleaned;
}

/**
 * Where a path written in a Dockerfile lies in the context: without leading slash, `''` for the root.
 * `..` cannot leave the context: BuildKit resolves it against the root.
 */
export function contextPath(written: string): string {
  return cleanPath(`/${written}`).slice(1);
}

/** Last part of a path; `''` for the root. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that holds `path`; `''` for the root and for what lies directly in it. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
