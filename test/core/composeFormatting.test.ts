import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexer, parseAllDocuments } from 'yaml';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { fileKindOfPath } from '../../server/language/fileKind';
import { formatCompose } from '../../server/language/formatting/formatCompose';
import { applyEdits } from '../../server/language/rules/rule';
import { parseFixture } from './fixtureFile';

/** The formatted text; formatting it again must change nothing. */
function formatted(text: string, tabSize = 2): string {
  const once = applyEdits(text, formatCompose(parseCompose(text), tabSize));
  assert.deepEqual(formatCompose(parseCompose(once), tabSize), [], 'formatting a formatted file changes nothing');
  return once;
}

const stays = (text: string): void => assert.equal(formatted(text), text);

suite('compose formatting', () => {
  test('each level is indented by one step', () => {
    assert.equal(formatted('services:\n    web:\n        image: x\n        environment:\n             A: 1\n'), 'services:\n  web:\n    image: x\n    environment:\n      A: 1\n');
    assert.equal(formatted('services:\n  web:\n    image: x\n', 4), 'services:\n    web:\n        image: x\n');
    assert.equal(formatted('  services:\n    web: {}\n'), 'services:\n  web: {}\n');
    assert.equal(formatted('\ufeffservices:\r\n    web:\r\n        image: x\r\n'), '\ufeffservices:\r\n  web:\r\n    image: x\r\n');
  });
  test('a list keeps its style; one blank stands behind its dashes', () => {
    assert.equal(formatted('a:\n    - 1\n    -   2\nb:\n- 1\nc:\n - 1\n'), 'a:\n  - 1\n  - 2\nb:\n- 1\nc:\n  - 1\n');
    assert.equal(formatted('a:\n    -   target: 80\n        published: 80\n    -\n        target: 1\n'), 'a:\n  - target: 80\n    published: 80\n  -\n    target: 1\n');
    assert.equal(formatted('a:\n  - - 1\n    - 2\n  -   -   3\n      -   4\n'), 'a:\n  - - 1\n    - 2\n  - - 3\n    - 4\n');
  });
  test('comments go with what follows them, else with what is above them', () => {
    assert.equal(
      formatted('# top\nservices:\n    # web\n    web:\n        image: x # inline  \n        # ports:\n        #     - 80\n      # odd\n    # last\n# end'),
      '# top\nservices:\n  # web\n  web:\n    image: x # inline  \n    # ports:\n    #     - 80\n    # odd\n  # last\n# end',
    );
    assert.equal(formatted('a:\n    b: 1\n#  c: 2\n    d:\n        # none\n'), 'a:\n  b: 1\n#  c: 2\n  d:\n      # none\n');
  });
  test('texts stay, with their blanks and what looks like a comment', () => {
    assert.equal(formatted('a:\n    b: |\n        # x  \n          y\n\n         \n    c: >-2\n        z\n'), 'a:\n  b: |\n      # x  \n        y\n\n       \n  c: >-2\n      z\n');
    assert.equal(formatted('a:\n    b: |+\n        x\n  \n          \n    # c\n    d: 1\n'), 'a:\n  b: |+\n      x\n  \n        \n  # c\n  d: 1\n');
    assert.equal(formatted('a:\n    b: "x  \n\n        y"  \n    c: one\n      two  \n    d:\n        text\n'), 'a:\n  b: "x  \n\n      y"\n  c: one\n    two\n  d:\n    text\n');
  });
  test('brackets, anchors, tags, merge keys and blank lines stay', () => {
    assert.equal(formatted('x: &x\n    a: [1,\n      2, "b\n\n       c"  \n    ]\n\n\n    z: !reset\n        - 1\ny:\n    <<: [*x]\n'), 'x: &x\n  a: [1,\n    2, "b\n\n     c"\n  ]\n\n\n  z: !reset\n    - 1\ny:\n  <<: [*x]\n');
    stays('a: {b: 1,   c:    2}\nd:    e\n\n\n---\nf: 1\n');
  });
  test('blanks at line ends go', () => {
    assert.equal(formatted('a: \n  b: 1\t \n   \n  c: \'2\'  \n'), 'a:\n  b: 1\n\n  c: \'2\'\n');
  });
  test('nothing in a file that cannot be read for certain', () => {
    for (const text of ['a:\n\tb: 1\n', 'a: "x\n', 'a: [1\n', 'a:\n   b: 1\n  c: 2\n', 'a:\n    b: 1\rc: 2', '? a\n:    b\n', 'a:\n    b: *none\n', `${'['.repeat(1000)}`, '\0a:\n    b: 1\n', 'a:\n    b: "x\ny"\n']) {
      assert.deepEqual(formatCompose(parseCompose(text), 2), [], JSON.stringify(text));
    }
  });
  test('a key that stands twice is formatted all the same', () => {
    assert.equal(formatted('a:\n    b: 1\n    b: 2\n'), 'a:\n  b: 1\n  b: 2\n');
  });
  test('only the lines that are asked for; what reaches out of them keeps its column', () => {
    const text = 'services:\n    web:\n        image: x\n        ports:\n             - 80  \n    db:\n        image: y  \n';
    const part = (from: string, to: string): string => applyEdits(text, formatCompose(parseCompose(text), 2, { start: text.indexOf(from), end: text.indexOf(to) + 1 }));
    assert.equal(part('ports', '80'), text.replace('             - 80  ', '          - 80'));
    assert.equal(part('web', 'ports'), text);
    assert.equal(part('services', '  \n    db'), text.replace('80  ', '80').replace('             -', '          -').replace('        image: x\n        ports:\n          -', '      image: x\n      ports:\n        -'));
  });
});

suite('compose formatting: what Compose reads stays', () => {
  const originals = readdirSync('test/fixtures', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txtar'))
    .flatMap((name) => parseFixture(readFileSync(join('test/fixtures', name), 'utf8').replaceAll('\r\n', '\n')).sections)
    .filter(({ name }) => fileKindOfPath(name) === 'compose')
    .map(({ lines }) => `${lines.join('\n')}\n`);

  test('in the files of the fixtures, in steps of 2 and 4, with CRLF, and back', () => {
    assert.ok(originals.length > 10, String(originals.length));
    for (const original of originals) {
      for (const text of [original, original.replaceAll('\n', '\r\n')]) {
        const [two, four] = [formatted(text, 2), formatted(text, 4)];
        for (const result of [two, four]) assert.deepEqual(whatComposeReads(result), whatComposeReads(text));
        assert.equal(formatted(four, 2).replace(/^ +#/gm, '#'), two.replace(/^ +#/gm, '#'));
      }
    }
  });
});

/** The data of each document as the YAML library has it, and the comments. */
function whatComposeReads(text: string): unknown {
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
  const comments = [...new Lexer().lex(text)].filter((token) => token.startsWith('#'));
  return { documents: [...documents].map((document) => (document.errors.length > 0 ? text : JSON.stringify(document.toJS()))), comments };
}
