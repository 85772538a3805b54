import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExplainLevel } from '../../server/language/content';
import { lessonView } from '../../server/language/course/lessonView';
import { readContentFolder } from '../../server/world/contentFolder';

const project = process.cwd();
const content = readContentFolder(join(project, 'content'));
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
