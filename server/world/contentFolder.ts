import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandPage } from '../language/commandContent';
import type { CommandGrammar, Content, GraphTexts, HoverText, RulePage } from '../language/content';
import { ContentError } from '../language/contentPage';
import { parseComposeFaults, parseDaemonProblems, parseHoverText, parseRulePage } from '../language/contentText';
import type { DaemonFacts } from '../language/graph/daemonFacts';
import { parseGraphCues, parseGraphKind } from '../language/graphContent';
import { parseCheatSheet } from '../language/course/cheatSheetText';
import { parseDockerOptions } from '../language/course/commands/dockerOptions';
import { courseLevels, parseCourse } from '../language/course/courseIndex';
import type { Course, Lesson } from '../language/course/lesson';
import { parseLesson } from '../language/course/lessonText';
import { parseHoverTextList } from '../language/hoverTextList';

/**
 * Reads and checks everything below `content/` that becomes `dist/content.json`. Run by the build, not by the extension.
 * @param folder path of the content folder
 * @throws ContentError naming the first file that does not have the promised shape, and what is wrong with it
 */
export function readContentFolder(folder: string): Content {
  const read = (file: string): string => {
    const path = join(folder, ...file.split('/'));
    if (!existsSync(path)) throw new ContentError(file, 'is missing');
    return readFileSync(path, 'utf8');
  };
  const hovers: Record<string, HoverText> = {};
  for (const file of filesBelow(folder, 'hover', '.md')) {
    const hover = parseHoverText(file, read(file));
    hovers[hover.id] = hover;
  }
  for (const file of filesBelow(folder, 'hover', '.yaml')) {
    for (const hover of parseHoverTextList(file, read(file))) hovers[hover.id] = hover;
  }
  const { commands, texts } = readCommands(folder);
  for (const hover of texts) hovers[hover.id] = hover;
  const rules: Record<string, RulePage> = {};
  for (const file of filesBelow(folder, 'rules', '.md')) {
    const page = parseRulePage(file, read(file));
    rules[page.id] = page;
    for (const hover of checkTexts(page)) hovers[hover.id] ??= hover;
  }
  const lessons = courseLevels.flatMap((level) => subfolders(folder, `lessons/${level}`)).map((lesson) => readLesson(folder, lesson, read));
  const course = parseCourse('course.yaml', read('course.yaml'));
  checkLessonNames(course, hovers, lessons);
  const daemonProblems = parseDaemonProblems('daemon.yaml', read('daemon.yaml'));
  const composeDiagramNotices = parseDaemonProblems('compose-diagram.yaml', read('compose-diagram.yaml'));
  const graphSample = JSON.parse(read('graph-sample.json')) as DaemonFacts;
  const composeFaults = parseComposeFaults('compose-faults.md', read('compose-faults.md'));
  const graph = readGraphTexts(folder, read, course, lessons);
  const cheatSheet = parseCheatSheet('cheat-sheet.yaml', read('cheat-sheet.yaml'));
  const dockerOptions = parseDockerOptions('docker-options.yaml', read('docker-options.yaml'));
  return { hovers, commands, rules, lessons, course, cheatSheet, dockerOptions, daemonProblems, commandLineHelp: read('command-line.txt'), graphSample, composeDiagramNotices, composeFaults, graph };
}

