import type { EngineRules } from '../../language/cache/buildInput';
import { engineRulesOf } from '../../language/cache/engines';
import type { DaemonReader } from './connect';

/** What the containerd image store calls itself in the driver's status. */
const containerdStore = 'io.containerd.snapshotter.v1';

/**
 * Which rules the daemon's own builder follows. The client applies the ignore file; it is taken to be as old as the daemon.
 * @returns undefined where the answer tells no version
 * @throws DaemonFailure where the daemon cannot be read
 */
export async function readEngineRules(reader: DaemonReader): Promise<EngineRules | undefined> {
  const { ServerVersion, DriverStatus } = ((await reader.info()) ?? {}) as Record<string, unknown>;
  if (typeof ServerVersion !== 'string' || ServerVersion === '') return undefined;
  const status: readonly unknown[] = Array.isArray(DriverStatus) ? DriverStatus : [];
  return engineRulesOf(ServerVersion, status.some((row) => Array.isArray(row) && row[1] === containerdStore));
}
