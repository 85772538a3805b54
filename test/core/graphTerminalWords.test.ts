import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dockerCommands, imageWord } from '../../server/language/graph/details/dockerCommands';
import { terminalLine, terminalWord } from '../../server/language/graph/details/terminalWords';
import { around } from './graphDetailsFacts';
import { Random } from './random';

const hostile = ['a b', "it's", '$(id)', '`id`', 'a;b', 'a"b', '!!', '~', '~root', '=cat', '*', '?', '{a,b}', '#x', 'a&b', '%PATH%', '$HOME', 'ä', '>', '‘; calc; ‘', 'é"'];

suite('Words for a terminal', () => {
  test('plain words stay as they are', () => {
    for (const word of ['shop-web-1', 'a/b:1.4', 'registry.example.com:5000/x', '/app', 'name=x']) assert.equal(terminalWord(word, 'posix'), word);
  });

  test('what cannot be written so that it does what it looks like is not written', () => {
    for (const word of ['', '-x', '--privileged', 'a\nb', 'a\u202eb', 'a\u200bb', '\u0007', 'x'.repeat(301)]) {
      assert.deepEqual([terminalWord(word, 'posix'), terminalWord(word, 'powershell')], [undefined, undefined], JSON.stringify(word));
    }
  });

  test('sh reads each word as it is', function () {
    if (process.platform === 'win32') this.skip();
    const random = new Random(11);
    const signs = [...'ab-_ \'"$`;&|<>(){}[]*?!#~=%^,.:/@+ä€'];
    const made = Array.from({ length: 300 }, () => Array.from({ length: 1 + random.below(12) }, () => signs[random.below(signs.length)]!).join(''));
    const words = [...hostile, ...made].filter((word) => terminalWord(word, 'posix') !== undefined);
    assert.ok(words.length > 200);
    const line = terminalLine(["printf '%s\\n'"], words, 'posix');
    assert.equal(execFileSync('/bin/sh', ['-c', line!], { encoding: 'utf8', cwd: '/' }), `${words.join('\n')}\n`);
  });

  test('PowerShell\'s own quotes are doubled, also typographic ones', () => {
    assert.equal(terminalWord("it's", 'powershell'), "'it''s'");
    assert.equal(terminalWord('‘; calc; ‘', 'powershell'), "'‘‘; calc; ‘‘'");
    assert.deepEqual([terminalWord('a"b', 'powershell'), terminalWord('a b\\', 'powershell')], [undefined, undefined]);
    assert.equal(terminalWord('$x', 'powershell'), "'$x'");
    assert.equal(terminalWord('a,b', 'powershell'), "'a,b'", 'it would make two words of it');
  });

  test('a command whose name cannot be written is left out; without a daemon there is none', () => {
    assert.deepEqual(dockerCommands(around)('Stop it', ['stop'], ['-x']), []);
    assert.deepEqual(dockerCommands(around)('Stop it', ['stop'], [undefined]), []);
    assert.deepEqual(dockerCommands({ ...around, docker: undefined })('Stop it', ['stop'], ['x']), []);
    assert.deepEqual(dockerCommands({ ...around, docker: ['docker', '--context', 'far'] })('Stop it', ['stop'], ['x'], true), [{ title: 'Stop it', line: 'docker --context far stop x', changes: true }]);
  });

  test('an image is named by a proper tag, else by its id', () => {
    const id = `sha256:${'a'.repeat(64)}`;
    assert.equal(imageWord({ tags: ['$(id)', 'localhost:5000/team/web:1.5'], id }), 'localhost:5000/team/web:1.5');
    assert.equal(imageWord({ tags: ['a b'], id }), 'a'.repeat(12));
    assert.equal(imageWord({ tags: [], id: 'x;y' }), undefined);
  });
});
