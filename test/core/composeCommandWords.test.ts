import assert from 'node:assert/strict';
import { splitCommandWords } from '../../server/language/compose/composeCommandWords';
import { commandWords } from '../../server/language/compose/readServices';
import type { Variables } from '../../server/language/compose/interpolation';

const words = (text: string): string[] => splitCommandWords(text).words.map((word) => word.text);

// Every expectation here was observed with Compose 2.26.1.
suite('compose command words', () => {
  test('quotes make one word, and a blank ends one', () => {
    assert.deepEqual(words("X 'Y Z'"), ['X', 'Y Z']);
    assert.deepEqual(words('a  "b c"d\te\nf'), ['a', 'b cd', 'e', 'f']);
    assert.deepEqual(words('a "" \'\''), ['a', '', '']);
    assert.deepEqual(words('a\\ b'), ['a b']);
    assert.deepEqual(words('a\\nb "c\\"d"'), ['anb', 'c"d']);
  });

  test('no shell runs the text: variables and substitutions stay', () => {
    assert.deepEqual(words('echo $HOME $(date) `x y`'), ['echo', '$HOME', '$(date)', '`x y`']);
  });

  test('everything from an operator on is dropped', () => {
    const split = splitCommandWords('X $HOME a && b');
    assert.deepEqual(split.words.map((word) => word.text), ['X', '$HOME', 'a']);
    assert.equal(split.droppedFrom, 10);
    assert.deepEqual(words('a 2> b'), ['a']);
    assert.deepEqual(words('a x> b'), ['a', 'x']);
    assert.deepEqual(words('a "b && c"'), ['a', 'b && c']);
  });

  test('an unclosed quote and a bare parenthesis are rejected', () => {
    assert.equal(splitCommandWords('echo "unclosed').invalid, true);
    assert.equal(splitCommandWords('sh -c (a)').invalid, true);
    assert.equal(splitCommandWords('a\\').invalid, true);
    assert.equal(splitCommandWords('a ) b )').invalid, false);
    assert.deepEqual(words('a ) b )'), ['a', ') b )']);
  });

  test('each word knows its place', () => {
    const spans = splitCommandWords('  a "b c" d').words.map((word) => word.span);
    assert.deepEqual(spans, [{ start: 2, end: 3 }, { start: 4, end: 9 }, { start: 10, end: 11 }]);
  });

  test('variables are filled in before the split; $$ is a plain dollar', () => {
    const variables: Variables = new Map([['ARGS', { value: '-a -b', source: '.env, line 1' }]]);
    assert.deepEqual(commandWords('x $$HOME ${ARGS} && y', variables).words.map((word) => word.text), ['x', '$HOME', '-a', '-b']);
    assert.deepEqual(commandWords(['x', '${ARGS}', '$UNKNOWN'], variables).words.map((word) => word.text), ['x', '-a -b', '$UNKNOWN']);
  });
});
