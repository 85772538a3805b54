import type { ContainerNode } from '../../protocol/graph';
import { containerId } from '../../protocol/graphNodeIds';
import { maskSecrets } from '../maskSecrets';
import { plainLine, shorten } from '../wording';
import { containerCues, withCues } from './cues';
import type { ContainerFacts } from './daemonFacts';
import { containerState, daemonText, nodeLabel, nodeNote, shortId } from './nodeWords';
import { portTexts } from './portTexts';

const longestCommand = 200;

/**
 * The daemon tells exit code and health only inside its sentence: `Exited (1) 2 hours ago`, `Up 3 minutes (healthy)`.
 * @param system the daemon's operating system, where it is known
 */
export function containerNode(container: ContainerFacts, system?: string): ContainerNode {
  const { id, status, compose, created } = container;
  const state = daemonText(container.state);
  const health = /^Up .*\((healthy|unhealthy|health: starting)\)/.exec(status)?.[1]?.replace('health: ', '') as ContainerNode['health'];
  const code = state === 'exited' ? /^Exited \((-?\d{1,10})\)/.exec(status)?.[1] : undefined;
  const condition = { state, ...(health && { health }), ...(code !== undefined && { exitCode: Number(code) }) };
  return {
    kind: 'container',
    id: containerId(id),
    label: nodeLabel(container.name, shortId(id)),
    note: nodeNote(containerState(condition)),
    name: daemonText(container.name) || shortId(id),
    imageName: daemonText(container.imageName),
    ...condition,
    status: daemonText(status),
    command: shorten(plainLine(maskSecrets(container.command)), longestCommand),
    ports: portTexts(container.ports ?? []),
    ...(compose && { project: compose.project, service: daemonText(compose.service) }),
    created,
    ...withCues(containerCues(container, condition, system)),
  };
}
