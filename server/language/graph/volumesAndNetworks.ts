import type { GraphEdge, NetworkNode, VolumeNode } from '../../protocol/graph';
import { containerId, networkId, volumeId } from '../../protocol/graphNodeIds';
import { count } from '../wording';
import { networkCues, volumeCues, withCues } from './cues';
import type { ContainerFacts, NetworkFacts, VolumeFacts } from './daemonFacts';
import { daemonText, nodeLabel, nodeNote, shortId } from './nodeWords';

/** Every Engine on Linux has these three, one on Windows `none` and `nat`, and nobody can remove them. */
const predefinedNetworks: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

/** Volumes and who mounts them. A volume that is mounted and not listed has no node: it may be gone. */
export function volumeNodes(
  volumes: readonly VolumeFacts[],
  containers: readonly ContainerFacts[],
): { readonly nodes: readonly VolumeNode[]; readonly edges: readonly GraphEdge[] } {
  const users = new Map(volumes.map(({ name }) => [name, new Set<string>()]));
  for (const { id, mounts = [] } of containers) {
    mounts.forEach(({ kind, name }) => kind === 'volume' && users.get(name ?? '')?.add(id));
  }
  return {
    nodes: volumes.map((volume) => volumeNode(volume, users.get(volume.name)?.size ?? 0)),
    edges: [...users].flatMap(([name, ids]) => [...ids].map((id): GraphEdge => ({ from: containerId(id), to: volumeId(name), kind: 'mounts' }))),
  };
}

function volumeNode({ name, driver, created, composeProject, anonymous }: VolumeFacts, containers: number): VolumeNode {
  return {
    kind: 'volume',
    id: volumeId(name),
    label: anonymous ? nodeLabel(`anonymous ${shortId(name)}`) : nodeLabel(name),
    note: nodeNote(driver, containerCount(containers)),
    name: daemonText(name),
    driver: daemonText(driver),
    anonymous,
    ...(composeProject !== undefined && { project: composeProject }),
    containers,
    created,
    ...withCues(volumeCues({ anonymous }, containers)),
  };
}

/** Networks and who is on them. Of a container that never ran the daemon tells the network's name only. */
export function networkNodes(
  networks: readonly NetworkFacts[],
  containers: readonly ContainerFacts[],
): { readonly nodes: readonly NetworkNode[]; readonly edges: readonly GraphEdge[] } {
  const members = new Map(networks.map(({ id }) => [id, new Set<string>()]));
  const idsByName = new Map<string, string | undefined>();
  networks.forEach(({ name, id }) => idsByName.set(name, idsByName.has(name) ? undefined : id));
  for (const { id, networks: attached = [] } of containers) {
    attached.forEach((network) => members.get(network.id || (idsByName.get(network.name) ?? ''))?.add(id));
  }
  return {
    nodes: networks.map((network) => networkNode(network, members.get(network.id)?.size ?? 0)),
    edges: [...members].flatMap(([network, ids]) =>
      [...ids].map((id): GraphEdge => ({ from: containerId(id), to: networkId(network), kind: 'joins' })),
    ),
  };
}

function networkNode({ id, name, driver, scope, internal, created, composeProject }: NetworkFacts, containers: number): NetworkNode {
  const predefined = predefinedNetworks.has(name) || (name === 'nat' && driver === 'nat');
  return {
    kind: 'network',
    id: networkId(id),
    label: nodeLabel(name, shortId(id)),
    note: nodeNote(driver === 'null' ? undefined : driver, internal ? 'internal' : undefined, containerCount(containers)),
    name: daemonText(name),
    driver: daemonText(driver),
    scope: daemonText(scope),
    internal,
    predefined,
    ...(composeProject !== undefined && { project: composeProject }),
    containers,
    created,
    ...withCues(networkCues({ name, predefined, scope }, containers)),
  };
}

function containerCount(containers: number): string {
  return containers === 0 ? 'no container' : count(containers, 'container');
}
