import * as vscode from 'vscode';
import type { GraphNode, GraphState } from '../../server/protocol/graph';
import { graphTree, type GraphTreeItem } from '../../server/protocol/graphTree';
import { commands } from '../../server/protocol/messages';
import { chooseDockerContextCommand, refreshDockerCommand } from './commandNames';
import type { GraphFeed } from './graphFeed';
import { nodeIcon } from './nodeIcon';
import { kindNames, nodeTooltip } from './nodeWords';
import { ShownTree, type ShownItem } from './shownTree';

/** One line of the side bar: what it stands for, and the node of the graph, where it is one. */
export interface DockerLine {
  readonly item: GraphTreeItem;
  readonly node: GraphNode | undefined;
  /** What happens on a click. */
  readonly command?: vscode.Command;
  /** The one of its kind and state where it is missing. */
  readonly icon?: string;
}

export type DockerItem = ShownItem<DockerLine>;

/** Projects, images, containers, volumes and networks of the daemon as a tree. The recorded sample is nobody's Docker: it is not in it. */
export class DockerTree implements vscode.TreeDataProvider<DockerItem>, vscode.Disposable {
  private nodes: ReadonlyMap<string, GraphNode> = new Map();
  private readonly tree: ShownTree<DockerLine>;
  private readonly changed = new vscode.EventEmitter<DockerItem[] | undefined>();
  private readonly subscription: vscode.Disposable;
  private visible = false;
  private drawn: GraphState | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly feed: GraphFeed) {
    this.tree = new ShownTree<DockerLine>({
      keyOf: ({ item }) => item.key,
      appearanceOf: (line) => JSON.stringify(appearance(line)),
      childrenOf: ({ item }) => this.lines(item.children()),
    });
    this.subscription = feed.onDidChangeComplete(() => this.catchUp());
  }

  /** Goes over to the latest state, once somebody sees it. */
  show(visible: boolean): void {
    this.visible = visible;
    this.catchUp();
  }

  getChildren(parent?: DockerItem): DockerItem[] {
    return [...this.tree.childrenOf(parent)];
  }

  getTreeItem({ key, item: line }: DockerItem): vscode.TreeItem {
    return { id: key, ...appearance(line) };
  }

  /** Made when it is shown, so that it has the daemon's latest words. */
  resolveTreeItem(shown: vscode.TreeItem, { item: { node } }: DockerItem): vscode.TreeItem {
    if (node !== undefined) shown.tooltip = nodeTooltip(node);
    return shown;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private catchUp(): void {
    const state = this.feed.complete?.state;
    if (this.visible && state !== undefined && state !== this.drawn) {
      this.drawn = state;
      this.update(state);
    }
  }

  private update({ graph: shown, problem }: GraphState): void {
    const graph = shown?.source === 'daemon' ? shown : undefined;
    this.nodes = new Map(graph?.nodes.map((node) => [node.id, node]));
    // While another daemon is being read, there is neither a graph nor anything wrong.
    const withoutGraph = problem === undefined ? [] : remedies;
    const changed = this.tree.update(graph === undefined ? withoutGraph : this.lines(graphTree(graph)));
    if (changed.includes(undefined)) {
      this.changed.fire(undefined);
    } else if (changed.length > 0) {
      this.changed.fire(changed as DockerItem[]);
    }
  }

  private lines(items: readonly GraphTreeItem[]): DockerLine[] {
    return items.map((item) => {
      const node = item.node === undefined ? undefined : this.nodes.get(item.node);
      const opens = node !== undefined && !item.hasChildren;
      return { item, node, ...(opens && { command: { title: 'Show in Graph', command: commands.showGraph, arguments: [node.id, 'history'] } }) };
    });
  }
}

/** What stands in the tree where no daemon answers; why it does not stands above. */
const remedies: readonly DockerLine[] = [
  remedy('Try again', refreshDockerCommand, 'refresh'),
  remedy('Choose a Docker context…', chooseDockerContextCommand, 'plug'),
  remedy('Show a recorded sample as a graph', commands.showGraph, 'type-hierarchy'),
];

function remedy(label: string, command: string, icon: string): DockerLine {
  const item: GraphTreeItem = { key: command, kind: 'note', label, note: '', hasChildren: false, children: () => [] };
  return { item, node: undefined, icon, command: { title: label, command } };
}

/** Groups that are open from the start, and so are projects. */
const openGroups: readonly string[] = ['projects', 'containers'];

/** All that is shown of a line before somebody points at it. */
function appearance({ item, node, command, icon }: DockerLine): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const kind = item.kind === 'project' || node !== undefined ? kindNames[node?.kind ?? 'project'] : '';
  return {
    label: item.label,
    description: item.note,
    iconPath: icon === undefined ? nodeIcon(item.kind, node) : new vscode.ThemeIcon(icon),
    contextValue: `docker.${item.kind}`,
    collapsibleState: !item.hasChildren ? None : item.kind === 'project' || openGroups.includes(item.key) ? Expanded : Collapsed,
    accessibilityInformation: { label: [`${kind} ${item.label}`.trim(), item.note].filter(Boolean).join(', ') },
    command,
  };
}
