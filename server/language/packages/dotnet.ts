import { cleanPath, parentPath } from '../context/contextPath';
import { operands, type PackageManager, type ProjectFiles } from './packageManager';
import { blockIn } from './projectText';

/** What a restore reads beside project files. */
const sharedFiles = /(^|\/)(nuget\.config|directory\.(build\.props|build\.targets|packages\.props)|global\.json|packages\.lock\.json|[^/]+\.slnx?|[^/]+\.slnf)$/i;
const projectFile = /\.[a-z]+proj$/i;
/** Files whose text may point to other files. */
const readFiles = /(\.[a-z]+proj|(^|\/)(nuget\.config|directory\.(build\.props|build\.targets|packages\.props)))$/i;
/** A restore looks for these in every folder above, too. */
const inherited = ['nuget.config', 'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props', 'global.json'];
/** Folders that builds write. Their files are no sources. */
const outputFolder = /(^|\/)(bin|obj|node_modules)\//i;

export const dotnet: PackageManager = {
  name: 'dotnet',
  isInstall(words) {
    if (words[0] !== 'dotnet' || words[1] !== 'restore') return false;
    return namedFiles(words).length <= 1 && !words.some((word) => /^--configfile|^--packages/.test(word));
  },
  needs(words, project) {
    const paths = project.paths.filter((path) => !outputFolder.test(path));
    const projects = paths.filter((path) => projectFile.test(path));
    if (projects.length === 0) return { kind: 'unclear', reason: 'no project file is copied' };
    const obstacle = obstacleIn(words, project, paths);
    if (obstacle) return { kind: 'unclear', reason: obstacle };
    return { kind: 'manifests', manifests: [...paths.filter((path) => sharedFiles.test(path)), ...projects] };
  },
  onlyReads: (words, manifests) => words.includes('--locked-mode') || !manifests.some((path) => /(^|\/)packages\.lock\.json$/.test(path)),
  writes: ['obj'],
  reads: readFiles,
};

function namedFiles(words: readonly string[]): string[] {
  return operands(words.slice(2), ['-r', '--runtime', '-s', '--source', '-v', '--verbosity', '-a', '--arch', '--os', '--property']);
}

/** Why a restore may read more than project files, or files that lie elsewhere. */
function obstacleIn(words: readonly string[], project: ProjectFiles, paths: readonly string[]): string | undefined {
  const elsewhere = namedFiles(words).find((file) => /^(\.\.|\/)|\$/.test(file));
  if (elsewhere) return `${elsewhere} does not lie in the project`;
  const above = inherited.find((name) => project.above(name));
  if (above) return `${above} lies above the project`;
  if (paths.some((path) => /(^|\/)paket\.dependencies$/.test(path))) return 'Paket has files of its own';
  for (const path of paths.filter((candidate) => readFiles.test(candidate))) {
    const text = project.text(path);
    if (text === undefined) return `${path} could not be read`;
    if (/<Import\s|ReadAllText|ReadLines/i.test(text)) return `${path} reads other files of the project`;
    if (/nuget\.config$/i.test(path) && hasLocalSource(text)) return `${path} names a folder as package source`;
    const outside = references(text).find((reference) => cleanPath(`${parentPath(path) || '.'}/${reference}`).startsWith('..'));
    if (outside) return `${path} refers to ${outside}, which does not lie below`;
  }
  return undefined;
}

function references(text: string): string[] {
  return [...text.matchAll(/<ProjectReference\s[^<>]*?\bInclude\s*=\s*"([^"]+)"/gi)].map((match) => match[1]!.replaceAll('\\', '/'));
}

/** A package source that is no URL. */
function hasLocalSource(text: string): boolean {
  const sources = blockIn(text, '<packageSources>', '</packageSources>') ?? '';
  return [...sources.matchAll(/\svalue\s*=\s*"([^"]*)"/gi)].some((match) => !/^https?:/i.test(match[1]!));
}
