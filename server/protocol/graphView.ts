import type { Location } from 'vscode-languageserver-protocol';
import type { DiskUsage, FocusDiagram, GraphDetails } from './graphDetails';
import type { GraphUpdate } from './graphUpdate';

/** What the extension tells the graph's webview. */
export type ToGraphView =
  | { readonly type: 'update'; readonly update: GraphUpdate }
  /** Select this node and bring it into view; `focus` shows its diagram. */
  | { readonly type: 'select'; readonly node: string; readonly view?: GraphViewName }
  /** Answers, each to the request of the same name; null where the node is gone or nothing can be told. */
  | { readonly type: 'details'; readonly node: string; readonly details: GraphDetails | null }
  | { readonly type: 'focus'; readonly node: string; readonly focus: FocusDiagram | null }
  | { readonly type: 'disk'; readonly disk: DiskUsage | null };

/** What the graph's webview asks of the extension. */
export type FromGraphView =
  /** The script runs and wants the whole state. */
  | { readonly type: 'ready' }
  /** Read the daemon now. */
  | { readonly type: 'refresh' }
  | { readonly type: 'details'; readonly node: string }
  | { readonly type: 'focus'; readonly node: string }
  | { readonly type: 'disk' }
  | { readonly type: 'copy'; readonly text: string }
  /** Write the line into a terminal without running it. */
  | { readonly type: 'terminal'; readonly line: string }
  | { readonly type: 'openSource'; readonly location: Location }
  | { readonly type: 'openLesson'; readonly lesson: string }
  | { readonly type: 'chooseContext' }
  /** Ask the user where to save a picture, and save it there. `data`: the SVG's text, or a PNG in base 64. */
  | { readonly type: 'save'; readonly format: 'svg' | 'png'; readonly name: string; readonly data: string };

export type GraphViewName = 'history' | 'focus' | 'disk';

/** What the webview remembers while it is hidden and when VS Code starts again. */
export interface GraphViewMemory {
  readonly selected?: string;
  readonly shown?: GraphViewName;
  readonly view?: { readonly x: number; readonly y: number; readonly scale: number };
  readonly search?: string;
  readonly filters?: Readonly<Record<string, string>>;
  /** Segments of layers that are open. */
  readonly opened?: readonly string[];
  readonly sideOpen?: boolean;
  readonly side?: 'details' | 'list';
  /** Width of the side pane, in pixels. */
  readonly sideWidth?: number;
}
