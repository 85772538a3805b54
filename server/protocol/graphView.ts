import type { GraphState } from './graph';

/** What the extension tells the graph's webview. */
export type ToGraphView = { readonly type: 'state'; readonly state: GraphState };

/** What the graph's webview asks of the extension. */
export type FromGraphView =
  /** The script runs and wants the state. */
  | { readonly type: 'ready' }
  /** Read the daemon now. */
  | { readonly type: 'refresh' }
  /** Draw the picture around this node of the graph; without a node, around what is in use. */
  | { readonly type: 'focus'; readonly node?: string };

/** What the webview remembers while it is hidden and when VS Code starts again. */
export interface GraphViewMemory {
  readonly focus?: string;
  readonly view?: { readonly x: number; readonly y: number; readonly scale: number };
  readonly outlineOpen?: boolean;
}
