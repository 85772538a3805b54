import type { LessonSummary } from '../../server/protocol/course';
import type { LessonState } from './courseOrder';

/** What is told of one lesson's line in the tree. No vscode. */
export interface LessonStanding {
  readonly state: LessonState;
  readonly isNext: boolean;
}

const stateNames: Readonly<Record<LessonState, string>> = { done: 'done', doneOnFiles: 'done on files', begun: 'begun', notBegun: '' };

/** Beside the title: `done`, `begun, next`. */
export function standingWords({ state, isNext }: LessonStanding): string {
  return [stateNames[state], isNext ? 'next' : ''].filter(Boolean).join(', ');
}

/** For those who hear the line. */
export function standingLabel({ title }: LessonSummary, standing: LessonStanding): string {
  return `Lesson ${title}, ${standingWords(standing) || 'not begun'}`;
}

/** Markdown: why, what the state means, what to know before. `titles`: of the written lessons. */
export function lessonTooltip({ title, why, prerequisites, hasLab }: LessonSummary, standing: LessonStanding, titles: ReadonlyMap<string, string>): string {
  const before = prerequisites.flatMap((id) => titles.get(id) ?? []);
  const onFiles = 'Done on its files. Check the lab with a running Docker for the rest.';
  return [
    `**${title}**`,
    why,
    standing.state === 'doneOnFiles' ? onFiles : undefined,
    before.length > 0 ? `Builds on: ${before.join(', ')}.` : undefined,
    hasLab ? undefined : 'No lab: done when each question has been answered right.',
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

/** `3 of 12 done` */
export function countWords(done: number, all: number): string {
  return `${done} of ${all} done`;
}
