import { checkHeadings, ContentError, parsePage, readAnalogies, readLevels, requireText, textList } from '../contentPage';
import type { ExplainLevel } from '../content';
import { parseLab } from './labText';
import type { CourseLevel, Diagram, Fact, Lesson, Source } from './lesson';
import { readQuestions } from './questionText';

const questionsHeading = 'Check yourself';
const frontMatterKeys = [
  ...['id', 'level', 'order', 'title', 'why', 'prerequisites', 'stages', 'seeds', 'facts', 'diagrams', 'reinforces', 'sources'],
  'labExempt',
];
const citation = / ?\[\^([a-z0-9-]+)\]/g;

/** The files of a lesson's folder that are read as text. */
export interface LessonFiles {
  /** `lesson.md` */
  readonly lesson: string;
  /** `lab/lab.yaml`, if it has a lab */
  readonly lab?: string;
  /** The files of `diagrams/` by name. */
  readonly diagrams: Readonly<Record<string, string>>;
}

/**
 * One lesson.
 * @param folder its folder below `content/`: `lessons/foundations/05-image-vs-container`. Level, order and id must agree with it.
 * @throws ContentError naming the file and what is wrong with it
 */
export function parseLesson(folder: string, files: LessonFiles): Lesson {
  const file = `${folder}/lesson.md`;
  const { fields, sections } = parsePage(file, files.lesson, frontMatterKeys);
  checkHeadings(file, sections, [questionsHeading]);
  const id = requireText(file, fields, 'id');
  const level = requireText(file, fields, 'level');
  const order = fields['order'];
  if (typeof order !== 'number' || !Number.isInteger(order)) throw new ContentError(file, 'order is not a whole number');
  const expected = `lessons/${level}/${String(order).padStart(2, '0')}-${id}`;
  if (folder !== expected) throw new ContentError(file, `says ${expected} but lies in ${folder}`);
  const why = requireText(file, fields, 'why');
  if (!/^[^.!?]+\.$/.test(why)) throw new ContentError(file, 'why is not exactly one sentence');
  const { levels, cited } = readCitations(readLevels(file, sections));
  const labExempt = fields['labExempt'] === undefined ? undefined : requireText(file, fields, 'labExempt');
  return {
    id,
    level: level as CourseLevel,
    order,
    title: requireText(file, fields, 'title'),
    why,
    facts: readFacts(file, fields['facts']),
    levels,
    cited,
    analogies: readAnalogies(file, sections),
    folder,
    prerequisites: textList(file, fields, 'prerequisites'),
    stages: readNumbers(file, fields['stages']),
    seeds: textList(file, fields, 'seeds'),
    diagrams: readDiagrams(file, id, fields['diagrams'], files.diagrams),
    questions: readQuestions(file, sections.find(({ heading }) => heading === questionsHeading)?.text ?? ''),
    sources: readSources(file, fields['sources']),
    reinforces: readReinforces(file, fields['reinforces']),
    ...(files.lab !== undefined && { lab: parseLab(`${folder}/lab/lab.yaml`, files.lab) }),
    ...(labExempt !== undefined && { labExempt }),
  };
}

/** Takes the `[^fact]` marks out of the texts. */
function readCitations(written: Record<ExplainLevel, string>): Pick<Lesson, 'levels' | 'cited'> {
  const cited = (level: ExplainLevel): string[] => [...new Set([...written[level].matchAll(citation)].map((match) => match[1] ?? ''))];
  const text = (level: ExplainLevel): string => written[level].replace(citation, '');
  return {
    levels: { child: text('child'), teen: text('teen'), developer: text('developer') },
    cited: { child: cited('child'), teen: cited('teen'), developer: cited('developer') },
  };
}

/** A mapping from id to `says` and `proof`. */
function readFacts(file: string, value: unknown): Fact[] {
  return Object.entries(mapping(file, 'facts', value)).map(([id, fact]) => {
    const fields = mapping(file, `the fact ${id}`, fact);
    return { id, says: requireText(file, fields, 'says'), proof: requireText(file, fields, 'proof') };
  });
}

function readDiagrams(file: string, lesson: string, value: unknown, sources: Readonly<Record<string, string>>): Diagram[] {
  return list(file, 'diagrams', value).map((item) => {
    const fields = mapping(file, 'a diagram', item);
    const source = requireText(file, fields, 'source');
    if (!/^[a-z0-9-]+\.mmd$/.test(source)) throw new ContentError(file, `the diagram ${source} is not named in kebab-case.mmd`);
    const mermaid = sources[source];
    if (mermaid === undefined) throw new ContentError(file.replace('lesson.md', `diagrams/${source}`), 'is missing');
    const picture = `media/walkthrough/${lesson}-${source.replace(/\.mmd$/, '.svg')}`;
    return { source, mermaid, picture, alternative: requireText(file, fields, 'alternative') };
  });
}

/** Each an address, or a mapping of `url` and the day on which it was read. */
function readSources(file: string, value: unknown): Source[] {
  return list(file, 'sources', value).map((item) => {
    if (typeof item === 'string') return { url: item };
    const fields = mapping(file, 'a source', item);
    return { url: requireText(file, fields, 'url'), checked: requireText(file, fields, 'checked') };
  });
}

function readReinforces(file: string, value: unknown): Lesson['reinforces'] {
  const fields = mapping(file, 'reinforces', value);
  return { hovers: textList(file, fields, 'hovers'), rules: textList(file, fields, 'rules') };
}

function readNumbers(file: string, value: unknown): number[] {
  return list(file, 'stages', value).map((item) => {
    if (typeof item !== 'number') throw new ContentError(file, `stages holds ${String(item)}, which is no number`);
    return item;
  });
}

function list(file: string, key: string, value: unknown): readonly unknown[] {
  if (value !== undefined && !Array.isArray(value)) throw new ContentError(file, `${key} is not a list`);
  return (value as readonly unknown[] | undefined) ?? [];
}

function mapping(file: string, name: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ContentError(file, `${name} is not a mapping`);
  return value as Record<string, unknown>;
}
