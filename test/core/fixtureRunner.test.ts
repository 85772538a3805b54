import assert from 'node:assert/strict';
import { decodeText, encodeText, escapeLine, parseFixture, printFixture, unescapeLine } from './fixtureFile';
import { readMarks, writeMarks } from './fixtureMarks';
import { runFixture } from './fixtureRun';

const wrap = (...lines: string[]): string => ['Why this is there.', ...lines, ''].join('\n');
const problemsOf = (...lines: string[]): readonly string[] => runFixture(parseFixture(wrap(...lines))).problems;
const updatedOf = (...lines: string[]): string => printFixture(runFixture(parseFixture(wrap(...lines))).updated);

const lateInstall = ['-- package.json --', '{}', '-- package-lock.json --', '{}', '-- index.js --', '1', '-- Dockerfile --', 'FROM node:22', 'COPY . .', 'RUN npm ci'];

suite('fixture runner: a wrong fixture fails', () => {
  test('a diagnostic without a mark', () => {
    assert.match(problemsOf('-- Dockerfile --', 'FROM a', 'NOPE x').join(), /has no mark/);
  });
  test('a mark without a diagnostic', () => {
    assert.match(problemsOf('-- Dockerfile --', 'FROM a', '^^^^ unknown-instruction: unknown instruction: FROM').join(), /no diagnostic is at the mark/);
  });
  test('another rule, message, column or width', () => {
    const right = '^^^^ unknown-instruction: unknown instruction: NOPE';
    assert.deepEqual(problemsOf('-- Dockerfile --', 'FROM a', 'NOPE x', right), []);
    const wrong = [right.replace('unknown-', 'other-'), `${right}!`, ` ${right}`, `^${right}`, right.slice(1), `${right}`.replace('^^^^', '^0')];
    for (const mark of wrong) assert.equal(problemsOf('-- Dockerfile --', 'FROM a', 'NOPE x', mark).length, 2, mark);
  });
  test('the same mark twice', () => {
    const mark = '^^^^ unknown-instruction: unknown instruction: NOPE';
    assert.equal(problemsOf('-- Dockerfile --', 'FROM a', 'NOPE x', mark, mark).length, 1);
  });
  test('a hover with other words, without words, or of another width', () => {
    assert.deepEqual(problemsOf('-- Dockerfile --', 'FROM scratch', '     ^ hover starts with no files'), []);
    assert.deepEqual(problemsOf('-- Dockerfile --', 'FROM scratch', '     ^^^^^^^ hover dockerfile/FROM'), []);
    for (const mark of ['     ^ hover other words', '     ^ hover', '     ^^^^ hover dockerfile/FROM', '    ^ hover dockerfile/FROM']) {
      assert.equal(problemsOf('-- Dockerfile --', 'FROM scratch', mark).length, 1, mark);
    }
  });
  test('a fix without a section, and a section without a fix', () => {
    assert.match(problemsOf(...lateInstall).join(), /an offered fix has no section/);
    assert.match(problemsOf('-- Dockerfile --', 'FROM a', '-- fix some-rule "Title" --', 'FROM a').join(), /nothing offers/);
  });
  test('a golden text that differs', () => {
    assert.match(problemsOf('-- Dockerfile --', 'FROM scratch', 'CMD ["a"]', '-- lens --', '2: runs: b').join(), /-- lens -- is different/);
    assert.match(problemsOf('-- Dockerfile --', 'FROM scratch', 'CMD ["a"]', '-- run --').join(), /-- run -- is different/);
  });
  test('no file under test', () => {
    assert.equal(problemsOf('-- notes.txt --', 'x').length, 1);
  });
  test('a file that is no fixture', () => {
    assert.throws(() => parseFixture('-- Dockerfile --\nFROM a\n'), /says why/);
    assert.throws(() => parseFixture('Why.\n'), /at least one section/);
    assert.throws(() => parseFixture('Why.\n-- Dockerfile (crfl) --\n'), /unknown section option: crfl/);
    assert.throws(() => parseFixture('Why.\n-- Dockerfile --\nFROM a'), /ends with a line end/);
  });
});

