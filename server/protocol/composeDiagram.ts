import type { Range } from 'vscode-languageserver-protocol';
import type { ComposeDiagramKind, GraphDrawing, OutlineItem } from './drawing';

/** The picture of a compose project: what the file says, and what the daemon runs of it. */

/** Starts or stops the picture of one compose file; while it is on, the server sends `composeDiagramChanged`. */
export interface ComposeDiagramWatchParams {
  /** An open document. */
  readonly uri: string;
  readonly on: boolean;
}

/**
 * How a service's containers are, in the words of the picture; each has its own sign, never a colour alone. `finished`: it
 * ended with code 0; `failed`: with another one, or it starts again and again; `stopped`: it does not run and nothing says
 * that it failed, because a signal ended it or nobody has started it yet; `none`: there is no container.
 */
export type ServiceCondition = 'running' | 'starting' | 'unhealthy' | 'finished' | 'failed' | 'stopped' | 'paused' | 'none';

/** The word for each condition, in the picture and in the list beside it. */
export const conditionWords: Readonly<Record<ServiceCondition, string>> = {
  running: 'running',
  starting: 'starting',
  unhealthy: 'unhealthy',
  finished: 'finished',
  failed: 'failed',
  stopped: 'stopped',
  paused: 'paused',
  none: 'no container',
};

export interface ServiceState {
  readonly condition: ServiceCondition;
  /** The daemon's sentences, one for each container: `Up 3 minutes (healthy)`. */
  readonly sentences: readonly string[];
}

export interface ComposeDiagramNode {
  /** `service:web`: stays the same while the name does. */
  readonly id: string;
  readonly kind: ComposeDiagramKind;
  readonly label: string;
  /** Where it is written. Missing for what nobody wrote, such as the default network. */
  readonly place?: { readonly uri: string; readonly range: Range };
  /** Of a service, where the daemon answers. */
  readonly state?: ServiceState;
}

/** What the picture cannot show, or shows as it was: why, and what to do. */
export interface ComposeDiagramNotice {
  /** `unreadable`: the last picture that could be read is shown, if there was one; `empty`: there is nothing to draw. */
  readonly kind: 'unreadable' | 'empty';
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
}

export interface ComposeDiagramState {
  readonly uri: string;
  /** The project's name, as Compose would name it. */
  readonly projectName: string;
  /** Missing where nothing can be drawn. States are not part of its text, so that a new state moves nothing. */
  readonly drawing?: GraphDrawing;
  readonly nodes: readonly ComposeDiagramNode[];
  /** The same as an outline, for the keyboard and screen readers. */
  readonly outline: readonly OutlineItem[];
  /** The project in one or two sentences. */
  readonly summary: string;
  /** Whether states are the daemon's, in one short sentence. */
  readonly daemonSentence: string;
  readonly notice?: ComposeDiagramNotice;
}

/** What the extension tells the webview. */
export type ToComposeDiagramView =
  | { readonly type: 'state'; readonly state: ComposeDiagramState }
  /** What the user asked for is done, in one short sentence. */
  | { readonly type: 'done'; readonly sentence: string };

/** What the webview asks of the extension. */
export type FromComposeDiagramView =
  /** The script runs and wants the state. */
  | { readonly type: 'ready' }
  /** Show where this node is written. */
  | { readonly type: 'reveal'; readonly node: string }
  /** Copy the mermaid text. */
  | { readonly type: 'copyMermaid' }
  /** Save as a file: the mermaid text, or the picture with its colours written into it. */
  | { readonly type: 'saveMermaid' }
  | { readonly type: 'saveSvg'; readonly svg: string };

/** What the webview remembers while it is hidden and when VS Code starts again. */
export interface ComposeDiagramViewMemory {
  readonly uri?: string;
  readonly view?: { readonly x: number; readonly y: number; readonly scale: number };
  readonly outlineOpen?: boolean;
}
