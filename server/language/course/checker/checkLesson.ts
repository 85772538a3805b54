import type { Lesson } from '../lesson';
import type { CourseKnowledge } from './courseKnowledge';
import { checkFences } from './fenceFindings';
import { checkFrontMatter } from './frontMatter';
import { checkLabText } from './labProblems';
import { checkLevels } from './levelTexts';
import { findOutdated } from './corrections';
import { checkQuestions } from './questionProblems';
import { checkShellFences } from './shellFences';

/**
 * What is missing or wrong in a lesson, each as one sentence; empty where nothing is. What only mermaid can say of diagrams,
 * and what only a test's own file can say of proofs, is not asked here.
 */
export function checkLesson(lesson: Lesson, knowledge: CourseKnowledge): string[] {
  return [
    ...checkFrontMatter(lesson, knowledge),
    ...checkLevels(lesson),
    ...checkQuestions(lesson),
    ...checkLabText(lesson),
    ...checkFences(lesson, knowledge),
    ...checkShellFences(lesson, knowledge.content),
    ...findOutdated(lesson, knowledge.corrections),
  ];
}
