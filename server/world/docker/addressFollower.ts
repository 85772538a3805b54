import { watch, type FSWatcher } from 'node:fs';
import { findDaemonAddress } from './daemonAddress';
import type { DaemonChoice } from './daemonChoice';
import { toDaemonFailure } from './daemonFailure';
import { ownSurroundings, type Surroundings } from './surroundings';
import { configurationFolder } from './tlsFiles';

/**
 * Tells when the wanted daemon is another one than before: `docker context use` in a terminal changes it as the settings do.
 * Only the folder of the Docker command line is looked at; where that is not there, nothing is noticed by itself.
 */
export class AddressFollower {
  private last: string;
  private readonly watcher: FSWatcher | undefined;

  constructor(
    private readonly choice: () => DaemonChoice,
    private readonly onChange: () => void,
    private readonly surroundings: () => Surroundings = ownSurroundings,
  ) {
    this.last = this.now();
    this.watcher = this.watchConfiguration();
  }

  /** To be called when the settings have changed. */
  check(): void {
    const now = this.now();
    if (now === this.last) return;
    this.last = now;
    this.onChange();
  }

  dispose(): void {
    this.watcher?.close();
  }

  private now(): string {
    try {
      return JSON.stringify(findDaemonAddress(this.choice(), this.surroundings()));
    } catch (error) {
      return toDaemonFailure(error, '').message;
    }
  }

  /** The folder, not the file: the command line writes a new one and puts it in the old one's place. */
  private watchConfiguration(): FSWatcher | undefined {
    try {
      const watcher = watch(configurationFolder(this.surroundings()), { persistent: false }, (_, name) => {
        if (name === null || name === 'config.json') this.check();
      });
      return watcher.on('error', () => watcher.close());
    } catch {
      return undefined;
    }
  }
}
