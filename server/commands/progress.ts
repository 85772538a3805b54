/** Least milliseconds between two lines of progress. */
const interval = 100;

export interface Progress {
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  readonly report: (done: number, all: number) => void;
  /** Takes the line away and gives Ctrl+C its usual meaning back. May be called twice. */
  readonly end: () => void;
}

/**
 * One line of progress on standard error, on a terminal only, and Ctrl+C to stop.
 * @param what what is counted, in the singular.
 */
export function followProgress(what: string): Progress {
  const { stderr } = process;
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error('stopped'));
  let shown = 0;
  process.once('SIGINT', stop);
  return {
    signal: controller.signal,
    report(done, all) {
      if (!stderr.isTTY || Date.now() - shown < interval) return;
      shown = Date.now();
      stderr.write(`\r${what} ${done} of ${all}`);
    },
    end() {
      if (shown > 0) stderr.write('\r\x1b[K');
      shown = 0;
      process.removeListener('SIGINT', stop);
    },
  };
}
