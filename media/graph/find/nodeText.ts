import type { GraphNode } from '../../../server/protocol/graph';

/** What a node can be found by. All in lower case. */
export interface NodeText {
  /** Found by any part. */
  readonly words: string;
  /** Identifiers of the daemon, found by how they begin: a part of a hash would be found everywhere. */
  readonly hashes: readonly string[];
}

/** Names, tags, instructions, projects, states and ports of a node, and its hashes. */
export function textOf(node: GraphNode): NodeText {
  const { words, hashes } = partsOf(node);
  return {
    words: [node.label, node.note, ...words].join('\n').toLowerCase(),
    hashes: [node.id.slice(node.id.indexOf(':') + 1), ...hashes].map((hash) => hash.replace(/^.*sha256:/, '').toLowerCase()),
  };
}

function partsOf(node: GraphNode): { words: readonly string[]; hashes: readonly string[] } {
  switch (node.kind) {
    case 'layer':
      return { words: (node.steps ?? []).map(({ instruction }) => instruction), hashes: [] };
    case 'image':
      return { words: [...node.tags, ...node.digests.map((digest) => digest.replace(/@.*/, ''))], hashes: node.digests };
    case 'container':
      return {
        words: [node.name, node.imageName, node.state, node.health ?? '', node.command, ...node.ports, node.project ?? '', node.service ?? ''],
        hashes: [],
      };
    case 'volume':
    case 'network':
      return { words: [node.name, node.driver, node.project ?? ''], hashes: [] };
    case 'service':
      return { words: [node.name, node.imageName, node.mode], hashes: [] };
    case 'task':
      return { words: [node.state, node.error], hashes: [] };
    case 'machine':
      return { words: [node.name, node.role, node.state], hashes: [] };
  }
}
