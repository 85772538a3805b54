/** Where a failure is told to the developer of Layerwise; users see only that the feature gave nothing. */
export interface FailureLog {
  error(message: string): void;
}

/**
 * Runs one request so that a fault in it ends that request only: it is logged by name, and `fallback` is the answer.
 */
export async function guard<T>(name: string, log: FailureLog, fallback: T, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    log.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return fallback;
  }
}
