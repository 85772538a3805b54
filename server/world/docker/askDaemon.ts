import { connectToDaemon, type DaemonReader } from './connect';
import { findDaemonAddress } from './daemonAddress';
import type { ReadingLimits } from './readingOnly';

/**
 * Asks a daemon in the background, on a connection that is closed again.
 * @param dockerHost the setting; empty means the usual search
 * @returns undefined where no daemon answers, or not to this question
 */
export async function askDaemon<T>(dockerHost: string, question: (reader: DaemonReader) => Promise<T>, limits?: ReadingLimits): Promise<T | undefined> {
  let reader: DaemonReader | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(dockerHost), limits);
    await reader.ping();
    return await question(reader);
  } catch {
    return undefined;
  } finally {
    reader?.close();
  }
}
