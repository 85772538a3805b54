import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { noVariables, type Variables } from '../../server/language/compose/interpolation';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';
import { composeServiceCommand } from '../../server/language/process/composeCommand';
import { effectiveCommand, type EffectiveCommand, type RunSettings } from '../../server/language/process/effectiveCommand';
import { readImageConfiguration } from '../../server/language/process/imageConfiguration';
import { describeProcessOne } from '../../server/language/process/processOneText';
import { stageCommand, unknownImageCommand } from '../../server/language/process/stageCommand';

const database = readImageConfiguration([
  { Os: 'linux', Config: { Entrypoint: ['start-database'], Cmd: ['serve', '--all'], Shell: null, StopSignal: 'SIGINT', OnBuild: null } },
])!;
const knowing: DockerfileFacts = { image: (name) => (name === 'database:1' ? database : undefined) };

function decide(text: string, run: RunSettings = {}, facts: DockerfileFacts = knowing): EffectiveCommand {
  const dockerfile = parseDockerfile(text);
  return effectiveCommand({ image: stageCommand(dockerfile, dockerfile.stages.at(-1)!, facts), run });
}

function decideService(yaml: string, dockerfile = 'FROM scratch\nENTRYPOINT ["app"]\nCMD ["one","two"]\n', variables: Variables = noVariables) {
  const file = parseCompose(`services:\n  web:\n${yaml.replace(/^/gm, '    ')}\n`);
  const { settings, notes, rejected } = composeServiceCommand(file, file.services[0]!, variables);
  const tree = parseDockerfile(dockerfile);
  const command = effectiveCommand({ image: stageCommand(tree, tree.stages.at(-1)!, knowing), compose: settings });
  return { command, argv: command.argv, notes: [...notes, ...command.notes], rejected };
}

function assertNote(notes: readonly string[], wanted: RegExp): void {
  assert.ok(notes.some((note) => wanted.test(note)), `no note like ${String(wanted)} in:\n${notes.join('\n')}`);
}

