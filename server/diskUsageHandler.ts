import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'vscode-languageserver';
import { dockerCommandWords, ownTerminalShell } from './dockerCommandWords';
import type { GraphFacts } from './graphFacts';
import { guard, type FailureLog } from './guard';
import { diskCommands } from './language/graph/details/diskCommands';
import { diskUsage } from './language/graph/disk/diskUsage';
import type { DaemonDiskFacts } from './language/graph/daemonFacts';
import type { DiskUsage } from './protocol/graphDetails';
import { graphDiskRequest } from './protocol/messages';
import type { LayerwiseSettings } from './protocol/settings';
import { daemonChoice } from './settings';
import { askDaemon } from './world/docker/askDaemon';
import type { DaemonReader } from './world/docker/connect';
import { isSameChoice, type DaemonChoice } from './world/docker/daemonChoice';
import { DaemonFailure } from './world/docker/daemonFailure';
import { decodeDiskUsage } from './world/docker/decodeDiskUsage';

export interface DiskUsageOptions {
  /** The settings as they are now. */
  readonly settings: () => LayerwiseSettings;
  readonly facts: GraphFacts;
  readonly log: FailureLog;
}

/** Counting took 8 s on a loaded daemon with the containerd store; who waits longer sees what is known without it. */
const limits = { pingTimeout: 5_000, answerTimeout: 30_000 };

/** Engines count for one at a time and refuse everybody else meanwhile, with this status. */
const busyStatus = 500;
const mostTries = 3;
/** Milliseconds between two tries. */
const pause = 1_500;

/**
 * Answers `graphDiskRequest`: what the daemon has counted, or without that what the layers alone tell, which `leftOut` says.
 * Who asks while it counts gets the same answer.
 */
export function registerDiskUsageHandler(connection: Connection, options: DiskUsageOptions): void {
  let counting: { readonly daemon: DaemonChoice; readonly answer: Promise<DiskUsage | null> } | undefined;
  connection.onRequest(graphDiskRequest, () => {
    const daemon = daemonChoice(options.settings());
    if (counting !== undefined && isSameChoice(counting.daemon, daemon)) return counting.answer;
    const started = { daemon, answer: guard('disk usage', options.log, null, () => readDiskUsage(daemon, options.facts)) };
    counting = started;
    void started.answer.then(() => (counting = counting === started ? undefined : counting));
    return started.answer;
  });
}

async function readDiskUsage(daemon: DaemonChoice, facts: GraphFacts): Promise<DiskUsage | null> {
  const known = await facts.now();
  if (known === undefined) return null;
  const answers = known.origin === 'live' || known.origin === 'read';
  const usage = diskUsage(known.facts, answers ? await askDaemon(daemon, count, limits) : undefined);
  const shell = ownTerminalShell();
  const docker = known.origin === 'sample' ? undefined : dockerCommandWords(daemon, known.facts.host, shell);
  return { ...usage, commands: diskCommands(usage, known.facts, { docker, shell }) };
}

async function count(reader: DaemonReader): Promise<DaemonDiskFacts> {
  for (let tries = 1; ; tries += 1) {
    try {
      return decodeDiskUsage(await reader.diskUsage());
    } catch (error) {
      if (!(error instanceof DaemonFailure) || error.status !== busyStatus || tries === mostTries) throw error;
      await wait(pause);
    }
  }
}
