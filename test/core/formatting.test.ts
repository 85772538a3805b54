import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { Comment, Instruction } from '../../server/language/dockerfile/syntax';
import type { IndentStyle } from '../../server/language/formatting/continuationIndent';
import { indentTypedLine } from '../../server/language/formatting/continuationTyped';
import { formatDockerfile } from '../../server/language/formatting/formatDockerfile';
import { applyEdits } from '../../server/language/rules/rule';
import { parseFixture } from './fixtureFile';

const fourSpaces: IndentStyle = { tabSize: 4, insertSpaces: true };

/** The formatted text; formatting it again must change nothing. */
function formatted(text: string, style: IndentStyle = fourSpaces): string {
  const once = applyEdits(text, formatDockerfile(parseDockerfile(text), style));
  assert.deepEqual(formatDockerfile(parseDockerfile(once), style), [], 'formatting a formatted file changes nothing');
  return once;
}

/** Asserts that a text stays as it is. */
const stays = (text: string, style?: IndentStyle): void => assert.equal(formatted(text, style), text);

suite('formatting', () => {
  test('instructions and comments start their line; blanks at line ends go', () => {
    assert.equal(formatted('\ufeff  FROM a  \n\t# b \n   \n  RUN c\t\n'), '\ufeffFROM a\n# b\n\nRUN c\n');
    assert.equal(formatted(' FROM a\r\n  RUN b \\ \r\nc\r\n'), 'FROM a\r\nRUN b \\\r\n    c\r\n');
  });
  test('continued lines without indentation get one, with the comments between them', () => {
    const text = 'FROM a\nRUN b && \\\n# why\nc && \\\n      d\nENV A=1 \\\nB=2\nCMD [ \\\n"x" \\\n]\n';
    assert.equal(formatted(text), 'FROM a\nRUN b && \\\n    # why\n    c && \\\n      d\nENV A=1 \\\n    B=2\nCMD [ \\\n    "x" \\\n]\n');
    assert.equal(formatted('FROM a\nRUN b \\\nc\n', { tabSize: 8, insertSpaces: false }), 'FROM a\nRUN b \\\n\tc\n');
  });
  test('an indentation that is there keeps its width and is spelled as the editor wants it', () => {
    assert.equal(formatted('FROM a\nRUN b \\\n\tc \\\n \t  d\n'), 'FROM a\nRUN b \\\n    c \\\n      d\n');
    assert.equal(formatted('FROM a\nRUN b \\\n      c\n', { tabSize: 4, insertSpaces: false }), 'FROM a\nRUN b \\\n\t  c\n');
    stays('FROM a\nRUN b \\\n   c \\\n         d\n');
  });
  test('what would change its meaning stays: words, quotes, values, and quotes that are not certain', () => {
    for (const rest of ['RUN ab\\\ncd', "RUN echo 'a \\\nb'", 'RUN echo "a \\\nb"', 'ENV A b \\\nc', 'WORKDIR /a \\\nb', "RUN echo it's \\\nb", 'RUN x "$(y "a \\\nb")"', 'RUN a\\ \\\nb\\ \\\\\n', 'WHAT a \\\nb']) {
      stays(`FROM a\n${rest}\n`);
    }
    stays('# escape=`\nFROM a\nRUN dir C:\\`\nb\n');
  });
  test('heredocs stay, and what follows them starts its line', () => {
    assert.equal(formatted('FROM a\nRUN <<EOF  \n  a \\ \nb  \n# c\nEOF\n  COPY <<-X /y\n\tz \n\tX\n'), 'FROM a\nRUN <<EOF\n  a \\ \nb  \n# c\nEOF\nCOPY <<-X /y\n\tz \n\tX\n');
  });
  test('keywords change only where the file mixes their case', () => {
    stays('from a as b\nrun c\n');
    assert.equal(formatted('FROM a as b\nrun c\nCOPY d e\n'), 'FROM a AS b\nRUN c\nCOPY d e\n');
    assert.equal(formatted('From a AS b\nrun c\ncopy d e\n'), 'from a as b\nrun c\ncopy d e\n');
  });
  test('only the lines that are asked for', () => {
    const text = 'FROM a\n  RUN b\n  RUN c\n  RUN d\n';
    const part = { start: text.indexOf('RUN c'), end: text.indexOf('RUN c') + 3 };
    assert.equal(applyEdits(text, formatDockerfile(parseDockerfile(text), fourSpaces, part)).split('\n')[1], '  RUN b');
    assert.equal(applyEdits(text, formatDockerfile(parseDockerfile(text), fourSpaces, part)).split('\n')[2], 'RUN c');
    assert.equal(applyEdits(text, formatDockerfile(parseDockerfile(text), fourSpaces, part)).split('\n')[3], '  RUN d');
  });
});

