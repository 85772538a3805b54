/** Which daemon is wanted: what `--host` and `--context` are to the Docker command line. */
export interface DaemonChoice {
  /** The address as a user writes it; goes before the context. Empty: not chosen. */
  readonly host: string;
  /** The name of a `docker context`. Empty: not chosen. */
  readonly context: string;
}

/** Nothing is chosen: the daemon is the one that the Docker command line would use. */
export const usualDaemon: DaemonChoice = { host: '', context: '' };

export function isSameChoice(one: DaemonChoice | undefined, other: DaemonChoice): boolean {
  return one?.host === other.host && one.context === other.context;
}

/** What stands in place of an address where none could be found. */
export function choiceInWords({ host, context }: DaemonChoice): string {
  return host.trim() || (context && `docker context ${context}`);
}
