import { ContentError } from '../contentPage';
import type { Question, QuestionAnswer } from './lesson';

/**
 * The questions of a lesson. Each is `### text {#id fact=ID interview=ID}`, an optional line `Answer: …` and its answers:
 * `- [x] text > because`, with `[ ]` where it is wrong.
 * @throws ContentError where a heading or a line is something else, or an id occurs twice
 */
export function readQuestions(file: string, text: string): Question[] {
  const questions = text.split(/^### +/m).slice(1).map((block) => readQuestion(file, block));
  const twice = questions.find(({ id }, index) => questions.findIndex((other) => other.id === id) !== index);
  if (twice) throw new ContentError(file, `has the question ${twice.id} twice`);
  return questions;
}

function readQuestion(file: string, block: string): Question {
  const [heading = '', ...lines] = block.split('\n');
  const [, question, attributes] = /^(.+?) \{#([^{}]+)\}\s*$/.exec(heading) ?? [];
  if (!question || !attributes) throw new ContentError(file, `this question does not end in {#id fact=ID}: ${heading}`);
  const [id = '', ...pairs] = attributes.trim().split(/\s+/);
  const named = Object.fromEntries(pairs.map((pair) => pair.split('=', 2))) as Record<string, string | undefined>;
  const modelAnswer = lines.find((line) => line.startsWith('Answer: '))?.slice('Answer: '.length);
  const answers = lines.filter((line) => line.trim() && !line.startsWith('Answer: ')).map((line) => readAnswer(file, line));
  if (!answers.some(({ correct }) => correct)) throw new ContentError(file, `no answer is right: ${question}`);
  return {
    id,
    text: question.trim(),
    fact: named['fact'] ?? '',
    ...(named['interview'] !== undefined && { interview: named['interview'] }),
    ...(modelAnswer !== undefined && { modelAnswer }),
    answers,
  };
}

function readAnswer(file: string, line: string): QuestionAnswer {
  const [, mark, text, because] = /^- \[([x ])\] (.+?) > (.+)$/.exec(line) ?? [];
  if (!mark || !text || !because) throw new ContentError(file, `this answer is not "- [x] text > because": ${line}`);
  return { text, correct: mark === 'x', because };
}
