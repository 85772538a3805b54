import { homedir } from 'node:os';

/** What the search for a daemon depends on; given from outside, so that a test can choose it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Where the paths of the system begin; `/` where it is not told. */
  readonly root?: string;
  /** Of the user on Unix. */
  readonly userId?: number;
  /** Names of the pipes that Windows has. */
  readonly pipes?: readonly string[];
}

export function ownSurroundings(): Surroundings {
  const userId = process.getuid?.();
  return { environment: process.env, platform: process.platform, home: homedir(), ...(userId !== undefined && { userId }) };
}
