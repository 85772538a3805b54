import { existing, type InstallNeeds, type ProjectFiles } from './packageManager';
import { unclear } from './projectText';

/** A path or an editable package in the project's files; words that only look like it make the rule silent. */
const localPackage = /(^|[\s{,])(path|editable)\s*=\s*["'t]|file:|\{root:uri\}|^\s*-e\s/m;

/**
 * What an install reads whose packages are all named in one manifest and a lock file, and come from an index.
 * @param manifest its text is looked through for packages that lie in the project.
 */
export function pythonInstallNeeds(project: ProjectFiles, manifest: string, fileNames: readonly string[]): InstallNeeds {
  const text = project.text(manifest);
  if (text === undefined) return unclear(`${manifest} could not be read`);
  if (localPackage.test(text)) return unclear(`${manifest} names a package that lies in the project`);
  return { kind: 'manifests', manifests: existing(project, [manifest, ...fileNames]) };
}
