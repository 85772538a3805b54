import * as vscode from 'vscode';
import type { OutlineItem } from '../../server/protocol/drawing';
import type { ContainerNode, GraphNode, ImageNode } from '../../server/protocol/graph';

type Picture = readonly [icon: string, colour?: string];

const good = 'charts.green';
const bad = 'list.errorForeground';
const doubtful = 'list.warningForeground';
const quiet = 'disabledForeground';

/** Pictures of what has no state of its own. */
const kinds: Readonly<Partial<Record<OutlineItem['kind'], string>>> = {
  project: 'folder-library',
  image: 'layers',
  layer: 'layers',
  container: 'package',
  volume: 'database',
  network: 'globe',
  service: 'server-process',
  task: 'circle-outline',
  machine: 'vm',
  note: 'info',
};

/** The icon of a thing and its state. The state stands in words beside it, too: colour alone tells nobody anything. */
export function nodeIcon(kind: OutlineItem['kind'], node: GraphNode | undefined): vscode.ThemeIcon | undefined {
  const [icon, colour] = picture(kind, node);
  return icon === undefined ? undefined : new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

function picture(kind: OutlineItem['kind'], node: GraphNode | undefined): Picture | readonly [undefined] {
  switch (node?.kind) {
    case 'container':
      return containerPicture(node);
    case 'image':
      return imagePicture(node);
    case 'network':
      return node.predefined ? ['globe', quiet] : ['globe'];
    case 'task':
      return taskPicture(node.state);
    case 'machine':
      return node.state === 'ready' ? ['vm-active', good] : ['vm-outline', bad];
    default:
      return kinds[kind] === undefined ? [undefined] : [kinds[kind]];
  }
}

function containerPicture({ state, health, exitCode }: ContainerNode): Picture {
  switch (state) {
    case 'running':
      return health === 'unhealthy' ? ['warning', doubtful] : health === 'starting' ? ['play-circle', doubtful] : ['play-circle', good];
    case 'paused':
      return ['debug-pause', doubtful];
    case 'restarting':
      return ['sync', doubtful];
    case 'exited':
      return exitCode === undefined || exitCode === 0 ? ['circle-outline', quiet] : ['circle-slash', doubtful];
    case 'dead':
      return ['error', bad];
    default:
      return ['circle-outline', quiet];
  }
}

/** An image that no name leads to, or that nothing was made from, stands back. */
function imagePicture({ tags, containers }: ImageNode): Picture {
  return tags.length === 0 || containers === 0 ? ['layers', quiet] : ['layers'];
}

function taskPicture(state: string): Picture {
  switch (state) {
    case 'running':
      return ['play-circle', good];
    case 'failed':
    case 'rejected':
    case 'orphaned':
      return ['error', bad];
    default:
      return ['circle-outline', quiet];
  }
}
