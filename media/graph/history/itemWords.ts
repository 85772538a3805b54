import { formatBytes } from '../../../server/protocol/formatBytes';
import type { ContainerNode, ImageNode, TaskNode } from '../../../server/protocol/graph';
import { shelfId, shelfKinds, type HistoryItem, type ShelfKind } from './items';

/** What an item says, and which rules of the style sheet are its own. */
export interface ItemWords {
  /** Before the first line: the state of what runs. */
  readonly sign: string;
  readonly first: string;
  readonly second: string;
  /** All of it, for the tooltip. */
  readonly whole: string;
  /** For a screen reader, on one line. */
  readonly spoken: string;
  readonly classes: string;
}

type Condition = 'running' | 'unhealthy' | 'paused' | 'stopped' | 'failed';

const signs: Readonly<Record<Condition, string>> = { running: '●', unhealthy: '●', paused: '◐', stopped: '○', failed: '○' };
const kindNames = { volume: 'volume', network: 'network', service: 'service', machine: 'machine of the swarm' } as const;
const drawers: Readonly<Record<ShelfKind, string>> = {
  volume: 'Volumes',
  network: 'Networks',
  machine: 'Swarm machines',
  service: 'Swarm services',
};

/** The words for an item. Labels and notes come from the server, on one line each. */
export function wordsOf(item: HistoryItem): ItemWords {
  const { node, step } = item;
  if (step !== undefined) {
    const size = step.bytes === 0 ? 'no bytes' : formatBytes(step.bytes);
    return plain(step.instruction || 'made without an instruction', size, 'step', 'layer');
  }
  if (node === undefined) {
    return groupWords(item);
  }
  switch (node.kind) {
    case 'container':
      return containerWords(node);
    case 'image':
      return imageWords(node);
    case 'task':
      return { ...plain(node.label, node.error || node.note, `task ${conditionOfTask(node)}`, 'task'), sign: signs[conditionOfTask(node)] };
    case 'layer':
      return plain(node.label, node.note, node.layers > 1 ? 'layer several' : 'layer', '');
    default:
      return plain(node.label, node.note, node.kind, kindNames[node.kind]);
  }
}

/** What a container is doing, as far as colours go. The words say it, too. */
export function conditionOf({ state, health, exitCode }: Pick<ContainerNode, 'state' | 'health' | 'exitCode'>): Condition {
  if (state === 'running') {
    return health === 'unhealthy' ? 'unhealthy' : 'running';
  }
  if (state === 'paused' || state === 'restarting' || state === 'removing') {
    return 'paused';
  }
  return state === 'dead' || (exitCode !== undefined && exitCode !== 0) ? 'failed' : 'stopped';
}

function conditionOfTask({ state }: TaskNode): Condition {
  if (state === 'running') {
    return 'running';
  }
  if (/^(failed|rejected|orphaned)$/.test(state)) {
    return 'failed';
  }
  return /^(complete|shutdown|remove)$/.test(state) ? 'stopped' : 'paused';
}

function containerWords(node: ContainerNode): ItemWords {
  const condition = conditionOf(node);
  const words = plain(node.label, [node.note, node.ports[0]].filter(Boolean).join(' · '), `container ${condition}`, 'container');
  // Not the daemon's own sentence: its age is that of the last change.
  const whole = [node.label, node.note, ...node.ports.slice(0, 12)].join('\n');
  return { ...words, sign: signs[condition], whole };
}

function imageWords(node: ImageNode): ItemWords {
  const isUntagged = node.tags.length === 0;
  const words = plain(node.label, node.note, isUntagged ? 'image untagged' : 'image', isUntagged ? 'image without a tag' : 'image');
  return { ...words, whole: [...(isUntagged ? [node.label] : node.tags.slice(0, 24)), node.note].join('\n') };
}

function groupWords({ id, kind, count, open }: HistoryItem): ItemWords {
  if (kind === 'more') {
    return plain(open === true ? 'Show fewer' : `and ${count} more`, count === 1 ? 'container' : 'containers', 'more', '');
  }
  if (kind === 'orphans') {
    return plain('Image is gone', count === 1 ? '1 container' : `${count} containers`, 'orphans', '');
  }
  const drawer = shelfKinds.find((shelf) => shelfId(shelf) === id);
  return plain(drawer === undefined ? '' : drawers[drawer], count === 0 ? 'none' : String(count), 'shelf', '');
}

function plain(first: string, second: string, classes: string, spokenKind: string): ItemWords {
  const spoken = [first, second, spokenKind].filter((part) => part !== '').join(', ');
  return { sign: '', first, second, whole: [first, second].filter((line) => line !== '').join('\n'), spoken, classes };
}
