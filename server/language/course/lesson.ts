/** The shapes of the course, as `content/lessons`, `content/course.yaml` and `content/cheat-sheet.yaml` hold it. */

import type { Background, ExplainLevel } from '../content';

/** One lesson, `content/lessons/<level>/<nn>-<id>/lesson.md` and its lab. All texts are Markdown without citations. */
export interface Lesson {
  readonly id: string;
  readonly level: CourseLevel;
  /** 1-based place in its level. */
  readonly order: number;
  readonly title: string;
  /** One sentence: why it is worth learning. */
  readonly why: string;
  /** What it teaches, one sentence each; every level says all of them in its own words. */
  readonly facts: readonly Fact[];
  /** A line `![](name.mmd)` stands where a diagram belongs; a diagram without one follows the text. */
  readonly levels: Readonly<Record<ExplainLevel, string>>;
  /** Ids of the facts that each level's text cites, as the author marked them. */
  readonly cited: Readonly<Record<ExplainLevel, readonly string[]>>;
  readonly analogies: Readonly<Partial<Record<Exclude<Background, 'none'>, string>>>;
  /** Folder of the lesson relative to `content/`, with forward slashes. */
  readonly folder: string;
  /** Ids of lessons that a reader should know before. */
  readonly prerequisites: readonly string[];
  /** Numbers of the roadmap's stages, keys of `Course.stages`. */
  readonly stages: readonly number[];
  /** Ids of `content/course/inventory.tsv` that this lesson covers. */
  readonly seeds: readonly string[];
  readonly diagrams: readonly Diagram[];
  readonly questions: readonly Question[];
  readonly sources: readonly Source[];
  /** What of the editor's help says the same: ids of `Content.hovers` and of rules. */
  readonly reinforces: { readonly hovers: readonly string[]; readonly rules: readonly string[] };
  readonly lab?: Lab;
  /** Why there is no lab. Exactly one of the two is there. */
  readonly labExempt?: string;
}

export type CourseLevel = 'foundations' | 'advanced' | 'expert';

/** One thing that a lesson teaches. Written `[^id]` behind the sentence that says it. */
export interface Fact {
  readonly id: string;
  /** One sentence. */
  readonly says: string;
  /** `daemon`: a test in `test/daemon/lessons/<lesson>.test.ts` names it; else the address of the page that says it. */
  readonly proof: string;
}

/** Where a lesson's statements can be read. */
export interface Source {
  readonly url: string;
  /** The day on which the page was read, ISO 8601. */
  readonly checked?: string;
}

/** A picture of a lesson. Its mermaid source is in the lesson's `diagrams/`. */
export interface Diagram {
  /** File name of the mermaid source. */
  readonly source: string;
  /** The mermaid source. */
  readonly mermaid: string;
  /** The drawn picture, an SVG in the theme's colours, relative to the extension's folder. */
  readonly picture: string;
  /** What the picture says, for those who cannot see it. */
  readonly alternative: string;
}

/** A question of "Check yourself": `### text {#id fact=ID interview=S1-Q2}`, an optional line `Answer: …`, the answers. */
export interface Question {
  /** Kebab-case, unique in the lesson. */
  readonly id: string;
  readonly text: string;
  /** Id of the fact that the right answer follows from. */
  readonly fact: string;
  /** Id of the interview question in `content/course/inventory.tsv` that this is. */
  readonly interview?: string;
  /** What one would say in an interview. */
  readonly modelAnswer?: string;
  readonly answers: readonly QuestionAnswer[];
}

export interface QuestionAnswer {
  readonly text: string;
  readonly correct: boolean;
  /** Why the answer is right or wrong. */
  readonly because: string;
}

/** A task that the learner does on files and, where there is one, on the own daemon: `lab/lab.yaml`. */
export interface Lab {
  /** Markdown. Commands stand in `sh` fences. */
  readonly task: string;
  /** Tasks and challenges of `content/course/inventory.tsv` that this lab is. */
  readonly covers: readonly string[];
  readonly hints: readonly string[];
  /** The file to open first, relative to the learner's folder. */
  readonly firstFile: string;
  /** Folder names below `start/` and `solution/` and what they are called, where there are several; empty for one. */
  readonly variants: readonly LabVariant[];
  /** Looked at by the language server's own analysis. */
  readonly static: readonly LabCondition[];
  /** Looked at on the daemon, by reading calls. */
  readonly live: readonly LabCondition[];
  /** What to do, or to know, without a daemon. Markdown. */
  readonly noDaemon: string;
}

export interface LabVariant {
  /** `dotnet`, `python`, `node` */
  readonly id: string;
  /** `.NET` */
  readonly title: string;
}

/** One thing that must hold: an entry of the registry in `conditions/` and what it needs to know. */
export interface LabCondition {
  /** Key of the registry. */
  readonly condition: string;
  readonly parameters: Readonly<Record<string, ConditionValue>>;
  /** What holds when it is met, in a few words: `The server is process 1`. */
  readonly title: string;
  /** What the learner reads while it does not hold: why, and what to look at. */
  readonly unmet: string;
}

export type ConditionValue = string | number | boolean | readonly string[];

/** `content/course.yaml` */
export interface Course {
  /** Ids of all lessons by level, in their order; those still to be written included. */
  readonly levels: Readonly<Record<CourseLevel, readonly string[]>>;
  readonly stages: readonly RoadmapStage[];
}

/** A stage of the roadmap, which goes across the levels. */
export interface RoadmapStage {
  /** From 1. */
  readonly number: number;
  readonly title: string;
  /** One sentence. */
  readonly why: string;
}

/** One command of the cheat sheet, `content/cheat-sheet.yaml`. */
export interface CheatSheetEntry {
  /** Kebab-case. */
  readonly id: string;
  /** In its modern form; what the reader replaces stands in capitals: `docker run --rm -p 8080:8080 IMAGE`. */
  readonly command: string;
  /** One sentence. */
  readonly does: string;
  /** What goes wrong with it, or what older texts say instead. Markdown. */
  readonly note?: string;
  readonly lesson: string;
  /** Ids of the course's list of commands that this entry stands for. */
  readonly seeds: readonly string[];
}
