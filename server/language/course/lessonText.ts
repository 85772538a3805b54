import type { Diagram, Lab, LabPredicate, Lesson, Question } from '../content';
import { checkHeadings, ContentError, parseMapping, parsePage, readAnalogies, readLevels, requireText, textList } from '../contentPage';
import { predicates } from './predicates';

const questionsHeading = 'Check yourself';
const frontMatterKeys = ['id', 'level', 'order', 'title', 'why', 'prerequisites', 'stages', 'seeds', 'diagrams', 'sources'];

/**
 * One lesson.
 * @param folder its folder below `content/`: `foundations/05-image-vs-container`. Level, order and id must agree with it.
 * @param source text of its `lesson.md`
 * @param labSource text of its `lab/lab.yaml`, if it has a lab
 * @throws ContentError
 */
export function parseLesson(folder: string, source: string, labSource: string | undefined): Lesson {
  const file = `${folder}/lesson.md`;
  const { fields, sections } = parsePage(file, source, frontMatterKeys);
  checkHeadings(file, sections, [questionsHeading]);
  const id = requireText(file, fields, 'id');
  const level = requireText(file, fields, 'level');
  const order = fields['order'];
  if (typeof order !== 'number' || !Number.isInteger(order)) throw new ContentError(file, 'order is not a whole number');
  const expected = `${level}/${String(order).padStart(2, '0')}-${id}`;
  if (folder !== expected) throw new ContentError(file, `says ${expected} but lies in ${folder}`);
  const why = requireText(file, fields, 'why');
  if (!/^[^.!?]+\.$/.test(why)) throw new ContentError(file, 'why is not exactly one sentence');
  return {
    id,
    level,
    order,
    title: requireText(file, fields, 'title'),
    why,
    levels: readLevels(file, sections),
    analogies: readAnalogies(file, sections),
    folder,
    prerequisites: textList(file, fields, 'prerequisites'),
    diagrams: readDiagrams(file, id, fields['diagrams']),
    questions: readQuestions(file, sections.find(({ heading }) => heading === questionsHeading)?.text ?? ''),
    sources: textList(file, fields, 'sources'),
    lab: labSource === undefined ? undefined : parseLab(`${folder}/lab/lab.yaml`, labSource),
  };
}

function readDiagrams(file: string, lesson: string, value: unknown): Diagram[] {
  if (!Array.isArray(value) || value.length === 0) throw new ContentError(file, 'has no diagrams');
  return value.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) throw new ContentError(file, 'a diagram is not a mapping');
    const fields = item as Record<string, unknown>;
    const source = requireText(file, fields, 'source');
    if (!/^[a-z0-9-]+\.mmd$/.test(source)) throw new ContentError(file, `the diagram ${source} is not named in kebab-case.mmd`);
    const picture = `media/walkthrough/${lesson}-${source.replace(/\.mmd$/, '.svg')}`;
    return { source, picture, alternative: requireText(file, fields, 'alternative') };
  });
}

/** A question is `### text`; an answer is `- [x] text > because`, with `[ ]` where it is wrong. */
function readQuestions(file: string, text: string): Question[] {
  const questions = text.split(/^### +/m).slice(1).map((block) => {
    const [question = '', ...lines] = block.split('\n');
    const answers = lines.filter((line) => line.trim()).map((line) => {
      const [, mark, answer, because] = /^- \[([x ])\] (.+?) > (.+)$/.exec(line) ?? [];
      if (!mark || !answer || !because) throw new ContentError(file, `this answer is not "- [x] text > because": ${line}`);
      return { text: answer, correct: mark === 'x', because };
    });
    if (!answers.some(({ correct }) => correct)) throw new ContentError(file, `no answer is right: ${question}`);
    return { text: question.trim(), answers };
  });
  if (questions.length < 2) throw new ContentError(file, `"${questionsHeading}" has fewer than two questions`);
  return questions;
}

/** The task of a lab and what must hold. @throws ContentError where a key or a predicate is unknown */
export function parseLab(file: string, source: string): Lab {
  const fields = parseMapping(file, source);
  const unknown = Object.keys(fields).find((key) => !['task', 'hints', 'static'].includes(key));
  if (unknown) throw new ContentError(file, `has the unknown key ${unknown}`);
  const hints = textList(file, fields, 'hints');
  if (hints.length === 0 || hints.length > 3) throw new ContentError(file, 'has no hint or more than three');
  const checks = fields['static'];
  if (!Array.isArray(checks) || checks.length === 0) throw new ContentError(file, 'static holds no predicate');
  return { task: requireText(file, fields, 'task'), hints, static: checks.map((check) => readPredicate(file, check)) };
}

function readPredicate(file: string, value: unknown): LabPredicate {
  if (typeof value !== 'object' || value === null) throw new ContentError(file, 'a predicate is not a mapping');
  const fields = value as Record<string, unknown>;
  const predicate = requireText(file, fields, 'predicate');
  const known = predicates[predicate];
  if (!known) throw new ContentError(file, `${predicate} is not in the registry of predicates`);
  if (known.needsValue !== (fields['value'] !== undefined)) {
    throw new ContentError(file, `${predicate} ${known.needsValue ? 'needs' : 'takes no'} value`);
  }
  return {
    predicate,
    file: requireText(file, fields, 'file'),
    value: fields['value'] === undefined ? undefined : requireText(file, fields, 'value'),
    unmet: requireText(file, fields, 'unmet'),
  };
}
