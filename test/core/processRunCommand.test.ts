import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand, type RunOptions } from '../../server/commands/run';

const files: Readonly<Record<string, string>> = {
  Dockerfile: 'ARG TAG=1\nFROM base:${TAG} AS build\nRUN make\nFROM build AS app\nCMD ["serve", "$PORT"]\nFROM scratch AS tool\nENTRYPOINT tool\n',
  'base.json': JSON.stringify([{ Os: 'linux', Config: { Entrypoint: ['start'], Cmd: ['x'], StopSignal: 'SIGQUIT' } }]),
  'not-inspect.json': '{"hello": 1}',
  'not.json': 'hello',
  'no-from': 'CMD ["x"]\n',
  'site/compose.yaml': [
    'services:',
    '  web:',
    '    build: { context: .., target: APP, args: { TAG: "$BASE_TAG" } }',
    '    command: serve ${MODE:-slow} $UNSET_NAME_OF_THIS_TEST',
    '  cache:',
    '    image: docker.io/library/base:1',
    '    entrypoint: []',
    '  inline:',
    '    build:',
    '      dockerfile_inline: |',
    '        FROM scratch',
    '        CMD ["inline"]',
    '  away:',
    '    build: https://git.example/repository.git',
    '  missing:',
    '    build: ./nowhere',
    '  open:',
    '    image: base:1',
    '    command: "a \'b"',
    '  bare: {}',
    '',
  ].join('\n'),
  'site/.env': 'MODE=fast\nBASE_TAG=1\n',
  'site/list.yaml': '- a\n- b\n',
};

