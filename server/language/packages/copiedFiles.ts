import type { StageState } from '../cache/stageState';
import { baseName } from '../context/contextPath';
import { selectSource, sourceKind } from '../context/copySources';
import type { FilteredContext } from '../context/ignoredEntries';
import type { CopyInstruction } from '../dockerfile/syntax';

export interface CopiedFile {
  readonly contextPath: string;
  /** Absolute path in the image. */
  readonly imagePath: string;
  /** Folder below the destination that the file lies in; `''` for the destination itself. */
  readonly folder: string;
  /** True where a folder was named, so that the file came along with others. */
  readonly fromFolder: boolean;
}

/** Where a COPY or ADD puts the context's files. */
export interface CopiedFiles {
  readonly instruction: CopyInstruction;
  readonly files: readonly CopiedFile[];
  /** Absolute, without trailing slash. */
  readonly destination: string;
}

/**
 * Maps a COPY or ADD of context files to paths in the image. Undefined where that is not certain: another stage, a URL,
 * a heredoc, `--parents`, `--exclude`, an archive that ADD unpacks, a source that does not exist.
 */
export function copiedFiles(instruction: CopyInstruction, state: StageState, context: FilteredContext): CopiedFiles | undefined {
  if (instruction.flags.some((flag) => !['chown', 'chmod', 'link'].includes(flag.name))) return undefined;
  if (!instruction.destination || instruction.heredocs.length > 0 || instruction.sources.length === 0) return undefined;
  const written = state.expand(instruction.destination.text);
  const destination = state.resolve(written);
  const files: CopiedFile[] = [];
  for (const word of instruction.sources) {
    const source = state.expand(word.text);
    if (sourceKind(source, instruction.keyword) !== 'context') return undefined;
    const selection = selectSource(context, source);
    if (selection.roots.length === 0 && !selection.wildcard) return undefined;
    for (const root of selection.roots) {
      if (root.entry && root.entry.type !== 'directory') {
        if (instruction.keyword === 'ADD' && /\.(tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst)$/i.test(root.path)) return undefined;
        const intoFolder = /(^|\/)\.{0,2}$/.test(written) || instruction.sources.length > 1 || selection.wildcard || destination === state.workingDirectory;
        const imagePath = intoFolder ? join(destination, baseName(root.path)) : destination;
        files.push({ contextPath: root.entry.path, imagePath, folder: '', fromFolder: false });
        continue;
      }
      for (const { relative, entry } of root.inside) {
        if (entry.type === 'directory') continue;
        const slash = relative.lastIndexOf('/');
        const folder = slash < 0 ? '' : relative.slice(0, slash);
        files.push({ contextPath: entry.path, imagePath: join(destination, relative), folder, fromFolder: true });
      }
    }
  }
  return { instruction, files, destination };
}

function join(folder: string, relative: string): string {
  return folder === '/' ? `/${relative}` : `${folder}/${relative}`;
}
