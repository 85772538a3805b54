import type { ComposeProject } from '../compose/project/composeProject';
import type { Dockerfile } from '../dockerfile/syntax';

/** What lies in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What is known beside the file when something is proposed. All of it may be missing; nothing is waited for. */
export interface ComposeCompletionFacts {
  readonly project?: ComposeProject;
  /** The Dockerfile at an absolute path with `/`. */
  readonly dockerfile?: (path: string) => Dockerfile | undefined;
  /** The file at hand: absolute, with `/`; undefined for one that lies nowhere. */
  readonly path?: string;
  /** What the folder at an absolute path with `/` holds; undefined where it may not be looked at, or where nobody has yet. */
  readonly folder?: (path: string) => readonly FolderEntry[] | undefined;
  /** The text of a file, likewise. */
  readonly text?: (path: string) => string | undefined;
  /** Names of the images on this machine, as `image` would write them. */
  readonly localImages?: readonly string[];
}
