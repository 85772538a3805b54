/**
 * Why a context is known only in part. Counts are lower bounds then, and that a file was not seen does not mean that it
 * is not there.
 */
export type ContextGap =
  | {
      /** The walk stopped at its bound. */
      readonly kind: 'limit';
      /** The folder in which it stopped, from the context's root; `''` is the root itself. */
      readonly path: string;
      /** Entries that were read. */
      readonly limit: number;
    }
  | {
      /** A folder or file cannot be read. */
      readonly kind: 'unreadable';
      readonly path: string;
      /** The system's word for it, such as `EACCES`. */
      readonly code: string;
    };

/** The gap as one sentence without its full stop. */
export function describeGap(gap: ContextGap): string {
  if (gap.kind === 'unreadable') return `${gap.path} cannot be read (${gap.code})`;
  return `reading stopped after ${gap.limit} entries, in ${gap.path === '' ? 'the root of the context' : gap.path}`;
}
