/** What Layerwise reads a file as. */
export type FileKind = 'dockerfile' | 'compose';

/** By name, as the command line searches folders: `Dockerfile`, `Dockerfile.*`, `*.dockerfile`, `Containerfile*`, `compose*.yaml`, … */
export function fileKindOfPath(path: string): FileKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/^Dockerfile(\..+)?$/i.test(name) || /\.dockerfile$/i.test(name) || /^Containerfile/.test(name)) {
    return /\.dockerignore$/i.test(name) ? undefined : 'dockerfile';
  }
  // `composer.yaml` is another tool's.
  return /^(docker-)?compose([^a-z][^/]*)?\.ya?ml$/i.test(name) ? 'compose' : undefined;
}

/** By the editor's language id first; `yaml` counts only with a compose file's name. */
export function fileKindOf(languageId: string, path: string): FileKind | undefined {
  if (languageId === 'dockerfile') return 'dockerfile';
  if (languageId === 'dockercompose') return 'compose';
  return fileKindOfPath(path);
}