suite('layerwise run', () => {
  let folder = '';
  const before = process.env['DOCKER_HOST'];

  suiteSetup(() => {
    folder = mkdtempSync(join(tmpdir(), 'layerwise-run-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    process.env['DOCKER_HOST'] = `unix://${join(folder, 'nobody.sock')}`;
  });
  suiteTeardown(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
  });

  async function run(options: Partial<RunOptions>): Promise<{ code: number; out: string; error: string }> {
    const written = { out: '', error: '' };
    const inFolder = (path: string | undefined): string | undefined => path && join(folder, path);
    const base = Object.fromEntries(Object.entries(options.base ?? {}).map(([name, path]) => [name, join(folder, path)]));
    const code = await runCommand(
      { format: 'json', ...options, file: inFolder(options.file), compose: inFolder(options.compose), base },
      { out: (text) => (written.out += text), error: (text) => (written.error += text) },
    );
    return { code, ...written };
  }

  async function reportOf(options: Partial<RunOptions>): Promise<Record<string, unknown>> {
    const { code, out, error } = await run(options);
    assert.deepEqual([code, error], [0, '']);
    return JSON.parse(out) as Record<string, unknown>;
  }

  test('a stage with a base image from a file, every key of the JSON', async () => {
    const { notes, ...report } = await reportOf({ file: 'Dockerfile', target: 'app', base: { 'base:1': 'base.json' } });
    assert.deepEqual(report, {
      argv: ['start', 'serve', '$PORT'],
      form: 'exec',
      pid1: "the program: start serve '$PORT'",
      entrypoint: { from: 'base', value: ['start'] },
      cmd: { from: 'stage', line: 5, value: ['serve', '$PORT'] },
      stopSignal: 'SIGQUIT',
      signalReaches: 'the program',
    });
    assert.ok(Array.isArray(notes) && notes.length > 0);
  });

  test('the last stage by default, arguments and options of docker run', async () => {
    const report = await reportOf({ file: 'Dockerfile', arguments: ['a'] });
    assert.deepEqual([report['argv'], report['form'], report['cmd']], [['/bin/sh', '-c', 'tool', 'a'], 'shell', { from: 'run', value: ['a'] }]);
    assert.deepEqual((await reportOf({ file: 'Dockerfile', entrypoint: 'sh', init: true }))['pid1'], '/sbin/docker-init, which starts the shell: sh');
  });

  test('nobody knows the base: unknown parts and a note on what to do', async () => {
    const report = await reportOf({ file: 'Dockerfile', target: 'app' });
    assert.deepEqual(report['entrypoint'], { from: 'unknown' });
    assert.deepEqual([report['pid1'], report['stopSignal'], report['signalReaches']], ['unknown', 'unknown', 'unknown']);
    assert.match((report['notes'] as string[])[0]!, /no Docker daemon answers here, and no --base base:1=FILE gives it/);
  });

  test('a compose service that builds: target, build arguments, .env', async () => {
    const report = await reportOf({ compose: 'site/compose.yaml', service: 'web', base: { 'base:1': 'base.json' } });
    assert.deepEqual(report['argv'], ['start', 'serve', 'fast']);
    assert.deepEqual(report['cmd'], { from: 'compose', line: 4, value: ['serve', 'fast'] });
    assert.ok((report['notes'] as string[]).some((note) => note.includes('$UNSET_NAME_OF_THIS_TEST in command is set neither')));
  });

  test('a compose service with an image, under any spelling of its name', async () => {
    const report = await reportOf({ compose: 'site/compose.yaml', service: 'cache', base: { 'base:1': 'base.json' } });
    assert.deepEqual([report['argv'], report['entrypoint'], report['cmd']], [['x'], { from: 'none', value: [] }, { from: 'base', value: ['x'] }]);
  });

  test('a Dockerfile inside the compose file', async () => {
    assert.deepEqual((await reportOf({ compose: 'site/compose.yaml', service: 'inline' }))['argv'], ['inline']);
  });

  test('for people', async () => {
    const { out } = await run({ file: 'Dockerfile', target: '1', format: 'text', base: { 'base:1': 'base.json' } });
    assert.match(out, /^runs {9}start serve '\$PORT'\nPID 1 {8}the program: start/);
    assert.match(out, /\nENTRYPOINT {3}\["start"\] {3}\(the base image\)\nCMD {10}\["serve","\$PORT"\] {3}\(the Dockerfile, line 5\)\n/);
  });

  const failures: readonly [string, Partial<RunOptions>, RegExp][] = [
    ['a missing file', { file: 'nothing' }, /nothing does not exist/],
    ['a folder', { file: 'site' }, /site is not a file/],
    ['no FROM', { file: 'no-from' }, /has no FROM/],
    ['a stage that is not there', { file: 'Dockerfile', target: 'other' }, /has no stage other/],
    ['a service that is not there', { compose: 'site/compose.yaml', service: 'other' }, /has no service other/],
    ['no service', { compose: 'site/compose.yaml' }, /needs --service/],
    ['a compose file that is a list', { compose: 'site/list.yaml', service: 'web' }, /this one is a list/],
    ['a context elsewhere', { compose: 'site/compose.yaml', service: 'away' }, /not on this machine/],
    ['a context that is not there', { compose: 'site/compose.yaml', service: 'missing' }, /Dockerfile does not exist/],
    ['a command that Compose rejects', { compose: 'site/compose.yaml', service: 'open' }, /left open/],
    ['neither image nor build', { compose: 'site/compose.yaml', service: 'bare' }, /neither image nor build/],
    ['a base file that is not there', { file: 'Dockerfile', base: { x: 'nothing' } }, /nothing does not exist/],
    ['a base file of another kind', { file: 'Dockerfile', base: { x: 'not-inspect.json' } }, /not an answer of docker image inspect/],
    ['a base file that is no JSON', { file: 'Dockerfile', base: { x: 'not.json' } }, /is not JSON/],
  ];
  for (const [title, options, wanted] of failures) {
    test(`one line and exit code 2: ${title}`, async () => {
      const { code, out, error } = await run(options);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, wanted);
      assert.match(error, /^layerwise run: [^\n]+\n$/);
    });
  }
});
