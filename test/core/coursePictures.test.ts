/** The pictures of the walkthroughs, as they lie in the project. That they are those of the lessons is asked in generated.test.ts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContentFolder } from '../../server/world/contentFolder';

const project = process.cwd();
const { lessons } = readContentFolder(join(project, 'content'));
/** VS Code shows a picture 350 to 530 pixels wide. Letters are drawn 13 pixels high, and 8 can still be read. */
const shownWidth = 430;
const smallestScale = 8 / 13;

suite('course: pictures of the walkthroughs', () => {
  for (const { picture, alternative } of lessons.flatMap(({ diagrams }) => diagrams)) {
    test(`${picture}: needs neither style nor script, and every colour is the theme's`, () => {
      const svg = readFileSync(join(project, picture), 'utf8');
      assert.doesNotMatch(svg, /<style|style=|<script|\son\w+=|<foreignObject|href=|<image|class=/);
      const paints = [...svg.matchAll(/(?:fill|stroke|color)="([^"]*)"/g)].map((match) => match[1]!);
      assert.ok(paints.length > 2);
      for (const paint of paints) assert.match(paint, /^(none|var\(--vscode-[\w-]+\)|color-mix\(in srgb,var\(--vscode-[\w-]+\) \d+%,var\(--vscode-[\w-]+\)\))$/);
      assert.doesNotMatch(svg, /#[0-9a-f]{3,8}"/i, 'a fixed colour');
      assert.ok(svg.length < 20_000, `${svg.length} characters`);
      const words = /aria-label="([^"]*)"/.exec(svg)?.[1]?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
      assert.equal(words, alternative);
    });

  }

  // A step shows the first one.
  for (const { picture } of lessons.flatMap(({ diagrams }) => diagrams.slice(0, 1))) {
    test(`${picture}: its letters can be read where the walkthrough shows it`, () => {
      const [, width = 0, height = 0] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(readFileSync(join(project, picture), 'utf8'))?.map(Number) ?? [];
      assert.ok(width > 0 && height > 0);
      const scale = Math.min(1, shownWidth / width, 800 / height);
      assert.ok(scale >= smallestScale, `It is ${width} × ${height}, so its letters are ${(scale * 13).toFixed(1)} pixels high. Make the diagram narrower, or put another one first.`);
    });
  }
});
