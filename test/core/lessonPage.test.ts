import assert from 'node:assert/strict';
import { conditionsOf, resultSentence } from '../../media/lesson/conditionList';
import { codeFence } from '../../media/lesson/codeFence';
import { pastedText, shellParts } from '../../media/lesson/shellLines';
import type { LabCheckResult, LessonLab } from '../../server/protocol/course';
import { lessonPageCommands } from '../../server/protocol/lessonPage';
import { commands } from '../../server/protocol/messages';

suite('lesson page: what a fence says', () => {
  test('its language as a reader calls it, and whether it is a bad example', () => {
    assert.deepEqual(codeFence('dockerfile'), { language: 'dockerfile', label: 'Dockerfile', isShell: false, bad: undefined });
    assert.deepEqual(codeFence('dockerfile bad=copy-before-install,shell-form').bad, ['copy-before-install', 'shell-form']);
    assert.deepEqual(codeFence('dockerfile bad=C12').bad, []);
    assert.equal(codeFence('yaml compose').label, 'Compose file');
    assert.equal(codeFence('yaml compose bad=a').bad?.[0], 'a');
    assert.equal(codeFence('sh').isShell, true);
    assert.equal(codeFence('toml').label, 'toml');
    assert.equal(codeFence('').label, 'Text');
  });
});

suite('lesson page: what of a shell text goes into a terminal', () => {
  const commandsOf = (text: string): (string | undefined)[] => shellParts(text).map(({ command }) => command);

  test('each line by itself; comments and empty lines do not', () => {
    assert.deepEqual(commandsOf('# build it\ndocker build .\n\ndocker ps -a  # all of them\n'), [undefined, 'docker build .', undefined, 'docker ps -a']);
  });

  test('an apostrophe in a comment opens no text, and a sign in a text opens no comment', () => {
    assert.deepEqual(commandsOf("docker stop web  # it doesn't ask\ndocker ps"), ['docker stop web', 'docker ps']);
    assert.deepEqual(commandsOf("docker run web echo 'a # b' c#d"), ["docker run web echo 'a # b' c#d"]);
  });

  test('a prompt is no part of a command, and beside prompts other lines are output', () => {
    assert.deepEqual(commandsOf('$ docker ps\nCONTAINER ID   IMAGE\n$ docker images'), ['docker ps', undefined, 'docker images']);
    assert.deepEqual(commandsOf('$HOME/tool'), ['$HOME/tool']);
  });

  test('a line that goes on is joined with the next one', () => {
    assert.deepEqual(shellParts('docker run \\\n  --rm \\\n  web\nls'), [
      { text: 'docker run \\\n  --rm \\\n  web', command: 'docker run --rm web' },
      { text: 'ls', command: 'ls' },
    ]);
    assert.deepEqual(commandsOf('docker ps |\n  grep web\ndocker build . &&\ndocker run web'), ['docker ps | grep web', 'docker build . && docker run web']);
  });

  test('what has no form on one line is only copied', () => {
    assert.deepEqual(commandsOf('cat > Dockerfile <<EOF\nFROM scratch\nEOF\nls'), [undefined, 'ls']);
    assert.deepEqual(commandsOf("sh -c 'one\ntwo'\nls"), [undefined, 'ls']);
    assert.deepEqual(commandsOf('for name in a b; do\n  docker rm $name\ndone\nls'), [undefined, 'ls']);
    assert.deepEqual(commandsOf('for name in a b; do docker rm $name; done'), ['for name in a b; do docker rm $name; done']);
  });

  test('what is copied has no prompts and no output, and loses nothing else', () => {
    assert.equal(pastedText('$ docker ps\nCONTAINER ID\n$ docker run \\\n  web\n'), 'docker ps\ndocker run web');
    assert.equal(pastedText('# first\ncat > a <<EOF\nx\nEOF\n\nls\n'), '# first\ncat > a <<EOF\nx\nEOF\n\nls');
    assert.equal(pastedText('$ cat > a <<EOF\nx\nEOF'), 'cat > a <<EOF\nx\nEOF');
  });

  test('a number sign inside of a text is no comment', () => {
    assert.deepEqual(commandsOf('echo "a # b"'), ['echo "a # b"']);
    assert.deepEqual(commandsOf('docker run web#1'), ['docker run web#1']);
  });

  test('nothing is lost and nothing hangs, whatever it is', () => {
    for (const text of ['', '\n', '\\', "'", '<<EOF', '$ ', 'for', '|', '$ a\n\n$ b |', "echo 'it'\\''s'", 'a\r\nb\r\n', '"'.repeat(999)]) {
      const parts = shellParts(text);
      assert.equal(parts.map((part) => part.text).join('\n'), text.replaceAll('\r\n', '\n').replace(/\n+$/, ''), JSON.stringify(text));
      for (const { command } of parts) assert.doesNotMatch(command ?? '', /[\r\n]/);
    }
  });
});

suite('lesson page: what a check found', () => {
  const lab: LessonLab = {
    task: '',
    hints: [],
    noDaemon: '',
    startFolder: '',
    solutionFolder: '',
    firstFile: '',
    variants: [],
    conditions: [
      { title: 'one', kind: 'static' },
      { title: 'two', kind: 'live' },
    ],
  };
  const result = (done: LabCheckResult['done'], ...states: LabCheckResult['conditions'][number]['state'][]): LabCheckResult => ({
    lesson: 'a',
    done,
    conditions: states.map((state, index) => ({ ...lab.conditions[index]!, state })),
  });
  const sentence = (checked: LabCheckResult | undefined): string => resultSentence(conditionsOf(lab, checked), checked);

  test('before a check nothing is met and nothing is said', () => {
    assert.deepEqual(conditionsOf(lab, undefined).map(({ title, state }) => `${title}: ${state}`), ['one: unknown', 'two: unknown']);
    assert.equal(sentence(undefined), '');
  });

  test('without a daemon it is never told as all done', () => {
    assert.equal(sentence(result('static', 'met', 'not-run')), 'Done in your files: everything there holds. Docker was not asked.');
    assert.equal(sentence(result('no', 'unmet', 'not-run')), 'Not there yet: 0 of 2 hold.');
    assert.equal(sentence(result('all', 'met', 'met')), 'Done. Everything that the lab asks for holds.');
  });

  test('a lab that could not be checked keeps its list', () => {
    const failed: LabCheckResult = { lesson: 'a', done: 'no', conditions: [], problem: 'why' };
    assert.deepEqual(conditionsOf(lab, failed).map(({ state }) => state), ['unknown', 'unknown']);
    assert.equal(sentence(failed), 'The lab could not be checked.');
  });
});

suite('lesson page: what it can run', () => {
  test('commands of the course, and no others', () => {
    assert.deepEqual(lessonPageCommands.filter((command) => !Object.values<string>(commands).includes(command)), []);
    assert.ok(!lessonPageCommands.includes(commands.writeRunLine));
  });
});
