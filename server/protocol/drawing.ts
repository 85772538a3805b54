import type { GraphNode } from './graph';

/** What every picture of Layerwise consists of: a flowchart, and the same as an outline. */

/** What is drawn of a compose project. A `port` is an address of the host; a `bind` is a path of the host. */
export type ComposeDiagramKind = 'service' | 'network' | 'volume' | 'bind' | 'port' | 'secret' | 'config';

/** A diagram of a graph, or of the part of it that one picture can hold. */
export interface GraphDrawing {
  /** A mermaid flowchart. Its text is the same for the same graph. */
  readonly mermaid: string;
  /** The graph's node id for each node id of the flowchart. */
  readonly nodes: Readonly<Record<string, string>>;
  /** What the picture leaves out, in words. */
  readonly leftOut?: string;
}

/** A graph as an outline: for screen readers, the keyboard and the terminal. */
export interface OutlineItem {
  /** The graph's node id, where the item stands for a node. */
  readonly node?: string;
  readonly kind: 'group' | 'note' | 'project' | GraphNode['kind'] | ComposeDiagramKind;
  readonly label: string;
  readonly children: readonly OutlineItem[];
}
