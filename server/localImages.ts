import { askDaemon } from './world/docker/askDaemon';
import type { DaemonReader } from './world/docker/connect';
import { isSameChoice, type DaemonChoice } from './world/docker/daemonChoice';
import { decodeImageList } from './world/docker/decode';

/** Milliseconds before the daemon is asked again, whether it answered or not. */
const refreshTime = 30_000;

/** Shorter than usual: somebody is typing a name. */
const limits = { pingTimeout: 2_000, answerTimeout: 10_000 };

/**
 * Names of the images on this machine, for proposals. Asking happens in the background: what is known is given at once,
 * and a daemon that does not answer leaves the list empty.
 */
export class LocalImages {
  private known: readonly string[] = [];
  private asked: DaemonChoice | undefined;
  private askedAt = -Infinity;
  private asking = false;

  constructor(private readonly daemon: () => DaemonChoice) {}

  /** The names that are known now; asks the daemon where they are old. */
  names(): readonly string[] {
    const daemon = this.daemon();
    if (!isSameChoice(this.asked, daemon)) [this.asked, this.known, this.askedAt] = [daemon, [], -Infinity];
    if (!this.asking && Date.now() - this.askedAt > refreshTime) void this.ask(daemon);
    return this.known;
  }

  /** True while an answer is on its way: the list may be longer in a moment. */
  get isAsking(): boolean {
    return this.asking;
  }

  private async ask(daemon: DaemonChoice): Promise<void> {
    this.asking = true;
    this.askedAt = Date.now();
    const names = (await askDaemon(daemon, readNames, limits)) ?? [];
    this.asking = false;
    if (isSameChoice(this.asked, daemon)) this.known = names;
  }
}

/** Sorted names as FROM would write them. */
async function readNames(reader: DaemonReader): Promise<readonly string[]> {
  const images = decodeImageList(await reader.listImages());
  return [...new Set(images.flatMap(({ tags }) => tags))].sort();
}
