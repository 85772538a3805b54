/**
 * A path of the compose file as an absolute one where that can be told. Relative paths start at the compose file's
 * folder. Forward slashes; `~` and web addresses stay as they are.
 * @param folder absolute folder of the compose file, or undefined where it is not known
 */
export function hostPath(folder: string | undefined, path: string): string {
  if (isAbsolute(path) || path.startsWith('~') || isRemote(path)) return path;
  const joined = folder === undefined ? path : `${folder.replaceAll('\\', '/')}/${path}`;
  return normalize(joined.replaceAll('\\', '/'));
}

/** True for build contexts that are fetched: a Git address, a web address, `service:` or an image reference with a scheme. */
export function isRemote(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:\/\/|git@|github\.com\/|service:)/i.test(path);
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|\\\\|[A-Za-z]:)/.test(path);
}

/** Takes `.` and `..` out. A path that leaves its start keeps its leading `..`. */
function normalize(path: string): string {
  const root = /^(?:\/|[A-Za-z]:\/)/.exec(path)?.[0] ?? '';
  const kept: string[] = [];
  for (const part of path.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || root === '') kept.push(part);
  }
  return root + kept.join('/') || '.';
}