suite('What runs: where the parts come from', () => {
  test('a stage that sets both, with lines', () => {
    const { argv, entrypoint, cmd, form } = decide('FROM scratch\n\nENTRYPOINT ["app"]\nCMD ["x", "y z"]\n');
    assert.deepEqual(argv, ['app', 'x', 'y z']);
    assert.deepEqual([entrypoint.from, entrypoint.line, cmd.from, cmd.line, form], ['stage', 3, 'stage', 4, 'exec']);
  });

  test('a known base image gives what the stage does not set', () => {
    const { argv, entrypoint, cmd, stopSignal } = decide('FROM database:1\nCMD ["check"]\n');
    assert.deepEqual(argv, ['start-database', 'check']);
    assert.deepEqual([entrypoint.from, entrypoint.line, cmd.from], ['base', undefined, 'stage']);
    assert.equal(stopSignal.effective, 'SIGINT');
  });

  test('ARG above FROM names the base', () => {
    assert.deepEqual(decide('ARG TAG=1\nFROM database:${TAG}\n').argv, ['start-database', 'serve', '--all']);
    assert.equal(decide('ARG TAG\nFROM database:${TAG:-1}\n').complete, true);
  });

  test('an unknown base leaves the parts that it decides unknown, and only those', () => {
    const cmdOnly = decide('FROM other\nCMD ["app"]\n');
    assert.deepEqual([cmdOnly.entrypoint.from, cmdOnly.complete, cmdOnly.signalReaches], ['unknown', false, 'unknown']);
    assertNote(cmdOnly.notes, /ENTRYPOINT of image other is not known/);
    const entrypointToo = decide('FROM other\nENTRYPOINT ["app"]\n');
    assert.deepEqual([entrypointToo.entrypoint.from, entrypointToo.cmd.from, entrypointToo.complete], ['stage', 'none', true]);
    assert.equal(entrypointToo.stopSignal.effective, undefined);
    assert.deepEqual(decide('FROM other\nCMD ["app"]\n', { entrypoint: 'sh' }).argv, ['sh']);
  });

  test('a base that only a build argument names is unknown', () => {
    const { notes, entrypoint } = decide('ARG BASE\nFROM $BASE\nCMD ["app"]\n');
    assert.equal(entrypoint.from, 'unknown');
    assertNote(notes, /build argument/);
  });

  test('a shell form on an unknown base says which shell it takes for granted', () => {
    const { argv, notes } = decide('FROM other\nENTRYPOINT app\n');
    assert.deepEqual(argv, ['/bin/sh', '-c', 'app']);
    assertNote(notes, /sets SHELL/);
    assert.ok(!decide('FROM scratch\nENTRYPOINT app\n').notes.some((note) => note.includes('sets SHELL')));
  });

  test('Windows has another default shell, and where Windows is only likely nothing is guessed', () => {
    const windows = { image: () => readImageConfiguration({ Os: 'windows', Config: { Cmd: null } }) };
    assert.deepEqual(decide('FROM x\nCMD app\n', {}, windows).argv, ['cmd', '/S', '/C', 'app']);
    assert.deepEqual(decide('FROM mcr.microsoft.com/windows/nanoserver:1\nENTRYPOINT app\n').argv, ['cmd', '/S', '/C', 'app']);
    const known = decide('FROM x\nENTRYPOINT ["app.exe"]\n', {}, windows);
    assert.deepEqual([known.argv, known.processOne.kind, known.signalReaches], [['app.exe'], 'unknown', 'unknown']);
    assertNote(known.notes, /Windows image/);
    const likely = decide('# escape=`\nFROM other\nENTRYPOINT app\n');
    assert.deepEqual([likely.argv, likely.complete, likely.form], [[], false, 'shell']);
    assertNote(likely.notes, /cmd \/S \/C/);
  });

  test('a CMD dropped by a child ENTRYPOINT is named', () => {
    assertNote(decide('FROM scratch AS one\nCMD ["x"]\nFROM one\nENTRYPOINT ["app"]\n').notes, /drops the CMD of line 2/);
    assertNote(decide('FROM database:1\nENTRYPOINT ["app"]\n').notes, /drops the CMD of database:1/);
  });

  test('a stage without anything has nothing to run', () => {
    const { argv, processOne, notes } = decide('FROM scratch\n');
    assert.deepEqual([argv, processOne.kind], [[], 'nothing']);
    assertNote(notes, /no command specified/);
  });

  test('what looks like JSON but is none is said', () => {
    const { notes, processOne } = decide('FROM scratch\nCMD ["app",]\n');
    assertNote(notes, /not valid JSON/);
    assertNote(notes, /ends at once with an error/);
    assert.equal(processOne.kind, 'the shell');
  });

  test('a shell form in a base image is recognised', () => {
    const base = { image: () => readImageConfiguration({ Config: { Entrypoint: ['/bin/ash', '-ec', 'app'], Cmd: ['x'], Shell: ['/bin/ash', '-ec'] } }) };
    const { form, argv, processOne } = decide('FROM x\n', {}, base);
    assert.deepEqual([form, argv, processOne.command], ['shell', ['/bin/ash', '-ec', 'app', 'x'], ['app']]);
  });

  test('variables in exec form stay, in a shell text they do not count', () => {
    assertNote(decide('FROM scratch\nCMD ["app", "$PORT"]\n').notes, /\$PORT reaches the program as written/);
    assert.ok(!decide('FROM scratch\nCMD ["sh", "-c", "exec app $PORT"]\n').notes.some((note) => note.includes('as written')));
  });

  test('words behind a shell-form ENTRYPOINT are lost unless the text uses them', () => {
    assertNote(decide('FROM scratch\nENTRYPOINT app\nCMD ["x"]\n').notes, /never sees it/);
    assertNote(decide('FROM scratch\nENTRYPOINT exec app "$@"\nCMD ["x","y"]\n').notes, /second word/);
  });
});