suite('formatting while typing', () => {
  /** `|` is the start of the line that Enter has begun. */
  const typed = (input: string, style = fourSpaces): string | undefined => indentTypedLine(parseDockerfile(input.replace('|', '')), input.indexOf('|'), style)?.newText;

  test('the first continued line is indented', () => {
    assert.equal(typed('FROM a\nRUN b \\\n|'), '    ');
    assert.equal(typed('FROM a\nRUN b \\\n|\nCMD c\n'), '    ');
    assert.equal(typed('FROM a\r\nRUN b \\ \r\n|\r\n', { tabSize: 4, insertSpaces: false }), '\t');
  });
  test('nothing where it is not certain', () => {
    for (const input of ['FROM a\n|', 'FROM a\nRUN b \\\n|c', 'FROM a\nRUN b \\\n  c \\\n|', 'FROM a\nRUN b\\\n|', 'FROM a\nRUN "b \\\n|', 'FROM a\nRUN <<E\nx \\\n|\nE', 'FROM a\n# b \\\n|', '|']) {
      assert.equal(typed(input), undefined, JSON.stringify(input));
    }
  });
});

suite('formatting: what BuildKit reads stays', () => {
  /** Dockerfiles of the fixtures, and the same with Windows line ends, without indentation and with keywords of mixed case. */
  const originals = readdirSync('test/fixtures', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txtar'))
    .flatMap((name) => parseFixture(readFileSync(join('test/fixtures', name), 'utf8').replaceAll('\r\n', '\n')).sections)
    .filter(({ name }) => /dockerfile$/i.test(name))
    .map(({ lines }) => `${lines.join('\n')}\n`);
  const variants = originals.flatMap((text) => [text, text.replace(/^(RUN|COPY)\b/gm, (keyword) => keyword.toLowerCase()).replace(/\n[ \t]*/g, '\r\n')]);

  for (const [name, style] of [['spaces', fourSpaces], ['tabs', { tabSize: 4, insertSpaces: false }]] as const) {
    test(`in ${variants.length} files, with ${name}`, () => {
      assert.ok(originals.length > 50);
      for (const text of variants) assert.equal(JSON.stringify(whatBuildKitReads(formatted(text, style))), JSON.stringify(whatBuildKitReads(text)));
    });
  }
});

/** Instructions, comments and heredocs; blanks between words and the keywords' case do not count. */
function whatBuildKitReads(text: string): unknown {
  const { instructions, elements, innerComments, directives } = parseDockerfile(text);
  return {
    instructions: instructions.map(readings),
    comments: [...elements.filter(({ kind }) => kind === 'comment'), ...innerComments].map((comment) => (comment as Comment).text),
    directives: directives.map(({ name, value }) => [name, value]),
  };
}

function readings(instruction: Instruction): unknown {
  const kept = ['keyword', 'flags', 'heredocs', 'image', 'stageName', 'sources', 'destination', 'pairs', 'words', 'type'];
  const parts = Object.entries(instruction).filter(([key]) => kept.includes(key)).map(([key, value]) => [key, textsIn(value)]);
  // AS may change its case.
  return instruction.keyword === 'FROM' ? parts : [...parts, wordsOf(instruction.argumentText.text)];
}

const wordsOf = (text: string): string => text.replace(/[ \t]+/g, ' ');

/** Every text of a part of the tree, without places in the file. */
function textsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textsIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).filter(([key]) => !/span$/i.test(key)).map(([key, part]) => [key, textsIn(part)]);
}
