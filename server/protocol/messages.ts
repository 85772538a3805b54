import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { ComposeDiagramState, ComposeDiagramWatchParams } from './composeDiagram';
import type {
  CommandEntry,
  CommandHelp,
  CommandPlaceParams,
  CommandProposal,
  CourseOverview,
  LabCheckParams,
  LabCheckResult,
  LabWatchParams,
  LessonParams,
  LessonResult,
  QuizCard,
} from './course';
import type { GraphState } from './graph';
import type { DiskUsage, DockerContext, FocusDiagram, GraphDetails } from './graphDetails';
import type { GraphUpdate } from './graphUpdate';

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

/** The written lessons by level and by stage. */
export const courseRequest = new RequestType<Record<string, never>, CourseOverview, void>('layerwise/course');

/** A lesson's texts; null where there is no such lesson. */
export const lessonRequest = new RequestType<LessonParams, LessonResult | null, void>('layerwise/lesson');

/** Checks a lab: files with the server's own analysis, as the editor has them where they are open; the rest on the daemon. */
export const labCheck = new RequestType<LabCheckParams, LabCheckResult, void>('layerwise/labCheck');

/** Starts or ends following the daemon for the lab that the learner works on. */
export const labWatch = new NotificationType<LabWatchParams>('layerwise/labWatch');

/** An event of the daemon has changed something: the watched lab, checked anew. */
export const labChecked = new NotificationType<LabCheckResult>('layerwise/labChecked');

/** Every question of the written lessons. */
export const quizRequest = new RequestType<Record<string, never>, readonly QuizCard[], void>('layerwise/quiz');

/** The cheat sheet, in the course's order. */
export const cheatSheetRequest = new RequestType<Record<string, never>, readonly CommandEntry[], void>('layerwise/cheatSheet');

/** What the docker command at a place of a shell line does; null where there is none that the cheat sheet knows. */
export const commandHelpRequest = new RequestType<CommandPlaceParams, CommandHelp | null, void>('layerwise/commandHelp');

/** Commands of the cheat sheet that fit what stands before the cursor. */
export const commandProposalsRequest = new RequestType<CommandPlaceParams, readonly CommandProposal[], void>('layerwise/commandProposals');

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
  showSolution: 'layerwise.showSolution',
  continueCourse: 'layerwise.continueCourse',
  quizMe: 'layerwise.quizMe',
  showCheatSheet: 'layerwise.showCheatSheet',
  setExplainLevel: 'layerwise.setExplainLevel',
  previewCache: 'layerwise.previewCache',
  stopCachePreview: 'layerwise.stopCachePreview',
  showCacheHistory: 'layerwise.showCacheHistory',
} as const;
