import { opendir, realpath, stat } from 'node:fs/promises';
import { relative, isAbsolute } from 'node:path';
import type { FolderEntry } from '../language/composeCompletion/composeCompletionFacts';
import { readWithSlashes } from './namedFiles';
import { systemPath, type OpenText } from './projectFiles';

/** Entries of one folder that are looked at; a longer list helps nobody. */
const mostEntries = 2_000;

/**
 * Folders and files below one root, as somebody asks for them: `folder` and `text` answer with what was read, and `read` reads
 * what was asked for. What leads out of the root, over a symbolic link too, is never looked at. Paths are absolute, with `/`.
 */
export class NearbyFolders {
  private readonly folders = new Map<string, readonly FolderEntry[] | undefined>();
  private readonly texts = new Map<string, string | undefined>();
  private readonly wantedFolders = new Set<string>();
  private readonly wantedTexts = new Set<string>();

  /** @param root where nothing may be looked at, undefined */
  constructor(
    private readonly root: string | undefined,
    private readonly openText: OpenText,
  ) {}

  folder(path: string): readonly FolderEntry[] | undefined {
    if (!this.folders.has(path)) this.wantedFolders.add(path);
    return this.folders.get(path);
  }

  /** An editor's text wins over the disk's. */
  text(path: string): string | undefined {
    if (!this.texts.has(path)) this.wantedTexts.add(path);
    return this.texts.get(path);
  }

  /** Reads what was asked for; false where nothing was. Never rejects. */
  async read(): Promise<boolean> {
    const [folders, texts] = [[...this.wantedFolders], [...this.wantedTexts]];
    this.wantedFolders.clear();
    this.wantedTexts.clear();
    for (const path of folders) this.folders.set(path, (await this.isInside(path)) ? await entriesOf(path) : undefined);
    for (const path of texts) this.texts.set(path, (await this.isInside(path)) ? (this.openText(systemPath(path)) ?? (await readWithSlashes(path))) : undefined);
    return folders.length + texts.length > 0;
  }

  private async isInside(path: string): Promise<boolean> {
    if (this.root === undefined) return false;
    const [root, real] = await Promise.all([this.root, systemPath(path)].map((one) => realpath(one).catch(() => undefined)));
    if (root === undefined || real === undefined) return false;
    const way = relative(root, real);
    return way === '' || (!isAbsolute(way) && !/^\.\.(?:[\\/]|$)/.test(way));
  }
}

async function entriesOf(path: string): Promise<readonly FolderEntry[] | undefined> {
  const found: FolderEntry[] = [];
  try {
    for await (const entry of await opendir(systemPath(path))) {
      const isFolder = entry.isSymbolicLink() ? await stat(systemPath(`${path}/${entry.name}`)).then((stats) => stats.isDirectory(), () => false) : entry.isDirectory();
      found.push({ name: entry.name, isFolder });
      if (found.length >= mostEntries) break;
    }
  } catch {
    return undefined;
  }
  return found;
}
