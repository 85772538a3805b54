import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { CommandInstruction } from '../../server/language/dockerfile/syntax';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';
import { commandFacts } from '../../server/language/hover/commandHover';
import { readImageConfiguration } from '../../server/language/process/imageConfiguration';

const starting: DockerfileFacts = { image: () => readImageConfiguration({ Config: { Entrypoint: ['start'], Cmd: ['default'] } }) };

/** The facts of the instruction in a 1-based line. */
function factsAt(text: string, line: number, facts: DockerfileFacts = {}): string[] {
  const dockerfile = parseDockerfile(text);
  const instruction = dockerfile.instructions.find((each) => each.startLine === line) as CommandInstruction;
  return commandFacts(dockerfile, instruction, facts);
}

function rows(facts: readonly string[]): string[][] {
  const lines = facts[0]!.split('\n').slice(2);
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

suite('Hover on CMD and ENTRYPOINT', () => {
  test('as written and with arguments', () => {
    assert.deepEqual(rows(factsAt('FROM scratch\nENTRYPOINT ["app", "-v"]\nCMD ["a b"]\n', 3)), [
      ['`IMAGE`', "`app -v 'a b'`", '`app`'],
      ['`IMAGE ARG`', '`app -v ARG`', '`app`'],
    ]);
  });

  test('CMD alone gives way to the arguments', () => {
    assert.deepEqual(rows(factsAt('FROM scratch\nCMD ["app"]\n', 2))[1], ['`IMAGE ARG`', '`ARG`', '`ARG`']);
  });

  test('a known base image comes in front', () => {
    assert.equal(rows(factsAt('FROM x\nCMD ["app"]\n', 2, starting))[0]![1], '`start app`');
  });

  test('an unknown base image is a condition, not a guess', () => {
    const facts = factsAt('FROM x:1\nCMD ["app"]\n', 2);
    assert.equal(facts[0]!.split('\n')[0], '| `docker run` | runs, if the base has no ENTRYPOINT | PID 1 |');
    assert.equal(rows(facts)[0]![1], '`app`');
    assert.match(facts[1]!, /not known here/);
  });

  test('the shell stays', () => {
    const facts = factsAt('FROM scratch\nCMD app | tee log\n', 2);
    assert.equal(facts[0]!.split('\n')[2], "| `IMAGE` | `/bin/sh -c 'app \\| tee log'` | the shell (`/bin/sh`) |");
    assert.ok(facts.some((fact) => fact.includes('does not pass SIGTERM on')));
  });

  test('an instruction without effect says what overrules it', () => {
    assert.deepEqual(factsAt('FROM scratch\nCMD ["a"]\nCMD ["b"]\n', 2), ['Line 3 sets CMD again, so this one has no effect: the last one of a stage wins.']);
  });

  test('nothing to run', () => {
    const facts = factsAt('FROM scratch\nCMD []\n', 2);
    assert.deepEqual(rows(facts)[0], ['`IMAGE`', 'nothing: *no command specified*', 'none']);
  });

  test('above the first FROM there is nothing to say', () => {
    assert.deepEqual(factsAt('CMD ["a"]\nFROM scratch\n', 1), []);
  });

  test('short: a table and at most three sentences', () => {
    for (const text of ['ENTRYPOINT app $X\nCMD ["a"]', 'CMD [\'a\', \'b\']', 'ENTRYPOINT ["a"]\nCMD a $B', 'SHELL ["/bin/bash", "-c"]\nCMD a; b && c']) {
      const facts = factsAt(`FROM alpine:3\n${text}\n`, text.split('\n').length + 1);
      assert.ok(facts.length >= 2 && facts.length <= 4, facts.join('\n'));
    }
  });
});
