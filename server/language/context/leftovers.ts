import { ContextFolder } from './contextFolder';

/** What lies in a project's folder and belongs to the machine, not to the build. */
export type LeftoverKind = 'history' | 'node packages' | 'virtual environment' | 'secrets' | 'dotnet output' | 'cargo output' | 'maven output' | 'gradle output' | 'web output' | 'bytecode';

export interface Leftover {
  readonly kind: LeftoverKind;
  /** Relative to the context's root. */
  readonly path: string;
}

/** Deeper and more folders than this are not looked through. */
const deepest = 8;
const mostFolders = 20_000;
/** More of them would make no ignore file that a person reads. */
const mostLeftovers = 200;

/** A folder of this name, with one of these files beside it; `inside`: in it. */
interface FolderTrait {
  readonly kind: LeftoverKind;
  readonly name: RegExp;
  readonly beside?: RegExp;
  readonly inside?: RegExp;
}

const folderTraits: readonly FolderTrait[] = [
  { kind: 'history', name: /^\.git$/, inside: /^HEAD$/ },
  { kind: 'node packages', name: /^node_modules$/, beside: /^package\.json$/ },
  { kind: 'virtual environment', name: /^\.?v?env$/, inside: /^pyvenv\.cfg$/ },
  { kind: 'dotnet output', name: /^(bin|obj)$/, beside: /\.(cs|fs|vb)proj$/ },
  { kind: 'cargo output', name: /^target$/, beside: /^Cargo\.toml$/ },
  { kind: 'maven output', name: /^target$/, beside: /^pom\.xml$/ },
  { kind: 'gradle output', name: /^(build|\.gradle)$/, beside: /^build\.gradle(\.kts)?$/ },
  { kind: 'web output', name: /^(dist|\.next|\.nuxt|\.svelte-kit|\.angular)$/, beside: /^package\.json$/ },
  { kind: 'bytecode', name: /^__pycache__$/, beside: /\.py$/ },
];

/** Templates of it are meant to be shared. */
const secretsFile = /^\.env(\.(local|production|development|staging|test|prod|dev))*$/;

/** Finds them in a folder of the context, in path order. What lies inside one is not listed again. */
export function findLeftovers(folder: ContextFolder): readonly Leftover[] {
  return folder.remember('leftovers', '', () => {
    const found: Leftover[] = [];
    collect(folder, 0, { left: mostFolders }, found);
    return found;
  });
}

function collect(folder: ContextFolder, depth: number, bound: { left: number }, found: Leftover[]): void {
  if (depth > deepest || --bound.left < 0) return;
  for (const [name, { entry, folder: below }] of folder.children) {
    if (found.length >= mostLeftovers) return;
    const trait = below && folderTraits.find((candidate) => fits(candidate, name, folder, below));
    if (trait) found.push({ kind: trait.kind, path: entry.path });
    else if (below) collect(below, depth + 1, bound, found);
    else if (depth === 0 && entry.type === 'file' && secretsFile.test(name)) found.push({ kind: 'secrets', path: entry.path });
  }
}

function fits({ name, beside, inside }: FolderTrait, folderName: string, around: ContextFolder, below: ContextFolder): boolean {
  if (!name.test(folderName)) return false;
  return (!beside || hasFile(around, beside)) && (!inside || hasFile(below, inside));
}

function hasFile({ children }: ContextFolder, name: RegExp): boolean {
  for (const [child, { folder }] of children) if (!folder && name.test(child)) return true;
  return false;
}
