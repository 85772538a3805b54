import type { ComposeFile } from '../composeFile';

/** A file that a project reads: its text, or why there is none. `unread` may be there; nobody has looked yet. `unknown`: nobody can look. */
export type ProjectFile = { readonly text: string } | 'missing' | 'unreadable' | 'unread' | 'unknown';

/**
 * The files that one project is read from. Reading is outside of the core: it asks, is told `unread`, goes on as far as it
 * can and names what it wanted, and is called again when that was read.
 */
export interface ComposeFiles {
  /** `docker compose -f` in order: the main file first, then its override. At least one. */
  readonly main: readonly string[];
  /** True where `docker compose` takes exactly these files by itself; by default where the first has one of the names it looks for. */
  readonly isTakenByItself?: boolean;
  /** Absolute, with `/`; relative paths of the first file are resolved against it. */
  readonly folder: string;
  /** Env files that win over the `.env` of that folder: that of the folder where `docker compose` is called, if it is another one. */
  readonly envFiles?: readonly string[];
  /** By absolute path with `/`. */
  read(path: string): ProjectFile;
  /** `parseCompose`, where somebody remembers what it gave for a text. */
  parse?(path: string, text: string): ComposeFile;
  /** True for a folder that is known to be there; undefined where nobody looked. */
  isFolder(path: string): boolean | undefined;
}
