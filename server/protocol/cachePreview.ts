import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { Range } from 'vscode-languageserver-types';

/**
 * What happens to an instruction in the next build.
 * `depends`: an earlier step that re-runs writes what this one copies; only the build can tell.
 */
export type StepOutcome = 'cached' | 'runs' | 'depends' | 'metadata' | 'unused';

/**
 * Which two builds a preview compares.
 * `thisFile`: the Dockerfile as saved, and as it stands in the editor.
 * `changedFiles`: the Dockerfile as it stands in the editor, with the files of the last commit and with those of now.
 * `lastCommit`: all as in the last commit, and all as it is now.
 */
export type CacheComparison = 'thisFile' | 'changedFiles' | 'lastCommit';

export interface CachePreviewParams {
  readonly uri: string;
  readonly comparison: CacheComparison;
  /** The build's name where the Dockerfile has several, see `dockerfileBuildsRequest`; the first of them by default. */
  readonly build?: string;
  /** False in Restricted Mode: no git is run then. */
  readonly trusted: boolean;
}

export interface CachePreviewStep {
  /** From the instruction's first character to the end of its last line. */
  readonly range: Range;
  readonly outcome: StepOutcome;
  /** The outcome in a few words: `runs again`. */
  readonly label: string;
  /** One sentence: why. */
  readonly because: string;
  /** Context files that decide it, in path order; not all where there are many. */
  readonly files: readonly string[];
}

export interface CachePreview {
  /** Version of the document that the ranges belong to. */
  readonly version: number;
  /** In file order; empty where there is nothing to predict. */
  readonly steps: readonly CachePreviewStep[];
  /** One line: `5 of 9 steps re-run; first: COPY . . (src/server.ts)`, or why there is no prediction. */
  readonly summary: string;
  /** True where `summary` says why there is no prediction. */
  readonly isProblem: boolean;
  /** `web of compose.yaml`: the services whose build is predicted; undefined where no compose file builds the Dockerfile. */
  readonly build?: string;
}

/** Predicts what the next build takes from the cache; null where another request or a change on disk came first. */
export const cachePreviewRequest = new RequestType<CachePreviewParams, CachePreview | null, void>('layerwise/cachePreview');

/** A preview is no longer shown: what was read for it can be let go. */
export const cachePreviewEnd = new NotificationType<{ readonly uri: string }>('layerwise/cachePreviewEnd');

/** Files that a preview stands on have changed: ask again. */
export const cachePreviewOutdated = new NotificationType<{ readonly uri: string }>('layerwise/cachePreviewOutdated');
