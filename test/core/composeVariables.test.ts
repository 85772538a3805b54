import assert from 'node:assert/strict';
import { dotenvVariables, parseDotenv } from '../../server/language/compose/dotenv';
import { interpolate, type Variables } from '../../server/language/compose/interpolation';

const variables: Variables = new Map([
  ['SET', { value: 'value', source: '.env, line 1' }],
  ['EMPTY', { value: '', source: '.env, line 2' }],
]);
const filled = (text: string): string => interpolate(text, variables).text;

suite('compose interpolation', () => {
  test('every operator, for a variable that is set, empty or unknown', () => {
    assert.equal(filled('$SET ${SET}'), 'value value');
    assert.equal(filled('${SET:-d} ${EMPTY:-d} ${NONE:-d}'), 'value d d');
    assert.equal(filled('${SET-d}|${EMPTY-d}|${NONE-d}'), 'value||d');
    assert.equal(filled('${SET:+r}|${EMPTY:+r}'), 'r|');
    assert.equal(filled('${SET+r}|${EMPTY+r}'), 'r|r');
    assert.equal(filled('${SET:?e}|${EMPTY?e}'), 'value|');
  });

  test('braces that do not match end at the last one; an argument stands on one line', () => {
    assert.equal(filled('${NONE:-{"a": {"b": 1}} c'), '{"a": {"b": 1} c');
    assert.equal(filled('${NONE:-{a}'), '{a');
    assert.deepEqual(interpolate('${NONE:-a\nb}', variables).invalid, [0]);
    assert.deepEqual(interpolate('a ${NONE', variables).invalid, [2]);
  });

  test('what is unknown stays as written and is told apart', () => {
    const result = interpolate('$NONE ${NONE:+r} ${NONE:?needed} ${EMPTY:?needed}', variables);
    assert.equal(result.text, '$NONE ${NONE:+r} ${NONE:?needed} ${EMPTY:?needed}');
    assert.deepEqual(result.uses.map((use) => use.from), ['unknown', 'unknown', 'unknown', 'variable']);
    assert.ok(result.uses.every((use) => use.value === undefined));
  });

  test('defaults nest, and each use knows its place', () => {
    const text = 'a ${NONE:-${OTHER:-x${SET}}} b';
    const result = interpolate(text, variables);
    assert.equal(result.text, 'a xvalue b');
    assert.deepEqual(result.uses.map((use) => text.slice(use.start, use.end)), ['${SET}', '${OTHER:-x${SET}}', '${NONE:-${OTHER:-x${SET}}}']);
    assert.deepEqual(result.uses.map((use) => use.from), ['variable', 'default', 'default']);
  });

  test('two dollars are one; a dollar before no name stays', () => {
    assert.equal(filled('$$SET $$$SET a$-b a$1 $'), '$SET $value a$-b a$1 $');
    assert.equal(filled('${NONE:-{a}}b'), '{a}b');
  });

  test('a faulty expression is marked, and the rest stays', () => {
    for (const text of ['x ${SET.y}', 'x ${SET:-a', 'x ${}', 'x ${1}', 'x ${']) {
      const result = interpolate(text, variables);
      assert.deepEqual(result.invalid, [2], text);
      assert.equal(result.text, text);
    }
    assert.equal(interpolate('${'.repeat(100_000)).invalid.length, 1);
    assert.equal(interpolate('${A:-'.repeat(1_000) + '}'.repeat(1_000)).invalid.length, 1);
  });
});

suite('.env files', () => {
  const values = (text: string): Record<string, string | undefined> => Object.fromEntries(parseDotenv(text).entries.map((entry) => [entry.name, entry.value]));

  test('plain values, comments, export, colons and blanks', () => {
    const text = '# c\nA=1\n  export B = two words # comment\nC: yaml\nD=\nE=a#b\nF\n\n';
    assert.deepEqual(values(text), { A: '1', B: 'two words', C: 'yaml', D: '', E: 'a#b', F: undefined });
  });

  test('quotes: single ones keep the text, double ones resolve escapes and variables, both may cross lines', () => {
    assert.deepEqual(values("A='$X \\n'\nB=\"a\\tb\\\"c\"\nC=\"one\ntwo\"\nD=3 # x\n"), { A: '$X \\n', B: 'a\tb"c', C: 'one\ntwo', D: '3' });
  });

  test('variables come from above, and a dollar can be written', () => {
    assert.deepEqual(values('A=1\nB=${A}2\nC="${NONE:-d}$A"\nD=$NONE.\nE="\\$A"\nF=$$A\n'), { A: '1', B: '12', C: 'd1', D: '.', E: '$A', F: '$A' });
  });

  test('places, Windows line ends and the source of each value', () => {
    const text = '\uFEFFA=1\r\n\r\nB="x\r\ny"\r\nC=3\r\nA=2\r\n';
    const dotenv = parseDotenv(text);
    assert.deepEqual(dotenv.entries.map((entry) => [entry.name, entry.line]), [['A', 1], ['B', 3], ['C', 5], ['A', 6]]);
    assert.deepEqual(dotenvVariables(dotenv).get('A'), { value: '2', source: '.env, line 6' });
    assert.equal(text.slice(dotenv.entries[2]!.span.start).startsWith('C=3'), true);
  });

  test('lines that Compose rejects are problems, and the next line is read', () => {
    const dotenv = parseDotenv('a b=1\nX="open\nY=2\n');
    assert.deepEqual(dotenv.problems.map((problem) => problem.code), ['dotenv-name', 'dotenv-quote']);
    assert.deepEqual(dotenv.entries.map((entry) => entry.name), ['X', 'Y']);
  });
});