/** A rule that is a check of BuildKit explains the name in `# check=skip=NAME` with its own words, shortened to a hover's room. */
function checkTexts({ title, summary, body, alsoKnownAs }: RulePage): HoverText[] {
  const whatToDo = (/## What to do\n\n([\s\S]*?)(?=\n\n|$)/.exec(body)?.[1] ?? '').replaceAll('\n', ' ').split(/(?<=\.)\s+/).slice(0, 2).join(' ');
  const levels = { child: summary.replaceAll('`', ''), teen: `${summary} ${whatToDo}`, developer: `${summary}\n\n**What to do:** ${whatToDo}` };
  const reference = 'https://docs.docker.com/reference/dockerfile/#check';
  return alsoKnownAs
    .filter((name) => /^[A-Z].*[a-z]$/.test(name))
    .map((name) => ({ id: `dockerfile/check ${name}`, title: name, summary: `${title}.`, levels, analogies: {}, reference }));
}

/**
 * Reads `content/commands` alone: the commands by each of their names, and their texts.
 * @throws ContentError where a file is wrong, or two files explain one name
 */
export function readCommands(folder: string): { readonly commands: Record<string, CommandGrammar>; readonly texts: readonly HoverText[] } {
  const commands: Record<string, CommandGrammar> = {};
  const texts: HoverText[] = [];
  for (const file of filesBelow(folder, 'commands', '.yaml')) {
    const page = parseCommandPage(file, readFileSync(join(folder, ...file.split('/')), 'utf8'));
    texts.push(...page.hovers);
    for (const name of page.names) {
      if (Object.hasOwn(commands, name)) throw new ContentError(file, `explains ${name}, which another file explains`);
      commands[name] = page.grammar;
    }
  }
  return { commands, texts };
}

/** A cue may name a lesson that is still to come, and leads to it once it is there: the page shows a link. */
function readGraphTexts(folder: string, read: (file: string) => string, course: Course, lessons: readonly Lesson[]): GraphTexts {
  const kinds = filesBelow(folder, 'graph', '.md').map((file) => [/([^/]+)\.md$/.exec(file)![1]!, parseGraphKind(file, read(file))] as const);
  const known = new Set(Object.values(course.levels).flat());
  const cues = Object.entries(parseGraphCues('graph/cues.yaml', read('graph/cues.yaml'))).map(([id, { lesson, ...cue }]) => {
    if (lesson !== undefined && !known.has(lesson)) throw new ContentError('graph/cues.yaml', `${id} names the lesson ${lesson}, which is not in course.yaml`);
    return [id, lessons.some((each) => each.id === lesson) ? { ...cue, lesson } : cue] as const;
  });
  return { kinds: Object.fromEntries(kinds), cues: Object.fromEntries(cues) };
}

function readLesson(folder: string, lesson: string, read: (file: string) => string): Lesson {
  const hasLab = existsSync(join(folder, lesson, 'lab'));
  const diagrams = Object.fromEntries(filesBelow(folder, `${lesson}/diagrams`, '.mmd').map((file) => [file.slice(file.lastIndexOf('/') + 1), read(file)]));
  const result = parseLesson(lesson, { lesson: read(`${lesson}/lesson.md`), diagrams, ...(hasLab && { lab: read(`${lesson}/lab/lab.yaml`) }) });
  for (const part of hasLab ? ['start', 'solution'] : []) {
    const variants = result.lab?.variants.map(({ id }) => `/${id}`) ?? [];
    const missing = (variants.length > 0 ? variants : ['']).find((variant) => !existsSync(join(folder, `${lesson}/lab/${part}${variant}`)));
    if (missing !== undefined) throw new ContentError(`${lesson}/lab/${part}${missing}`, 'is missing');
  }
  return result;
}

/** Files below a subfolder, with forward slashes, sorted so that the result does not depend on the file system. */
function filesBelow(folder: string, below: string, ending: string): string[] {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .map((path) => `${below}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith(ending))
    .sort();
}

function subfolders(folder: string, below: string): string[] {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${below}/${entry.name}`)
    .sort();
}

/** Folders must stand where the course's index says; hover texts may also name lessons that are still to come. */
function checkLessonNames(course: Course, hovers: Readonly<Record<string, HoverText>>, lessons: readonly Lesson[]): void {
  const inOrder = courseLevels.flatMap((level) => course.levels[level]);
  for (const { id, level, order, folder, prerequisites } of lessons) {
    if (course.levels[level]?.[order - 1] !== id) throw new ContentError('course.yaml', `does not have ${folder} at this place`);
    const late = prerequisites.find((other) => !inOrder.slice(0, inOrder.indexOf(id)).includes(other));
    if (late !== undefined) throw new ContentError(`${folder}/lesson.md`, `needs ${late}, which course.yaml does not have before it`);
  }
  const known = new Set(inOrder);
  for (const { id, lesson } of Object.values(hovers)) {
    if (lesson !== undefined && !known.has(lesson)) throw new ContentError(`hover/${id}.md`, `names the lesson ${lesson}, which is not in course.yaml`);
  }
}
