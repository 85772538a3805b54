import { NotificationType, RequestType } from 'vscode-languageserver-protocol';

export interface CacheHistoryParams {
  readonly uri: string;
  /** The build's name where the Dockerfile has several, see `dockerfileBuildsRequest`; the first of them by default. */
  readonly build?: string;
  /** How many of the last commits are replayed. */
  readonly commits: number;
  /** True where the report is wanted too: what each suggested fix would have saved takes a replay of its own. */
  readonly report: boolean;
}

export interface CacheHistoryResult {
  /** Why there is no history; one sentence. */
  readonly problem?: string;
  /** Markdown, where it was wanted. */
  readonly report?: string;
}

/**
 * Replays the last commits as builds of a Dockerfile, in a trusted folder only: git is run. The lenses of the document
 * then say how often each step re-ran. Null where it was cancelled.
 */
export const cacheHistoryRequest = new RequestType<CacheHistoryParams, CacheHistoryResult | null, void>('layerwise/cacheHistory');

export interface CacheHistoryProgress {
  readonly uri: string;
  readonly done: number;
  readonly all: number;
}

/** How far a replay is. */
export const cacheHistoryProgress = new NotificationType<CacheHistoryProgress>('layerwise/cacheHistoryProgress');
