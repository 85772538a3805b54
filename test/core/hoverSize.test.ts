import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Background, ExplainLevel } from '../../server/language/content';
import { commandFacts } from '../../server/language/hover/commandHover';
import { hoverPixels, mostPixels } from '../../server/language/hover/hoverSize';
import { renderHover } from '../../server/language/hover/renderHover';
import { LanguageService } from '../../server/language/languageService';
import { readContentFolder } from '../../server/world/contentFolder';
/** Markdown that a real workbench has shown, and the height in pixels that it took. */
import measured from './measuredHovers.json';

const content = readContentFolder(join(process.cwd(), 'content'));
const service = new LanguageService(content);
const levels: readonly ExplainLevel[] = ['child', 'teen', 'developer'];
const place = { uri: 'file:///a/Dockerfile', line: 3, character: 4 };

/** More facts than any hover computes, of the longest kinds: what COPY, an image's name and EXPOSE say. */
const longFacts = [
  '`package*.json` matches **2 files** (1.2 kB) of the build context `.`: `package-lock.json` and `package.json`',
  'TCP port 8080 inside the container: noted in the image, not published. To reach it: `docker run -p 8080:8080`.',
  'Registry `docker.io`, repository `library/node`, tag `22-bookworm-slim`, pinned by digest.',
];
const manyFacts = Array.from({ length: 9 }, (_, index) => longFacts[index % longFacts.length]!);
const shortFacts = ['One.', 'Two.', 'Three.', 'Four.'];

function markdown(textId: string, computed: readonly string[], level: ExplainLevel, background: Background = 'none'): string {
  return renderHover({ textId, computed, span: { start: 0, end: 1 } }, content, { level, background, commandLinks: true, place });
}

