import type { GraphNode } from '../../protocol/graph';
import type { CueId } from './cues';
import type { DaemonFacts } from './daemonFacts';

/** Cues that say that no container has something. */
const cuesOfNoUse: ReadonlySet<string> = new Set<CueId>(['unused-image', 'unused-volume', 'anonymous-volume-unused', 'unused-network']);

/** Takes back what only holds where all images or all containers are known: what is an image's own, and what nobody uses. */
export function onlyProven(nodes: GraphNode[], incomplete: DaemonFacts['incomplete'] = []): GraphNode[] {
  if (incomplete.length === 0) {
    return nodes;
  }
  const withoutSharing = incomplete.includes('images') ? nodes.map(unshared) : nodes;
  return incomplete.includes('containers') ? withoutSharing.map(withoutNoUse) : withoutSharing;
}

function unshared(node: GraphNode): GraphNode {
  if (node.kind !== 'image') {
    return node;
  }
  const { ownBytes: _own, sharedBytes: _shared, ...rest } = node;
  return rest;
}

function withoutNoUse(node: GraphNode): GraphNode {
  const { cues = [], ...rest } = node;
  const proven = cues.filter((cue) => !cuesOfNoUse.has(cue));
  return proven.length === cues.length ? node : proven.length === 0 ? rest : { ...rest, cues: proven };
}
