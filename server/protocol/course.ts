/** What travels of the course. Texts are Markdown. */

import type { LayerwiseSettings } from './settings';

export type ExplainLevelName = LayerwiseSettings['explainLevel'];

/** The course as the side bar and the walkthrough's commands need it: written lessons only, in their order. */
export interface CourseOverview {
  readonly levels: readonly { readonly id: string; readonly title: string; readonly lessons: readonly LessonSummary[] }[];
  readonly stages: readonly { readonly number: number; readonly title: string; readonly why: string; readonly lessons: readonly string[] }[];
}

export interface LessonSummary {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly prerequisites: readonly string[];
  readonly hasLab: boolean;
}

export interface LessonParams {
  readonly lesson: string;
}

/** A lesson, all of it: the page chooses level and comparison. */
export interface LessonResult extends LessonSummary {
  readonly level: string;
  readonly levels: Readonly<Record<ExplainLevelName, string>>;
  readonly analogies: { readonly dotnet?: string; readonly git?: string };
  readonly diagrams: readonly LessonDiagram[];
  readonly questions: readonly LessonQuestion[];
  readonly sources: readonly string[];
  /** The cheat sheet's commands of this lesson. */
  readonly commands: readonly CommandEntry[];
  readonly lab: LessonLab | undefined;
  readonly labExempt: string | undefined;
  /** The lessons around it in the course. */
  readonly previous: { readonly id: string; readonly title: string } | undefined;
  readonly next: { readonly id: string; readonly title: string } | undefined;
}

export interface LessonDiagram {
  /** `one-to-many.mmd`: `![](one-to-many.mmd)` in a text means it. */
  readonly name: string;
  readonly mermaid: string;
  /** The drawn SVG, relative to the extension's folder. */
  readonly picture: string;
  readonly alternative: string;
}

export interface LessonQuestion {
  readonly id: string;
  readonly text: string;
  readonly interview: boolean;
  readonly modelAnswer: string | undefined;
  readonly answers: readonly { readonly text: string; readonly correct: boolean; readonly because: string }[];
}

export interface LessonLab {
  readonly task: string;
  readonly hints: readonly string[];
  readonly noDaemon: string;
  /** What the learner starts from and a solution, relative to the extension's folder; with variants, their parents. */
  readonly startFolder: string;
  readonly solutionFolder: string;
  /** The file to open first, relative to the lab's folder. */
  readonly firstFile: string;
  readonly variants: readonly { readonly id: string; readonly title: string }[];
  /** What must hold, in the lab's order: static ones, then live ones. */
  readonly conditions: readonly { readonly title: string; readonly kind: 'static' | 'live' }[];
}

export interface LabCheckParams {
  readonly lesson: string;
  /** Folder of the learner's copy of the lab. */
  readonly folderUri: string;
}

export interface LabCheckResult {
  readonly lesson: string;
  /**
   * `all`: every condition is met. `static`: those on files are met and no daemon answered for the live ones. `no`: something
   * is not met, or the check failed.
   */
  readonly done: 'no' | 'static' | 'all';
  /** In the lab's order; empty where the lab could not be checked. */
  readonly conditions: readonly LabConditionResult[];
  /** Why the lab could not be checked at all, or why the daemon could not be asked. */
  readonly problem?: string;
}

export interface LabConditionResult {
  readonly title: string;
  readonly kind: 'static' | 'live';
  /** `not-run`: no daemon could be asked. Never counts as met. */
  readonly state: 'met' | 'unmet' | 'not-run';
  /** Where it is not met: why, and what to look at. */
  readonly reason?: string;
  /** What was found instead, as it is on this machine: `It runs: /bin/sh -c node server.js`. */
  readonly found?: string;
}

export interface LabWatchParams extends LabCheckParams {
  /** While it is on, `labChecked` comes after events of the daemon that may change the result. One lab at a time. */
  readonly on: boolean;
}

/** One command of the cheat sheet. */
export interface CommandEntry {
  readonly id: string;
  /** What the reader replaces stands in capitals. */
  readonly command: string;
  readonly does: string;
  readonly note: string | undefined;
  readonly lesson: string;
  /** Title of that lesson, where it is written. */
  readonly lessonTitle: string | undefined;
}

/** Where in a shell text help is wanted. */
export interface CommandPlaceParams {
  /** One line of a shell text, with those that continue it behind a backslash. */
  readonly line: string;
  /** 0-based, in UTF-16 units. */
  readonly character: number;
}

/** What a command in a line does: Markdown, and the part of the line that it is about. */
export interface CommandHelp {
  readonly markdown: string;
  readonly start: number;
  readonly end: number;
  /** Id of the lesson that the Markdown names at its end, where it is written. */
  readonly lesson?: string | undefined;
}

/** A command that fits what stands before the cursor, and the part of the line that it replaces. */
export interface CommandProposal {
  readonly entry: CommandEntry;
  /** The entry's command, with what is typed already in place of what stands for it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A question that `Quiz Me` can ask, of any written lesson. */
export interface QuizCard extends LessonQuestion {
  readonly lesson: string;
  readonly lessonTitle: string;
}
