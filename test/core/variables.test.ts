import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { defaultPath, environmentBefore, globalEnvironment, type BuildFacts } from '../../server/language/dockerfile/variables';

/** `NAME=value` of all that the last instruction sees; `?` for a value that only the build knows. */
function seenByLast(text: string, facts: BuildFacts = {}): string[] {
  const dockerfile = parseDockerfile(text);
  return environmentBefore(dockerfile, dockerfile.instructions.at(-1)!, facts).list().map(({ name, value }) => `${name}=${value ?? '?'}`);
}

const withoutPath = (text: string, facts?: BuildFacts): string[] => seenByLast(text, facts).filter((entry) => !entry.startsWith('PATH='));

suite('variables: scopes', () => {
  test('a global ARG is seen in a stage only where the stage declares it', () => {
    assert.deepEqual(withoutPath('ARG A=1\nFROM scratch\nRUN x'), []);
    assert.deepEqual(withoutPath('ARG A=1\nFROM scratch\nARG A\nRUN x'), ['A=1']);
    assert.deepEqual(withoutPath('ARG A=1\nFROM scratch\nARG A=2\nRUN x'), ['A=2']);
  });
  test('an ARG counts from its line on', () => {
    assert.deepEqual(withoutPath('FROM scratch\nRUN x\nARG A=1'), []);
  });
  test('an ARG without default and without value is unset', () => {
    assert.deepEqual(withoutPath('FROM scratch\nARG A\nRUN x'), []);
  });
  test('the latest of ENV and ARG wins inside the stage', () => {
    assert.deepEqual(withoutPath('FROM scratch\nARG A=1\nENV A=2\nRUN x'), ['A=2']);
    assert.deepEqual(withoutPath('FROM scratch\nENV A=2\nARG A=1\nRUN x'), ['A=1']);
  });
  test('one ENV expands all its pairs with what stands above it', () => {
    assert.deepEqual(withoutPath('FROM scratch\nENV A=1\nENV A=2 B=$A\nRUN x'), ['A=2', 'B=1']);
  });
  test('ARGs of one line see those before them', () => {
    assert.deepEqual(withoutPath('FROM scratch\nARG A=1 B=$A\nRUN x'), ['A=1', 'B=1']);
  });
  test('a stage built on a stage inherits ENV, and its ARGs with them', () => {
    assert.deepEqual(withoutPath('FROM scratch AS one\nENV A=1\nFROM one\nRUN x'), ['A=1']);
    assert.ok(withoutPath('FROM scratch AS one\nENV A=1\nARG A=2\nFROM one\nRUN x').includes('A=1'));
  });
  test('a stage of another base inherits nothing', () => {
    assert.deepEqual(withoutPath('FROM scratch AS one\nENV A=1\nFROM scratch\nRUN x'), []);
  });
  test('setting a name again moves it to the end', () => {
    assert.deepEqual(withoutPath('FROM scratch\nENV A=1\nENV B=2\nENV A=3\nRUN x'), ['B=2', 'A=3']);
  });
});

suite('variables: what the build knows', () => {
  test('a build argument replaces a default, and does not make an undeclared name seen', () => {
    const facts = { buildArguments: { A: 'given' } };
    assert.deepEqual(withoutPath('FROM scratch\nARG A=1\nRUN x', facts), ['A=given']);
    assert.deepEqual(withoutPath('FROM scratch\nRUN x', facts), []);
    assert.deepEqual(withoutPath('FROM scratch\nARG A=1\nENV A=2\nRUN x', facts), ['A=2']);
  });
  test('without facts the platform is not known, but its names are', () => {
    assert.equal(globalEnvironment(parseDockerfile('FROM scratch'), {}).get('TARGETPLATFORM')?.value, undefined);
    assert.deepEqual(withoutPath('FROM scratch\nARG TARGETARCH\nENV A=$TARGETARCH\nRUN x'), ['TARGETARCH=?', 'A=?']);
    assert.deepEqual(withoutPath('FROM scratch\nARG TARGETARCH\nRUN x', { platform: 'linux/arm64' }), ['TARGETARCH=arm64']);
  });
  test('a base image’s ENV comes first, with a PATH where it has none', () => {
    const facts = { baseEnvironment: () => ['LANG=C', 'EMPTY='] };
    assert.deepEqual(seenByLast('FROM node\nENV A=$LANG\nRUN x', facts), ['LANG=C', 'EMPTY=', `PATH=${defaultPath}`, 'A=C']);
    assert.deepEqual(seenByLast('FROM scratch\nRUN x'), [`PATH=${defaultPath}`]);
  });
  test('where the base image is not known, a name it may set is not known either', () => {
    assert.deepEqual(withoutPath('FROM node\nENV A=$NODE_VERSION B=1\nRUN x'), ['A=?', 'B=1']);
    assert.deepEqual(withoutPath('FROM scratch\nENV A=$NODE_VERSION\nRUN x'), ['A=']);
  });
});

suite('variables: bounds', () => {
  test('values that double in each line end as not known', () => {
    assert.deepEqual(withoutPath(`FROM scratch\nENV A=xxxxxxxx\n${'ENV A=$A$A\n'.repeat(100)}RUN x`), ['A=?']);
  });
  test('many long values end as not known', () => {
    const long = 'x'.repeat(60_000);
    const seen = withoutPath(`FROM scratch\n${Array.from({ length: 300 }, (_, index) => `ENV A${index}=${long}\n`).join('')}RUN x`);
    assert.equal(seen.length, 300);
    assert.ok(seen.join('').length < 12_000_000);
    assert.equal(seen[299], 'A299=?');
  });
  test('a long chain of stages ends', () => {
    const chain = Array.from({ length: 1000 }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join('');
    assert.deepEqual(withoutPath(`FROM scratch AS s0\nENV A=1\n${chain}RUN x`), []);
  });
});