suite('fixture runner: an update', () => {
  test('writes marks, fixes and lenses so that the fixture holds', () => {
    const updated = updatedOf(...lateInstall, 'NOPE', 'CMD ["node"]', '^ hover', '-- lens --');
    assert.match(updated, /^\^\^\^\^ copy-before-install: /m);
    assert.match(updated, /^\^\^\^\^ unknown-instruction: unknown instruction: NOPE$/m);
    assert.match(updated, /^\^ hover dockerfile\/CMD$/m);
    assert.match(updated, /^-- fix copy-before-install "/m);
    assert.deepEqual(runFixture(parseFixture(updated)).problems, []);
  });
  test('leaves a fixture that holds as it is', () => {
    const text = wrap('-- Dockerfile --', 'FROM scratch', '     ^ hover no files', 'NOPE', '^^^^ unknown-instruction: unknown instruction: NOPE');
    assert.equal(printFixture(runFixture(parseFixture(text)).updated), text);
  });
  test('takes away marks that hold no more', () => {
    assert.equal(updatedOf('-- Dockerfile --', 'FROM a', '^^^^ some-rule: gone'), wrap('-- Dockerfile --', 'FROM a'));
  });
});

suite('fixture notation', () => {
  test('a mark points at the nearest unmarked line above it and counts UTF-16 units', () => {
    const { lines, marks } = readMarks(['a', '\t😀x', '\t  ^ one: b', '^^ two: c', '^..+2:7 three: d', '^0']);
    assert.deepEqual(lines, ['a', '\t😀x']);
    assert.deepEqual(marks.map(({ line, start, width, end, text }) => [line, start, width, end, text]), [
      [1, 3, 1, undefined, 'one: b'],
      [1, 0, 2, undefined, 'two: c'],
      [1, 0, 1, { lines: 2, column: 7 }, 'three: d'],
      [1, 0, 0, undefined, ''],
    ]);
  });
  test('marks print as they are read', () => {
    for (const raw of [['a', '^ x: y'], ['\tab', '\t ^^..+1:0 x: y', '^0 z'], ['^0 empty file'], ['a', '   ^ beyond the end'], ['', '^']]) {
      assert.deepEqual(writeMarks(readMarks(raw)), raw);
    }
  });
  test('a backslash keeps a line of the file from being a mark or a header', () => {
    const lines = ['^^^^ word', '  ^ hover', '-- Dockerfile --', '\\^ x', '\\\\-- x --', 'a ^ b', '\\a'];
    const raw = lines.map(escapeLine);
    assert.deepEqual(raw.map(unescapeLine), lines);
    assert.deepEqual(readMarks(raw), { lines, marks: [] });
    assert.equal(parseFixture(['Why.', '-- Dockerfile --', ...raw, ''].join('\n')).sections.length, 1);
  });
  test('section options change bytes and come back', () => {
    for (const [options, text] of [
      [[], 'a\nb\n'],
      [['crlf'], 'a\r\nb\r\n'],
      [['bom'], '\ufeffa\nb\n'],
      [['crlf', 'no final newline'], 'a\r\nb'],
    ] as const) {
      assert.equal(encodeText(['a', 'b'], options), text);
      assert.deepEqual(decodeText(text, options), ['a', 'b']);
    }
    assert.equal(decodeText('a\r\nb\n', ['crlf']), undefined);
    assert.equal(decodeText('a\nb', []), undefined);
    assert.deepEqual(decodeText('', []), []);
  });
  test('a mark knows its place in files with CRLF and a byte order mark', () => {
    assert.deepEqual(problemsOf('-- Dockerfile (crlf, bom) --', 'NOPE x', '^^^^ unknown-instruction: unknown instruction: NOPE', 'FROM a', 'NAH', '^^^ unknown-instruction: unknown instruction: NAH'), []);
  });
});
