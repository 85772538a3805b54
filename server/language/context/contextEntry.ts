/**
 * One file, folder or link of a build context. It may come from a folder, from a git commit or from an unsaved buffer;
 * what a source cannot know stays undefined.
 */
export interface ContextEntry {
  /** Relative to the context's root, forward slashes, no leading slash, never empty. */
  readonly path: string;
  /** `other`: socket, pipe or device. The docker client sends them like files. */
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  /** Bytes; 0 for everything that is not a file. */
  readonly size: number;
  /** The 12 permission bits, or undefined where the source does not know them (a git tree's folders, Windows). */
  readonly mode?: number;
  /** Text of a symbolic link. */
  readonly linkTarget?: string;
  /** Two files with the same identity hold the same bytes. Undefined: not known (yet). */
  readonly identity?: string;
}
