import { connectToDaemon, type DaemonReader } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import { decodeImageList } from './world/docker/decode';

/** Milliseconds before the daemon is asked again, whether it answered or not. */
const refreshTime = 30_000;

/**
 * Names of the images on this machine, for proposals. Asking happens in the background: what is known is given at once,
 * and a daemon that does not answer leaves the list empty.
 */
export class LocalImages {
  private known: readonly string[] = [];
  private host: string | undefined;
  private askedAt = -Infinity;
  private asking = false;

  constructor(private readonly dockerHost: () => string) {}

  /** The names that are known now; asks the daemon where they are old. */
  names(): readonly string[] {
    const host = this.dockerHost();
    if (host !== this.host) [this.host, this.known, this.askedAt] = [host, [], -Infinity];
    if (!this.asking && Date.now() - this.askedAt > refreshTime) void this.ask(host);
    return this.known;
  }

  /** True while an answer is on its way: the list may be longer in a moment. */
  get isAsking(): boolean {
    return this.asking;
  }

  private async ask(host: string): Promise<void> {
    this.asking = true;
    this.askedAt = Date.now();
    const names = await readNames(host);
    this.asking = false;
    if (host === this.host) this.known = names;
  }
}

/** Sorted names as FROM would write them; empty where no daemon can be read. */
async function readNames(host: string): Promise<readonly string[]> {
  let reader: DaemonReader | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(host), { pingTimeout: 2_000, answerTimeout: 10_000 });
    const images = decodeImageList(await reader.listImages());
    return [...new Set(images.flatMap(({ tags }) => tags))].sort();
  } catch {
    return [];
  } finally {
    reader?.close();
  }
}
