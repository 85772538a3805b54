import type { Lesson, Question } from '../lesson';
import { differences } from './frontMatter';

/** The questions of "Check yourself". */
export function checkQuestions({ questions, facts, seeds }: Lesson): string[] {
  const interview = questions.flatMap((question) => question.interview ?? []);
  return [
    ...(questions.length < 2 ? [`has ${questions.length} questions, not 2 or more`] : []),
    ...differences('interview questions', interview, seeds.filter((seed) => /^S1-Q\d+$/.test(seed))),
    ...questions.flatMap((question) => checkQuestion(question, facts.map(({ id }) => id)).map((problem) => `the question ${question.id} ${problem}`)),
  ];
}

function checkQuestion({ id, fact, interview, modelAnswer, answers }: Question, facts: readonly string[]): string[] {
  const right = answers.filter(({ correct }) => correct).length;
  const texts = answers.map(({ text }) => text);
  return [
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? [] : ['is not named in kebab-case']),
    ...(facts.includes(fact) ? [] : [`names the fact "${fact}", which the lesson does not have`]),
    ...(interview !== undefined && modelAnswer === undefined ? ['is an interview question without "Answer: …"'] : []),
    ...(right === 1 ? [] : [`has ${right} right answers`]),
    ...(answers.length < 3 ? [`has ${answers.length} answers, not 3 or more`] : []),
    ...(new Set(texts).size === texts.length ? [] : ['has an answer twice']),
  ];
}
