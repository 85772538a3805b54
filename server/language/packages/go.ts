import { cleanPath } from '../context/contextPath';
import { existing, operands, type InstallNeeds, type PackageManager, type ProjectFiles } from './packageManager';
import { unclear } from './projectText';

/** `go mod download`. In a workspace it downloads for each module that go.work uses (go.dev/ref/mod#go-mod-download, #workspaces). */
export const go: PackageManager = {
  name: 'go',
  isInstall(words) {
    return operands(words).join(' ') === 'go mod download';
  },
  needs(_words, project) {
    if (project.above('go.work')) return unclear('go.work lies above the project');
    if (!project.paths.includes('go.work')) return modulesNeeds(project, ['.'], []);
    const text = project.text('go.work');
    if (text === undefined) return unclear('go.work could not be read');
    const folders = usedFolders(text);
    if (folders.length === 0) return unclear('go.work uses no module');
    return modulesNeeds(project, folders, ['go.work', 'go.work.sum'], localReplacements(text));
  },
  onlyReads: (_words, manifests) => !manifests.some((path) => /(^|\/)go\.work$/.test(path)),
  writes: [],
  reads: /(^|\/)go\.(mod|work)$/,
};

/** What a download for some modules reads: their own files, and the go.mod of each folder that replaces a module. */
function modulesNeeds(project: ProjectFiles, folders: readonly string[], ownFiles: readonly string[], replacements: readonly string[] = []): InstallNeeds {
  const manifests = new Set(existing(project, ownFiles));
  const replacing = [...replacements];
  for (const folder of folders) {
    const text = project.text(inFolder(folder, 'go.mod'));
    if (text === undefined) return unclear(`${inFolder(folder, 'go.mod')} could not be read`);
    for (const path of existing(project, [inFolder(folder, 'go.mod'), inFolder(folder, 'go.sum')])) manifests.add(path);
    replacing.push(...localReplacements(text).map((path) => cleanPath(`${folder}/${path}`)));
  }
  for (const folder of replacing) {
    const path = inFolder(folder, 'go.mod');
    if (!project.paths.includes(path)) return unclear(`a module is replaced by ${folder}, which has no go.mod here`);
    manifests.add(path);
  }
  return { kind: 'manifests', manifests: [...manifests] };
}

function inFolder(folder: string, name: string): string {
  return cleanPath(`${folder}/${name}`);
}

/** Folders behind `use`, in one line or in brackets. */
function usedFolders(text: string): string[] {
  const code = text.replaceAll(/\/\/.*$/gm, '');
  const blocks = [...code.matchAll(/^\s*use\s*\(([^)]*)\)/gm)].flatMap((match) => match[1]!.split(/\s+/));
  const lines = [...code.matchAll(/^\s*use\s+([^\s(]+)/gm)].map((match) => match[1]!);
  return [...blocks, ...lines].filter((word) => word !== '').map((word) => cleanPath(word.replaceAll(/["`]/g, '')));
}

/** Folders behind `=>`: those start with `./` or `../`. */
function localReplacements(text: string): string[] {
  return [...text.replaceAll(/\/\/.*$/gm, '').matchAll(/=>\s*["`]?(\.{1,2}\/[^\s"`]*|\.{1,2}(?=\s|$))/g)].map((match) => cleanPath(match[1]!));
}
