/**
 * The shape of the prose that `content/` holds. The core receives it as data, so it stays pure:
 * the build compiles the folder into `dist/content.json` and `server/world/content.ts` reads that file.
 */

import type { CheatSheetEntry, Course, Lesson } from './course/lesson';
import type { DaemonFacts } from './graph/daemonFacts';

/** How a text is worded. Levels change words, never facts. */
export type ExplainLevel = 'child' | 'teen' | 'developer';

/** Which comparison a reader wants beside a text. Each names where it breaks. */
export type Background = 'none' | 'dotnet' | 'git';

/** One explained thing: an instruction, a flag, a compose key. `id` is the file's path below `content/hover`, without `.md`. */
export interface HoverText {
  readonly id: string;
  /** The thing's own spelling, for the hover's heading: `RUN --mount`. */
  readonly title: string;
  /** One sentence: what it is. */
  readonly summary: string;
  readonly levels: Readonly<Record<ExplainLevel, string>>;
  readonly analogies: Readonly<Partial<Record<Exclude<Background, 'none'>, string>>>;
  /** The official reference page of this thing. */
  readonly reference?: string;
  /** Id of the lesson that teaches it. */
  readonly lesson?: string;
}

/** A flag of a command. */
export interface CommandFlag {
  /** Its text in `Content.hovers`. */
  readonly id: string;
  /** The text's one sentence, for lists of bundled flags. */
  readonly summary: string;
  /** True where the next word is its value. */
  readonly value: boolean;
}

/** What is known of a command's words, by their spelling. A subcommand's key may be several words: `mod download`. */
export interface CommandGrammar {
  /** Its text in `Content.hovers`. */
  readonly id: string;
  readonly flags: Readonly<Record<string, CommandFlag>>;
  readonly subcommands: Readonly<Record<string, CommandGrammar>>;
}

/** One rule's page, `content/rules/<id>.md`. Every example is run as a test. */
export interface RulePage {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Ids of other tools' checks that mean the same. Their pragmas are honoured. */
  readonly alsoKnownAs: readonly string[];
  /** Markdown of the sections What, Why and What to do. */
  readonly body: string;
  readonly examples: readonly RuleExample[];
}

/** A named set of files, one of which is the Dockerfile or compose file under test. */
export interface RuleExample {
  readonly kind: 'bad' | 'good';
  readonly files: Readonly<Record<string, string>>;
}

/** Why a daemon cannot be read, in words. Keys are the `DaemonProblem` reasons of the protocol. */
export interface DaemonProblemText {
  readonly title: string;
  readonly explanation: string;
  /** What to do; where it depends on the system, that of Linux. */
  readonly remedy: string;
  readonly remedies?: Readonly<Record<DaemonPlatform, string>>;
}

/** The systems on which a daemon's troubles are mended in different ways. */
export type DaemonPlatform = 'linux' | 'macos' | 'windows';

/** One kind of thing in the graph, `content/graph/<kind>.md`: what such a thing is. */
export interface GraphKindText {
  /** `Image` */
  readonly title: string;
  readonly levels: Readonly<Record<ExplainLevel, string>>;
}

/** What is worth learning about a node, an entry of `content/graph/cues.yaml`. */
export interface GraphCueText {
  readonly title: string;
  readonly levels: Readonly<Record<ExplainLevel, string>>;
  readonly remedy: string;
  /** Id of a lesson that exists. */
  readonly lesson?: string;
}

/** The words of `content/graph`. */
export interface GraphTexts {
  /** By kind of node; `project` for a compose project. */
  readonly kinds: Readonly<Record<string, GraphKindText>>;
  /** By the ids of `graph/cues.ts`. */
  readonly cues: Readonly<Record<string, GraphCueText>>;
}

export interface Content {
  /** What `layerwise --help` prints. */
  readonly commandLineHelp: string;
  readonly hovers: Readonly<Record<string, HoverText>>;
  /** Commands that stand in RUN, by each of their names: `content/commands`. */
  readonly commands: Readonly<Record<string, CommandGrammar>>;
  readonly rules: Readonly<Record<string, RulePage>>;
  readonly lessons: readonly Lesson[];
  readonly course: Course;
  readonly cheatSheet: readonly CheatSheetEntry[];
  /** What the options of docker commands mean: `content/docker-options.yaml`. Ids and summaries are its own, not hover texts. */
  readonly dockerOptions?: CommandGrammar;
  readonly daemonProblems: Readonly<Record<string, DaemonProblemText>>;
  /** The recorded daemon that the graph shows where none answers: `content/graph-sample.json`. */
  readonly graphSample?: DaemonFacts;
  /** What the diagram of a compose file says when it cannot show it, by the notice's kind: `content/compose-diagram.yaml`. */
  readonly composeDiagramNotices?: Readonly<Record<string, DaemonProblemText>>;
  /** What Compose rejects: `content/compose-faults.md`. */
  readonly composeFaults?: ComposeFaultTexts;
  readonly graph?: GraphTexts;
}

/** The page of what Compose rejects, in parts. */
export interface ComposeFaultTexts {
  /** What holds for all of them, in Markdown. */
  readonly about: string;
  /** By code: what it is, and an example, in Markdown. */
  readonly texts: Readonly<Record<string, string>>;
}