/** The computed facts of the last instruction of a stage; the base image is not known. */
function factsOfLast(text: string): string[] {
  const dockerfile = service.parseDockerfile(text);
  const instruction = dockerfile.stages[0]!.instructions.at(-1)!;
  assert.ok(instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT');
  return commandFacts(dockerfile, instruction, {});
}

const commandFiles = [
  'FROM scratch\nCMD ["node", "server.js"]\n',
  'FROM example.com/team/platform/base:1.2.3-bookworm\nCMD ["node", "--enable-source-maps", "server.js", "--port", "8080", "--log", "information"]\n',
  "FROM alpine:3.22\nCMD ['node', 'server.js']\n",
  'FROM scratch\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD node --enable-source-maps server.js --port $PORT --log information\n',
  'FROM scratch\nCMD ["a"]\nENTRYPOINT node --enable-source-maps server.js --port $PORT | tee /var/log/everything.log\n',
  'FROM scratch\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD migrate --all-databases; node --enable-source-maps server.js --port $PORT && true\n',
];

suite('hovers are read without scrolling', function () {
  // Some thousand hovers, three times each; other tests may run beside it.
  this.timeout(30_000);

  test('the estimate is never lower than what a workbench needs, and hardly a line higher', () => {
    assert.ok(measured.length > 5);
    const estimates = measured.map(({ pixels, markdown: text }) => ({ pixels, estimated: hoverPixels(text), text }));
    const wrong = estimates.filter(({ pixels, estimated }) => estimated < pixels || estimated > pixels + 25);
    assert.deepEqual(wrong, []);
  });

  test('every text at every level, with more facts than fit', () => {
    const tooHigh = Object.keys(content.hovers).flatMap((id) =>
      levels.map((level) => ({ id, level, pixels: hoverPixels(markdown(id, manyFacts, level)) })).filter(({ pixels }) => pixels > mostPixels),
    );
    assert.deepEqual(tooHigh, []);
  });

  test('every text with its comparison, with more facts than fit', () => {
    const tooHigh = Object.values(content.hovers).flatMap(({ id, analogies }) =>
      (Object.keys(analogies) as (keyof typeof analogies)[]).flatMap((background) =>
        levels.map((level) => ({ id, level, background, pixels: hoverPixels(markdown(id, manyFacts, level, background)) })).filter(({ pixels }) => pixels > mostPixels),
      ),
    );
    assert.deepEqual(tooHigh, []);
  });

  test('every text leaves room for four lines of facts, and for two beside its comparison', () => {
    const squeezed = Object.values(content.hovers).flatMap(({ id, analogies }) => {
      const comparisons = Object.keys(analogies) as (keyof typeof analogies)[];
      const misses = comparisons.filter((background) => !markdown(id, shortFacts.slice(0, 2), 'teen', background).includes('- Two.'));
      return markdown(id, shortFacts, 'teen').includes('- Four.') ? misses.map((background) => `${id} ${background}`) : [id, ...misses];
    });
    assert.deepEqual(squeezed, []);
  });

  for (const text of commandFiles) {
    test(`the table of what runs: ${text.trim().split('\n').slice(1).join('; ')}`, () => {
      const facts = factsOfLast(text);
      assert.ok(facts.some((fact) => fact.startsWith('|')));
      for (const id of ['dockerfile/CMD', 'dockerfile/ENTRYPOINT']) {
        const tooHigh = levels.map((level) => ({ level, pixels: hoverPixels(markdown(id, facts, level)) })).filter(({ pixels }) => pixels > mostPixels);
        assert.deepEqual(tooHigh, []);
      }
    });
  }
});

suite('the frame of a hover', () => {
  test('facts are the same at every level, and those left out are counted', () => {
    const lists = levels.map((level) => markdown('dockerfile/COPY', manyFacts, level).split('\n').filter((line) => line.startsWith('- ')));
    assert.deepEqual(lists[1], lists[0]);
    assert.deepEqual(lists[2], lists[0]);
    const shown = lists[0]!.length - 1;
    assert.ok(shown >= 1);
    assert.equal(lists[0]!.at(-1), `- … and ${manyFacts.length - shown} more: point at each word to see what it does.`);
  });

  test('a long title of this file stands alone, a short one is followed by what it is', () => {
    const headingOf = (title: string): string => renderHover({ textId: 'dockerfile/COPY', title, computed: [], span: { start: 0, end: 1 } }, content, { level: 'teen', background: 'none', commandLinks: true, place }).split('\n')[0]!;
    const long = 'COPY source `packages/web/src/components/dialogs/settings/index.html`';
    assert.equal(headingOf(long), `**${long}**`);
    assert.equal(headingOf('COPY'), `**COPY** — ${content.hovers['dockerfile/COPY']!.summary}`);
  });

  test('facts that fit are all shown', () => {
    assert.ok(markdown('dockerfile/COPY', shortFacts, 'teen').includes('- One.\n- Two.\n- Three.\n- Four.\n'));
  });

  test('nothing is left out where the reader can scroll', () => {
    const all = renderHover({ textId: 'dockerfile/COPY', computed: manyFacts, span: { start: 0, end: 1 } }, content, { level: 'teen', background: 'none', commandLinks: false, everyFact: true });
    assert.equal(all.split('\n').filter((line) => line.startsWith('- ')).length, manyFacts.length);
  });

  test('the level switch names the other levels as links that carry the place', () => {
    const text = markdown('dockerfile/COPY', [], 'teen');
    assert.ok(text.includes("· **Like I'm 15** ·"), text);
    const links = [...text.matchAll(/\[(Like I'm 5|Developer)\]\(command:layerwise\.setExplainLevel\?([^)]+)\)/g)];
    assert.deepEqual(links.map(([, name, query]) => [name, JSON.parse(decodeURIComponent(query!))]), [["Like I'm 5", ['child', place]], ['Developer', ['developer', place]]]);
  });

  test("a parenthesis in a file's name does not end a link", () => {
    const named = { ...place, uri: 'file:///a%20(b)/Dockerfile' };
    const text = renderHover({ textId: 'dockerfile/COPY', computed: [], span: { start: 0, end: 1 } }, content, { level: 'teen', background: 'none', commandLinks: true, place: named });
    const [, query] = /\[Developer\]\(command:layerwise\.setExplainLevel\?([^)]+)\)/.exec(text) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(query!)), ['developer', named]);
  });

  test('other editors get no command links and no words that lead nowhere', () => {
    const text = renderHover({ textId: 'dockerfile/COPY', computed: [], span: { start: 0, end: 1 } }, content, { level: 'teen', background: 'none', commandLinks: false });
    assert.doesNotMatch(text, /command:|Like I'm|Developer|Lesson/);
    assert.match(text, /\[Reference\]\(https:/);
  });

  test('a hover of facts alone has no level to choose', () => {
    const text = renderHover({ textId: undefined, title: 'Variable `A`', computed: ['Value here: `1`'], span: { start: 0, end: 1 } }, content, { level: 'teen', background: 'git', commandLinks: true, place });
    assert.equal(text, '**Variable `A`**\n\n- Value here: `1`');
  });
});
