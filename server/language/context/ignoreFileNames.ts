/**
 * Where Docker looks for the ignore file of a Dockerfile, best first: `<dockerfile>.dockerignore` beside the Dockerfile
 * replaces the context's own `.dockerignore` completely, even when it is empty. No other `.dockerignore` is read.
 * @param dockerfile path of the Dockerfile relative to the context, forward slashes.
 */
export function ignoreFileNames(dockerfile: string): readonly string[] {
  return [`${dockerfile}.dockerignore`, '.dockerignore'];
}

/** Whether a file of this path or URI may be an ignore file of some build. */
export function isIgnoreFile(path: string): boolean {
  return path.endsWith('.dockerignore');
}

/** Picks the ignore file out of a context's files; `read` gives a file's text, or undefined where there is none. */
export function chooseIgnoreFile(
  dockerfile: string,
  read: (path: string) => string | undefined,
): { readonly path: string; readonly text: string } | undefined {
  for (const path of ignoreFileNames(dockerfile)) {
    const text = read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