suite('What runs: compose', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['nothing said', 'image: x', ['app', 'one', 'two']],
    ['a command string', 'command: run "a b" c', ['app', 'run', 'a b', 'c']],
    ['a command list', 'command: [run, "a b", 3]', ['app', 'run', 'a b', '3']],
    ['an empty command keeps CMD', 'command: ""', ['app', 'one', 'two']],
    ['a list without items keeps CMD', 'command: []', ['app', 'one', 'two']],
    ['a null command keeps CMD', 'command:', ['app', 'one', 'two']],
    ['a command of one empty word', 'command: [""]', ['app', '']],
    ['an entrypoint drops CMD', 'entrypoint: other -v', ['other', '-v']],
    ['an empty entrypoint keeps CMD', 'entrypoint: []', ['one', 'two']],
    ['a null entrypoint is not said', 'entrypoint: null', ['app', 'one', 'two']],
    ['an entrypoint of one empty word drops CMD too', 'entrypoint: [""]', []],
    ['both', 'entrypoint: [other]\ncommand: x && y', ['other', 'x']],
    ['a dollar written twice', 'command: echo $$HOME', ['app', 'echo', '$HOME']],
  ];
  for (const [title, yaml, argv] of cases) test(title, () => assert.deepEqual(decideService(yaml).argv, argv));

  test('lines, init and the stop signal', () => {
    const { command } = decideService('command: x\ninit: true\nstop_signal: SIGUSR1');
    assert.deepEqual([command.cmd.from, command.cmd.line], ['compose', 3]);
    assert.deepEqual(command.processOne.command, ['/sbin/docker-init', '--', 'app', 'x']);
    assert.deepEqual([command.stopSignal.effective, command.stopSignal.from, command.stopSignal.line], ['SIGUSR1', 'compose', 5]);
  });

  test('what Compose drops, ignores and rejects is said', () => {
    assertNote(decideService('command: x && y').notes, /drops everything from "&& y"/);
    assertNote(decideService('command: []').notes, /changes nothing/);
    assertNote(decideService('entrypoint: ""').notes, /keeps the CMD/);
    assertNote(decideService('entrypoint: other').notes, /drops the CMD/);
    assertNote(decideService('extends: base').notes, /extends another one/);
    assert.match(decideService('command: "a \'b"').rejected ?? '', /left open/);
  });

  test('variables are filled in where they are known', () => {
    const known: Variables = new Map([['MODE', { value: 'fast mode', source: 'a test' }]]);
    assert.deepEqual(decideService('command: run $MODE ${X:-y}', undefined, known).argv, ['app', 'run', 'fast', 'mode', 'y']);
    const unknown = decideService('command: run $MODE');
    assert.deepEqual(unknown.argv, ['app', 'run', '$MODE']);
    assertNote(unknown.notes, /\$MODE in command; the value is not known/);
  });

  test('an image that nobody knows', () => {
    const command = effectiveCommand({ image: unknownImageCommand('other:2'), compose: { entrypoint: undefined, command: { words: ['x'], line: 1 }, init: false, stopSignal: undefined } });
    assert.deepEqual([command.argv, command.entrypoint.from, command.cmd.from, command.complete], [['x'], 'unknown', 'compose', false]);
  });
});

