import type { HistoryRow, ImageFacts } from '../../graph/daemonFacts';

/** An image on this machine whose history has been read. */
export type BuiltImage = Omit<ImageFacts, 'layers' | 'history'> & {
  /** Oldest first. */
  readonly history: readonly HistoryRow[];
};

/** What a daemon says of its images, as far as it was read. */
export interface MachineImages {
  /** Newest first; bounded. */
  readonly images: readonly BuiltImage[];
  /** The rows of the image that a FROM names, oldest first; `reading` until they are known; undefined where this machine does not have it. */
  readonly historyOf: (name: string) => readonly HistoryRow[] | 'reading' | undefined;
  /** Milliseconds since 1970, for ages. */
  readonly now: number;
}
