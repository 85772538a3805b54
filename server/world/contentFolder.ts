import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content, HoverText, Lesson, RulePage } from '../language/content';
import { ContentError, parseDaemonProblems, parseHoverText, parseRulePage } from '../language/contentText';
import type { DaemonFacts } from '../language/graph/daemonFacts';
import { parseLesson } from '../language/course/lessonText';

const courseLevels = ['foundations', 'advanced', 'expert'];

/**
 * Reads and checks everything below `content/` that becomes `dist/content.json`. Run by the build, not by the extension.
 * @param folder path of the content folder
 * @throws ContentError naming the first file that does not have the promised shape, and what is wrong with it
 */
export function readContentFolder(folder: string): Content {
  const read = (file: string): string => readFileSync(join(folder, ...file.split('/')), 'utf8');
  const hovers: Record<string, HoverText> = {};
  for (const file of markdownFiles(folder, 'hover')) {
    const hover = parseHoverText(file, read(file));
    hovers[hover.id] = hover;
  }
  const rules: Record<string, RulePage> = {};
  for (const file of markdownFiles(folder, 'rules')) {
    const page = parseRulePage(file, read(file));
    rules[page.id] = page;
  }
  const lessons = courseLevels.flatMap((level) => subfolders(folder, level)).map((lesson) => readLesson(folder, lesson, read));
  checkLessonNames(hovers, lessons);
  const daemonProblems = existsSync(join(folder, 'daemon.yaml')) ? parseDaemonProblems('daemon.yaml', read('daemon.yaml')) : {};
  const graphSample = existsSync(join(folder, 'graph-sample.json')) ? (JSON.parse(read('graph-sample.json')) as DaemonFacts) : undefined;
  const commandLineHelp = read('command-line.txt');
  return { hovers, rules, lessons, daemonProblems, commandLineHelp, ...(graphSample === undefined ? {} : { graphSample }) };
}

function readLesson(folder: string, lesson: string, read: (file: string) => string): Lesson {
  if (!existsSync(join(folder, lesson, 'lesson.md'))) throw new ContentError(`${lesson}/lesson.md`, 'is missing');
  const hasLab = existsSync(join(folder, lesson, 'lab'));
  const result = parseLesson(lesson, read(`${lesson}/lesson.md`), hasLab ? read(`${lesson}/lab/lab.yaml`) : undefined);
  for (const { source, picture } of result.diagrams) {
    if (!existsSync(join(folder, lesson, 'diagrams', source))) throw new ContentError(`${lesson}/diagrams/${source}`, 'is missing');
    if (!existsSync(join(folder, '..', picture))) throw new ContentError(`${lesson}/lesson.md`, `${picture} is missing`);
  }
  for (const part of hasLab ? ['start', 'solution'] : []) {
    if (!existsSync(join(folder, lesson, 'lab', part))) throw new ContentError(`${lesson}/lab/${part}`, 'is missing');
  }
  return result;
}

/** Files below a subfolder, with forward slashes, sorted so that the result does not depend on the file system. */
function markdownFiles(folder: string, below: string): string[] {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .map((path) => `${below}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md'))
    .sort();
}

function subfolders(folder: string, below: string): string[] {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${below}/${entry.name}`)
    .sort();
}

function checkLessonNames(hovers: Readonly<Record<string, HoverText>>, lessons: readonly Lesson[]): void {
  const known = new Set(lessons.map(({ id }) => id));
  for (const { id, lesson } of Object.values(hovers)) {
    if (lesson !== undefined && !known.has(lesson)) throw new ContentError(`hover/${id}.md`, `names the unknown lesson ${lesson}`);
  }
}
