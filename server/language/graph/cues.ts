import type { ContainerNode, NetworkNode } from '../../protocol/graph';
import type { ContainerFacts, PortFacts } from './daemonFacts';

/**
 * What is worth learning about a node. Each id has its text in `content/graph/cues.yaml`. A cue is only given where the
 * daemon's own facts show it; where something was not told, there is none.
 */
export const cueIds = [
  'anonymous-volume-unused',
  'dangling-image',
  'exit-code-125',
  'exit-code-126',
  'exit-code-127',
  'exit-code-137',
  'exit-code-139',
  'exit-code-143',
  'exit-code-other',
  'exit-code-signal',
  'out-of-memory',
  'published-on-all-addresses',
  'restarting',
  'runs-as-root',
  'start-failed',
  'unhealthy',
  'unused-image',
  'unused-network',
  'unused-volume',
] as const;

export type CueId = (typeof cueIds)[number];

/** Codes with a text of their own. */
const explainedCodes = [125, 126, 127, 137, 139, 143] as const;

/** Codes above 128 that tell a signal by convention: 128 + its number. Linux has signals up to 64. */
const signalCodes = { first: 129, last: 192 } as const;

/**
 * @param image its tags
 * @param containers how many containers were made from it, running or not
 */
export function imageCues({ tags }: { readonly tags: readonly string[] }, containers: number): readonly CueId[] {
  const dangling: CueId[] = tags.length === 0 ? ['dangling-image'] : [];
  const unused: CueId[] = containers === 0 ? ['unused-image'] : [];
  return [...dangling, ...unused];
}

/**
 * @param told exit code and health, as the node has them
 * @param system the daemon's operating system as `/version` names it: root is a word of Linux
 */
export function containerCues(
  { state, ports = [], user }: Pick<ContainerFacts, 'state' | 'ports' | 'user'>,
  told: Pick<ContainerNode, 'exitCode' | 'health'>,
  system?: string,
): readonly CueId[] {
  const cues: CueId[] = [];
  const alive = state === 'running' || state === 'paused' || state === 'restarting';
  if (state === 'exited' && told.exitCode !== undefined) cues.push(...exitCodeCues(told.exitCode));
  if (ports.some(isOnAllAddresses)) cues.push('published-on-all-addresses');
  if (state === 'restarting') cues.push('restarting');
  if (alive && system !== 'windows' && isRoot(user)) cues.push('runs-as-root');
  if (told.health === 'unhealthy') cues.push('unhealthy');
  return cues.sort();
}

/** The cue of the code that a container ended with; none for 0. */
export function exitCodeCues(code: number): readonly CueId[] {
  const explained = explainedCodes.find((each) => each === code);
  if (explained !== undefined) return [`exit-code-${explained}`];
  if (code >= signalCodes.first && code <= signalCodes.last) return ['exit-code-signal'];
  return code === 0 ? [] : ['exit-code-other'];
}

/** The part of a node that holds its cues; nothing where there is none. */
export function withCues(cues: readonly CueId[]): { readonly cues?: readonly CueId[] } {
  return cues.length === 0 ? {} : { cues };
}

/** @param containers how many containers mount it, running or not */
export function volumeCues({ anonymous }: { readonly anonymous: boolean }, containers: number): readonly CueId[] {
  return containers > 0 ? [] : [anonymous ? 'anonymous-volume-unused' : 'unused-volume'];
}

/** Joining a swarm makes it: containers on overlay networks reach the outside through it, without being listed on it. */
export const swarmGateway = 'docker_gwbridge';

/**
 * A network of a swarm may serve containers of other machines, which nobody tells here.
 * @param containers how many containers are on it, running or not
 */
export function networkCues({ name, predefined, scope }: Pick<NetworkNode, 'name' | 'predefined' | 'scope'>, containers: number): readonly CueId[] {
  return containers > 0 || predefined || scope !== 'local' || name === swarmGateway ? [] : ['unused-network'];
}

/** True where the port answers on every address of the host, of IPv4 or of IPv6. */
function isOnAllAddresses({ hostAddress, hostPort }: PortFacts): boolean {
  return hostPort !== undefined && (hostAddress === '0.0.0.0' || hostAddress === '::');
}

/** `Config.User` of a container: the daemon has put the image's user there already. `user:group` and numbers are possible. */
export function isRoot(user: string | undefined): boolean {
  return user !== undefined && /^(?:root|0+)?(?::.*)?$/s.test(user.trim());
}
