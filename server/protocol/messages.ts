import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { ComposeDiagramState, ComposeDiagramWatchParams } from './composeDiagram';
import type { GraphState } from './graph';
import type { DiskUsage, DockerContext, FocusDiagram, GraphDetails } from './graphDetails';
import type { GraphUpdate } from './graphUpdate';
import type { LayerwiseSettings } from './settings';

/** Asks for the graph once. */
export const graphRequest = new RequestType<Record<string, never>, GraphState, void>('layerwise/graph');

export interface GraphWatchParams {
  readonly on: boolean;
  /** `containers`: no image, volume or network is read, which is cheap on every Engine. `everything` where it is missing. */
  readonly scope?: 'everything' | 'containers';
  /** Reads the daemon now, or tries to reach it now, instead of waiting, and sends the whole state. */
  readonly refresh?: boolean;
}

/** Starts, steers or stops the live graph; while it is on, the server sends `graphChanged`. */
export const graphWatch = new NotificationType<GraphWatchParams>('layerwise/graphWatch');

/** The daemon's objects have changed. */
export const graphChanged = new NotificationType<GraphUpdate>('layerwise/graphChanged');

export interface GraphNodeParams {
  /** A node's id in the live graph, or `project:NAME`. */
  readonly node: string;
}

/** Everything about one node; null where it is gone. */
export const graphDetailsRequest = new RequestType<GraphNodeParams, GraphDetails | null, void>('layerwise/graphDetails');

/** A diagram of one node and what is around it; null where it is gone. */
export const graphFocusRequest = new RequestType<GraphNodeParams, FocusDiagram | null, void>('layerwise/graphFocus');

/** Where the disk goes: counted by the daemon, or without its answer what the graph tells; null where there is no graph. */
export const graphDiskRequest = new RequestType<Record<string, never>, DiskUsage | null, void>('layerwise/graphDisk');

/** The contexts of the Docker command line on the machine where the server runs. */
export const dockerContextsRequest = new RequestType<Record<string, never>, readonly DockerContext[], void>('layerwise/dockerContexts');

/** Starts or stops the picture of a compose file. */
export const composeDiagramWatch = new NotificationType<ComposeDiagramWatchParams>('layerwise/composeDiagramWatch');

/** The project, one of its files or the daemon's containers have changed; carries the whole new state. */
export const composeDiagramChanged = new NotificationType<ComposeDiagramState>('layerwise/composeDiagramChanged');

export interface LabCheckParams {
  readonly lesson: string;
  /** Folder of the learner's copy of the lab. */
  readonly folderUri: string;
}

export interface LabCheckResult {
  readonly lesson: string;
  readonly done: boolean;
  /** What does not hold yet, in the lab's own words. */
  readonly unmet: readonly string[];
}

/** Checks a lab with the server's own analysis. Files open in the editor are read from there. */
export const labCheck = new RequestType<LabCheckParams, LabCheckResult, void>('layerwise/labCheck');

export interface LessonParams {
  readonly lesson: string;
  readonly level: LayerwiseSettings['explainLevel'];
  readonly background: LayerwiseSettings['background'];
}

/** A lesson as one reader wants it. Texts are markdown. */
export interface LessonResult {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly body: string;
  /** The comparison with the reader's background, if the lesson has one. */
  readonly analogy: string | undefined;
  /** SVG files relative to the extension's folder, and what they say. */
  readonly pictures: readonly { readonly path: string; readonly alternative: string }[];
  readonly questions: readonly {
    readonly text: string;
    readonly answers: readonly { readonly text: string; readonly correct: boolean; readonly because: string }[];
  }[];
  readonly sources: readonly string[];
  readonly lab: LessonLab | undefined;
}

export interface LessonLab {
  readonly task: string;
  readonly hints: readonly string[];
  /** What the learner starts from, relative to the extension's folder. */
  readonly startFolder: string;
  /** The file to open first, relative to the lab's folder. */
  readonly firstFile: string;
}

/** A lesson's text; null where there is no such lesson. */
export const lessonRequest = new RequestType<LessonParams, LessonResult | null, void>('layerwise/lesson');

export interface RulePageParams {
  /** A rule's id, or the code of what Compose rejects. */
  readonly rule: string;
}

/** A rule's page in Markdown; null where there is none. */
export const rulePageRequest = new RequestType<RulePageParams, { readonly text: string } | null, void>('layerwise/rulePage');

/** Diagnostics lead to `SCHEME:/RULE.md` where the initialization options say `rulePages: true`. */
export const rulePageScheme = 'layerwise-rule';

/** Where a hover was shown, so that a command behind its links can show it again. */
export interface HoverPlace {
  readonly uri: string;
  /** 0-based, in UTF-16 units, as the protocol counts. */
  readonly line: number;
  readonly character: number;
}

/** Commands that the client registers and the server names in code lenses and hovers. */
export const commands = {
  showGraph: 'layerwise.showGraph',
  showComposeDiagram: 'layerwise.showComposeDiagram',
  writeRunLine: 'layerwise.writeRunLine',
  openLesson: 'layerwise.openLesson',
  startLab: 'layerwise.startLab',
  checkLab: 'layerwise.checkLab',
  setExplainLevel: 'layerwise.setExplainLevel',
  previewCache: 'layerwise.previewCache',
  stopCachePreview: 'layerwise.stopCachePreview',
  showCacheHistory: 'layerwise.showCacheHistory',
} as const;