suite('What runs: PID 1', () => {
  const cases: readonly [string, string, string][] = [
    ['CMD ["app", "a b"]', "the program: app 'a b'", 'the program'],
    ['SHELL ["/bin/bash", "-euxo", "pipefail", "-c"]\nCMD cd /srv && app $X', 'the program: app $X', 'the program'],
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD app > /log', "the shell: /bin/bash -o pipefail -c 'app > /log'", 'the shell'],
    ['SHELL ["/bin/dash", "-c"]\nCMD app', 'the shell: /bin/dash -c app', 'the shell'],
    ['CMD exec app', 'the program: app', 'the program'],
    ['CMD app', 'the program: app, unless /bin/sh is dash', 'unknown'],
    ['CMD a | b', "the shell: /bin/sh -c 'a | b'", 'the shell'],
    ['SHELL ["/bin/zsh", "-c"]\nCMD app', 'unknown', 'unknown'],
    ['SHELL ["/bin/bash", "-ic"]\nCMD app', 'unknown', 'unknown'],
    ['CMD ["bash", "-e", "script", "-c"]', 'the script: bash -e script -c', 'unknown'],
    ['CMD ["/bin/bash"]', 'the shell: /bin/bash', 'the shell'],
    ['CMD [ -f /setup ] && exec app', 'the program: app', 'the program'],
    ["CMD ['app']", `the shell: /bin/sh -c "['app']"`, 'the shell'],
    ['CMD ["busybox", "sh", "-c", "app"]', 'the program: app', 'the program'],
    ['ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]\nCMD ["app"]', 'the script: /usr/local/bin/docker-entrypoint.sh app', 'unknown'],
    ['ENTRYPOINT ["tini", "-g", "--"]\nCMD ["app", "x"]', 'tini, which starts the program: app x', 'the program'],
    ['ENTRYPOINT ["dumb-init"]\nCMD ["sh", "-c", "a; wait"]', "dumb-init, which starts the shell: sh -c 'a; wait'", 'the shell'],
  ];
  for (const [instructions, pid1, reaches] of cases) {
    test(instructions.replace(/\n/g, ' '), () => {
      const command = decide(`FROM scratch\n${instructions}\n`);
      assert.equal(describeProcessOne(command.processOne), pid1);
      assert.equal(command.signalReaches, reaches);
    });
  }

  test("the image's name tells which shell sh is", () => {
    const who = (image: string): string => decide(`FROM ${image}\nENTRYPOINT app\n`).processOne.kind;
    assert.deepEqual(
      ['node:22-alpine3.20', 'alpine', 'docker.io/library/debian:12', 'python:3.12-slim-bookworm', 'ubuntu@sha256:' + 'a'.repeat(64), 'node:22', 'me/alpine-like:1'].map(who),
      ['the program', 'the program', 'the shell', 'the shell', 'the shell', 'unknown', 'unknown'],
    );
    assertNote(decide('FROM alpine:3\nENTRYPOINT app\n').notes, /taken for busybox: the image seems to be Alpine, because its name says so/);
  });

  test('SIGKILL as stop signal', () => {
    assertNote(decide('FROM scratch\nSTOPSIGNAL kill\nCMD ["app"]\n').notes, /No program can react to kill/);
  });
});

suite('What runs: bad input', () => {
  test('never throws and ends', () => {
    const texts = ['FROM\nCMD\n', 'FROM a AS a\nCMD [', 'FROM $\nENTRYPOINT "', 'FROM x\nONBUILD\nONBUILD ONBUILD CMD x\nSTOPSIGNAL ${\n', `FROM scratch\nCMD ${'('.repeat(30000)}`];
    for (const text of texts) for (const run of [{}, { arguments: [''] }, { entrypoint: '', init: true }]) assert.ok(Array.isArray(decide(text, run).argv));
  });

  test('thousands of stages, each on the one before', () => {
    const text = `FROM scratch AS s0\nCMD ["app"]\n${Array.from({ length: 2000 }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join('')}`;
    assert.deepEqual(decide(text).argv, ['app']);
  });

  test('an inspect answer of any shape', () => {
    for (const value of [undefined, null, 1, 'x', [], [null], {}, { Config: null }, { Config: 3 }]) assert.equal(readImageConfiguration(value), undefined);
    assert.deepEqual(readImageConfiguration({ Config: { Cmd: 'x', Entrypoint: [1, 'a'] } })?.entrypoint, ['a']);
  });
});
