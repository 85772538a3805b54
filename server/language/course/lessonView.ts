import type { CommandEntry, CourseOverview, LessonLab, LessonQuestion, LessonResult, LessonSummary, QuizCard } from '../../protocol/course';
import type { Content } from '../content';
import { courseLevels, levelTitles } from './courseIndex';
import type { CheatSheetEntry, Lesson, Question } from './lesson';

type CourseContent = Pick<Content, 'lessons' | 'course' | 'cheatSheet'>;

/** The written lessons by level and by stage. */
export function courseOverview({ lessons, course }: CourseContent): CourseOverview {
  return {
    levels: courseLevels.map((id) => ({ id, title: levelTitles[id], lessons: lessons.filter(({ level }) => level === id).map(summary) })),
    stages: course.stages.map((stage) => ({ ...stage, lessons: lessons.filter(({ stages }) => stages.includes(stage.number)).map(({ id }) => id) })),
  };
}

/** Everything that the page of a lesson shows; undefined where there is no lesson of that id. */
export function lessonView(content: CourseContent, id: string): LessonResult | undefined {
  const { lessons, cheatSheet } = content;
  const index = lessons.findIndex((each) => each.id === id);
  const lesson = lessons[index];
  if (!lesson) return undefined;
  const { level, levels, analogies, diagrams, sources, labExempt } = lesson;
  return {
    ...summary(lesson),
    level,
    levels,
    analogies,
    diagrams: diagrams.map(({ source, mermaid, picture, alternative }) => ({ name: source, mermaid, picture, alternative })),
    questions: lesson.questions.map(questionView),
    sources: sources.map(({ url }) => url),
    commands: cheatSheet.filter((entry) => entry.lesson === id).map((entry) => commandView(entry, lessons)),
    lab: labView(lesson),
    labExempt,
    previous: titleOf(lessons[index - 1]),
    next: titleOf(lessons[index + 1]),
  };
}

/** Every question of the written lessons, in their order. */
export function quizCards({ lessons }: CourseContent): QuizCard[] {
  return lessons.flatMap((lesson) => lesson.questions.map((question) => ({ ...questionView(question), lesson: lesson.id, lessonTitle: lesson.title })));
}

/** The cheat sheet, in the course's order of lessons. */
export function cheatSheetView({ cheatSheet, lessons, course }: CourseContent): CommandEntry[] {
  const inOrder = courseLevels.flatMap((level) => course.levels[level]);
  const entries = cheatSheet.map((entry) => commandView(entry, lessons));
  return entries.sort((a, b) => inOrder.indexOf(a.lesson) - inOrder.indexOf(b.lesson));
}

/** An entry as it travels. */
export function commandView({ id, command, does, note, lesson }: CheatSheetEntry, lessons: readonly Lesson[]): CommandEntry {
  return { id, command, does, note, lesson, lessonTitle: lessons.find((each) => each.id === lesson)?.title };
}

function summary({ id, title, why, prerequisites, lab }: Lesson): LessonSummary {
  return { id, title, why, prerequisites, hasLab: lab !== undefined };
}

function questionView({ id, text, interview, modelAnswer, answers }: Question): LessonQuestion {
  return { id, text, interview: interview !== undefined, modelAnswer, answers };
}

function labView({ lab, folder }: Lesson): LessonLab | undefined {
  if (!lab) return undefined;
  const { task, hints, noDaemon, firstFile, variants } = lab;
  return {
    task,
    hints,
    noDaemon,
    startFolder: `content/${folder}/lab/start`,
    solutionFolder: `content/${folder}/lab/solution`,
    firstFile,
    variants,
    conditions: [
      ...lab.static.map(({ title }) => ({ title, kind: 'static' as const })),
      ...lab.live.map(({ title }) => ({ title, kind: 'live' as const })),
    ],
  };
}

function titleOf(lesson: Lesson | undefined): { id: string; title: string } | undefined {
  return lesson && { id: lesson.id, title: lesson.title };
}
