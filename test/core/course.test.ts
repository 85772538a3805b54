import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExplainLevel } from '../../server/language/content';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { checkLab } from '../../server/language/course/checkLab';
import { analyseLab } from '../../server/language/course/analyseLab';
import type { Lesson } from '../../server/language/course/lesson';
import { lessonView } from '../../server/language/course/lessonView';
import type { ContextFacts } from '../../server/language/dockerfileFacts';
import { LanguageService } from '../../server/language/languageService';
import { readContentFolder } from '../../server/world/contentFolder';

type Files = Readonly<Record<string, string>>;

const project = process.cwd();
const content = readContentFolder(join(project, 'content'));
const service = new LanguageService(content);
const labs = content.lessons.flatMap((lesson) => (lesson.lab ? [{ lesson, lab: lesson.lab }] : []));

function readFiles(lesson: Lesson, part: 'start' | 'solution'): Record<string, string> {
  const folder = join(project, 'content', lesson.folder, 'lab', part);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(paths.map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name), 'utf8')]));
}

function contextOf(files: Files): ContextFacts {
  const tree = new ContextTree(Object.entries(files).map(([path, text]) => ({ path, type: 'file', size: text.length })));
  const filtered = filterContext(tree, parseDockerignore(files['.dockerignore'] ?? ''));
  return { filtered, name: '.', ignoreFile: undefined, read: (path) => files[path] };
}

function check(lab: (typeof labs)[number]['lab'], files: Files): { done: boolean; unmet: string[] } {
  const { done, conditions } = checkLab(lab, analyseLab(service, files, () => contextOf(files)), undefined);
  return { done: done !== 'no', unmet: [...new Set(conditions.flatMap(({ reason }) => reason ?? []))] };
}

function findings(files: Files): string[] {
  const text = files['Dockerfile'];
  if (text === undefined) return [];
  return service.checkDockerfile(service.parseDockerfile(text), { context: contextOf(files) }, {}).findings.map(({ rule }) => rule);
}

suite('course: labs', () => {
  test('each of the three lessons has a lab', () => {
    assert.deepEqual(labs.map(({ lesson }) => lesson.id), ['image-vs-container', 'cmd-vs-entrypoint', 'layers-and-cache']);
  });

  for (const { lesson, lab } of labs) {
    test(`${lesson.id}: what the learner starts from does not pass`, () => {
      const { done, unmet } = check(lab, readFiles(lesson, 'start'));
      assert.equal(done, false);
      assert.ok(unmet.length > 0);
    });

    test(`${lesson.id}: the solution passes, and the rules find nothing in it`, () => {
      const files = readFiles(lesson, 'solution');
      assert.deepEqual(check(lab, files), { done: true, unmet: [] });
      assert.deepEqual(findings(files), []);
    });

    test(`${lesson.id}: an empty folder, empty files and broken files do not pass`, () => {
      const names = Object.keys(readFiles(lesson, 'solution'));
      const filled = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
      for (const files of [{}, filled(''), filled('\0\u0001\uFFFD'), filled('- a\n\t- b: [\n'), filled('FROM a\nCMD [')]) {
        assert.equal(check(lab, files).done, false, JSON.stringify(files));
      }
    });

    test(`${lesson.id}: every sentence about what is unmet can be read`, () => {
      const seen = new Set(check(lab, {}).unmet);
      assert.deepEqual([...seen].sort(), [...new Set(lab.static.map(({ unmet }) => unmet))].sort());
    });
  }

  test('cmd-vs-entrypoint: half a solution is no solution, and says what is missing', () => {
    const { lab, lesson } = labs[1]!;
    const files = readFiles(lesson, 'start');
    const dockerfile = (end: string) => ({ ...files, Dockerfile: `FROM node:24-alpine\nWORKDIR /app\nCOPY server.js ./\n${end}\n` });
    assert.match(check(lab, dockerfile('CMD ["node", "server.js", "8080"]')).unmet.join(), /Both are needed/);
    assert.match(check(lab, dockerfile('ENTRYPOINT ["node", "server.js"]\nCMD 8080')).unmet.join(), /A shell is still started/);
    assert.match(check(lab, dockerfile("ENTRYPOINT ['node', 'server.js']\nCMD [\"8080\"]")).unmet.join(), /A shell is still started/);
    assert.match(check(lab, dockerfile('ENTRYPOINT ["node", "server.js"]\nCMD ["80"]')).unmet.join(), /exactly: node server.js 8080/);
  });

  test('layers-and-cache: leaving the install or the source out is no solution', () => {
    const { lab, lesson } = labs[2]!;
    const files = readFiles(lesson, 'start');
    const dockerfile = (steps: string) => ({ ...files, Dockerfile: `FROM node:24-alpine\nWORKDIR /app\n${steps}\nCMD ["node", "server.js"]\n` });
    assert.match(check(lab, dockerfile('COPY . .')).unmet.join(), /npm ci must still run/);
    assert.match(check(lab, dockerfile('COPY package.json package-lock.json ./\nRUN npm ci')).unmet.join(), /The source must still be copied/);
    assert.equal(check(lab, dockerfile('COPY package*.json ./\nRUN npm ci\nCOPY . .')).done, true);
  });

  test('answers may be written in capitals or quotes, and wrong ones are named', () => {
    const { lab, lesson } = labs[0]!;
    const solution = readFiles(lesson, 'solution')['answers.yaml']!;
    assert.equal(check(lab, { 'answers.yaml': solution.replace('same-image: yes', 'same-image: "YES"') }).done, true);
    assert.match(check(lab, { 'answers.yaml': solution.replace('note-in-b: no', 'note-in-b: yes') }).unmet.join(), /^note-in-b/);
  });
});

suite('course: lessons', () => {
  const limits: readonly [ExplainLevel, number][] = [['child', 80], ['teen', 150]];

  for (const lesson of content.lessons) {
    test(`${lesson.id}: levels keep to their length; the child's has no code, the teen's at most one command`, () => {
      for (const [level, limit] of limits) {
        const words = lesson.levels[level].split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
        assert.ok(words <= limit, `${level} has ${words} words`);
      }
      assert.doesNotMatch(lesson.levels.child, /`/);
      assert.ok((lesson.levels.teen.match(/`docker [^`]+`/g) ?? []).length <= 1);
    });

    test(`${lesson.id}: pictures take the theme's colours and need neither style nor script`, () => {
      for (const { picture, alternative } of lesson.diagrams) {
        const svg = readFileSync(join(project, picture), 'utf8');
        assert.doesNotMatch(svg, /<style|style=|<script|\son\w+=|<foreignObject|href=/);
        assert.doesNotMatch(svg.replaceAll(/var\([^)]*\)/g, ''), /(fill|stroke)="#/, 'a fixed colour');
        assert.match(svg, /var\(--vscode-/);
        assert.ok(svg.length < 20_000);
        assert.ok(alternative.length > 40);
      }
    });

    test(`${lesson.id}: each question has one right answer, a reason for each, and it names its sources`, () => {
      for (const { answers } of lesson.questions) {
        assert.equal(answers.filter(({ correct }) => correct).length, 1);
        assert.ok(answers.length >= 3);
      }
      assert.ok(lesson.sources.length > 0 && lesson.sources.every(({ url }) => url.startsWith('https://')));
    });

  }

  test('a lesson that does not exist has no view', () => {
    assert.equal(lessonView(content, 'nowhere'), undefined);
  });
});
