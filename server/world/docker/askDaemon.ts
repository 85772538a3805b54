import { connectToDaemon, type DaemonReader } from './connect';
import { findDaemonAddress } from './daemonAddress';
import type { DaemonChoice } from './daemonChoice';
import type { ReadingLimits } from './readingOnly';

/**
 * Asks a daemon in the background, on a connection that is closed again.
 * @returns undefined where no daemon answers, or not to this question
 */
export async function askDaemon<T>(daemon: DaemonChoice, question: (reader: DaemonReader) => Promise<T>, limits?: ReadingLimits): Promise<T | undefined> {
  let reader: DaemonReader | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(daemon), limits);
    await reader.ping();
    return await question(reader);
  } catch {
    return undefined;
  } finally {
    reader?.close();
  }
}
