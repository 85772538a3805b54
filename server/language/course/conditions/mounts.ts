import { met, textOf, unmet, type Parameters, type ParameterTypes, type Verdict } from '../condition';

/** Something that a service or a container mounts. */
export interface Mount {
  /** `bind`, `volume`, `tmpfs`, … */
  readonly type: string;
  /** A volume's name, or a path of the host; undefined or empty where it has none. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
}

/** What a lab says of a mount. */
export const mountParameters: ParameterTypes = { type: 'string', target: 'string', source: 'string?', readOnly: 'boolean?' };

/**
 * @param owner whose mounts these are, as a learner names it
 * @param isSource whether a mount's source is the one that the lab names
 */
export function checkMount(mounts: readonly Mount[], parameters: Parameters, owner: string, isSource: (mount: Mount, wanted: string) => boolean): Verdict {
  const target = textOf(parameters, 'target');
  const there = mounts.find((mount) => mount.target.replace(/(.)\/+$/, '$1') === target);
  if (!there) return unmet(mounts.length === 0 ? `${owner} mounts nothing` : `${owner} mounts something at: ${mounts.map((mount) => mount.target).join(', ')}`);
  if (there.type !== parameters['type']) return unmet(`What is mounted at ${target} is a ${there.type}`);
  if (parameters['source'] !== undefined && !isSource(there, textOf(parameters, 'source'))) return unmet(there.source ? `Mounted at ${target}: ${there.source}` : `What is mounted at ${target} has no name`);
  const { readOnly } = parameters;
  if (readOnly === undefined || there.readOnly === readOnly) return met;
  return unmet(`${target} is mounted ${there.readOnly ? 'for reading only' : 'for reading and writing'}`);
}
