import type { ComposeProject } from '../compose/project/composeProject';
import type { Dockerfile } from '../dockerfile/syntax';

/** What is known beside the file when something is proposed. All of it may be missing; nothing is waited for. */
export interface ComposeCompletionFacts {
  readonly project?: ComposeProject;
  /** The Dockerfile at an absolute path with `/`. */
  readonly dockerfile?: (path: string) => Dockerfile | undefined;
  /** Names of the images on this machine, as `image` would write them. */
  readonly localImages?: readonly string[];
}
