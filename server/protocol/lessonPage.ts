/** What the page of a lesson and the extension tell each other. */

import type { ExplainLevelName, LabCheckResult, LessonResult } from './course';
import { commands } from './messages';
import type { LayerwiseSettings } from './settings';

/** Where a lesson opens: at its text, or at its lab. */
export type LessonPart = 'text' | 'lab';

export type Background = LayerwiseSettings['background'];

/** Everything of one lesson that its page shows. */
export interface ShownLesson {
  readonly lesson: LessonResult;
  /** The lessons to know before that are written, in the lesson's order. */
  readonly prerequisites: readonly { readonly id: string; readonly title: string }[];
  /** What the settings say; the reader's choice on the page goes before them. */
  readonly level: ExplainLevelName;
  readonly background: Background;
  /** The last check of its lab. */
  readonly result: LabCheckResult | undefined;
}

export type ToLessonPage =
  /** Shows a lesson. `part`: go there; where it is missing, the page stays where it was. */
  | { readonly type: 'lesson'; readonly shown: ShownLesson; readonly part?: LessonPart; readonly level?: ExplainLevelName }
  | { readonly type: 'result'; readonly result: LabCheckResult }
  /** The file that `insert` writes into; undefined where there is none. */
  | { readonly type: 'editor'; readonly file: string | undefined }
  /** What the commands of shell lines do: Markdown by line. A line without help is left out. */
  | { readonly type: 'help'; readonly help: Readonly<Record<string, string>> }
  /** An action is done, in words. */
  | { readonly type: 'done'; readonly sentence: string };

export type FromLessonPage =
  | { readonly type: 'ready' }
  /** Runs one of `lessonPageCommands`, with the lesson that it is about. */
  | { readonly type: 'command'; readonly command: string; readonly lesson: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insert'; readonly text: string }
  /** One line for the terminal; it is not run. */
  | { readonly type: 'terminal'; readonly line: string }
  | { readonly type: 'help'; readonly lines: readonly string[] }
  | { readonly type: 'answered'; readonly lesson: string; readonly question: string; readonly correct: boolean };

/** What the page remembers while it is hidden and over a reload of the window. */
export interface LessonPageMemory {
  /** The reader's own choices; they hold for every lesson. */
  readonly level: ExplainLevelName;
  readonly background: Background;
  /** What is shown, and what was done with it. */
  readonly lesson: string;
  readonly part: LessonPart;
  readonly scroll: Readonly<Partial<Record<LessonPart, number>>>;
  /** Index of the chosen answer by question. */
  readonly answers: Readonly<Record<string, number>>;
  readonly hints: number;
}

/** The only commands that the page can run. */
export const lessonPageCommands: readonly string[] = [
  commands.openLesson,
  commands.startLab,
  commands.checkLab,
  commands.showSolution,
  commands.continueCourse,
  commands.quizMe,
  commands.showCheatSheet,
];
