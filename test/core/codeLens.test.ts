import assert from 'node:assert/strict';
import { effectiveCommandLenses } from '../../server/language/codeLens/effectiveCommandLens';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';

/** `line: title` of each lens, lines 1-based. */
function lenses(text: string, facts: DockerfileFacts = {}): string[] {
  return effectiveCommandLenses(parseDockerfile(text), facts).map(({ range, command }) => `${range.start.line + 1}: ${command!.title}`);
}

suite('Code lens: what runs', () => {
  test('above the last of CMD and ENTRYPOINT', () => {
    assert.deepEqual(lenses('FROM scratch\nENTRYPOINT ["node"]\nCMD ["server.js"]\n'), ['3: runs: node server.js (PID 1: node)']);
    assert.deepEqual(lenses('FROM scratch\nCMD ["server.js"]\nUSER 1\nENTRYPOINT ["/usr/bin/node"]\n'), ['4: runs: /usr/bin/node server.js (PID 1: node)']);
  });

  test('not above one that is overruled', () => {
    assert.deepEqual(lenses('FROM scratch AS a\nCMD ["x"]\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n'), ['4: runs: b x (PID 1: b)']);
    assert.deepEqual(lenses('FROM scratch AS a\nCMD ["x"]\nFROM a\nRUN true\n'), ['2: runs: x (PID 1: x)']);
  });

  test('one for each stage that sets something', () => {
    assert.deepEqual(lenses('FROM scratch AS a\nCMD ["x"]\nFROM scratch AS b\nRUN true\nFROM a\nENTRYPOINT ["y"]\n'), ['2: runs: x (PID 1: x)', '6: runs: y (PID 1: y)']);
  });

  test('an unknown base, the shell, broken JSON, nothing', () => {
    assert.deepEqual(lenses('FROM node:22\nCMD ["node", "server.js"]\n'), ['2: runs: node server.js (PID 1: node) unless node:22 has an ENTRYPOINT']);
    assert.deepEqual(lenses('FROM scratch\nCMD a | b\n'), ["2: runs: /bin/sh -c 'a | b' (PID 1: the shell)"]);
    assert.deepEqual(lenses("FROM scratch\nCMD ['a']\n"), ['2: runs: /bin/sh -c "[\'a\']" (broken JSON, so shell form)']);
    assert.deepEqual(lenses('FROM scratch\nENTRYPOINT []\nCMD []\n'), ['3: runs: nothing (no command specified)']);
    assert.deepEqual(lenses('# escape=`\nFROM x\nENTRYPOINT app\n'), ['3: runs: the default shell with app']);
  });

  test('never longer than 80 characters, and the end stays', () => {
    const long = 'x'.repeat(300);
    for (const text of [`CMD ["${long}"]`, `CMD ["a", "${long}"]`, `CMD ${long} | ${long}`, `ENTRYPOINT ["${long}.sh"]`, `CMD ['${long}`]) {
      for (const base of ['scratch', `registry.example/${long}/image:1`, '$UNKNOWN']) {
        for (const lens of lenses(`ARG UNKNOWN\nFROM ${base}\n${text}\n`)) {
          const title = lens.slice(lens.indexOf(' ') + 1);
          assert.ok(title.length <= 80, `${title.length}: ${title}`);
          assert.match(title, /^runs: .*(\)|ENTRYPOINT)$/);
        }
      }
    }
  });

  test('the command gets a docker run line, and the lens its place', () => {
    const [lens] = effectiveCommandLenses(parseDockerfile('FROM scratch\r\n\r\nCMD ["a"]\r\n'), {});
    assert.deepEqual(lens!.command!.arguments, ['docker run --rm -it IMAGE']);
    assert.equal(lens!.command!.command, 'layerwise.writeRunLine');
    assert.deepEqual(lens!.range, { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } });
  });

  test('the docker run line publishes the ports of the stage and of those below it', () => {
    const lines = (text: string): unknown[] => effectiveCommandLenses(parseDockerfile(text), {}).map(({ command }) => command!.arguments![0]);
    const text = 'FROM scratch AS below\nENV PORT=8080\nEXPOSE ${PORT} 53/UDP 9000-9001/tcp $UNKNOWN no;thing 80;rm\nFROM below AS empty\nFROM empty\nEXPOSE 80 8080\nCMD ["a"]\nFROM scratch\nCMD ["b"]\n';
    assert.deepEqual(lines(text), ['docker run --rm -it -p 8080:8080 -p 53:53/udp -p 9000-9001:9000-9001 -p 80:80 IMAGE', 'docker run --rm -it IMAGE']);
    const many = `FROM scratch\nEXPOSE ${Array.from({ length: 50 }, (_, port) => port + 1).join(' ')}\nCMD ["a"]\n`;
    assert.equal(String(lines(many)[0]).match(/-p/g)!.length, 10);
  });
});
