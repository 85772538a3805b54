import { operands, type PackageManager } from './packageManager';

/** What a restore reads beside project files, in any folder above or beside them. */
const sharedFiles = /(^|\/)(nuget\.config|directory\.(build\.props|build\.targets|packages\.props)|global\.json|packages\.lock\.json|[^/]+\.slnx?|[^/]+\.slnf)$/i;
const projectFile = /\.(cs|fs|vb)proj$/i;
/** Folders that builds write. Their files are no sources. */
const outputFolder = /(^|\/)(bin|obj|node_modules)\//i;

export const dotnet: PackageManager = {
  name: 'dotnet',
  isInstall(words) {
    if (words[0] !== 'dotnet' || words[1] !== 'restore') return false;
    const named = operands(words.slice(2), ['-r', '--runtime', '-s', '--source', '-v', '--verbosity', '-a', '--arch', '--os']);
    return named.length <= 1 && !words.some((word) => /^--configfile|^--packages/.test(word));
  },
  needs(_words, project) {
    const paths = project.paths.filter((path) => !outputFolder.test(path));
    const projects = paths.filter((path) => projectFile.test(path));
    if (projects.length === 0) return { kind: 'unclear', reason: 'no project file is copied' };
    for (const path of projects) {
      const text = project.text(path);
      if (text === undefined) return { kind: 'unclear', reason: `${path} could not be read` };
      if (/<Import\s/i.test(text)) return { kind: 'unclear', reason: `${path} imports other files of the project` };
    }
    return { kind: 'manifests', manifests: [...paths.filter((path) => sharedFiles.test(path)), ...projects] };
  },
  writes: ['obj'],
  reads: projectFile,
};
