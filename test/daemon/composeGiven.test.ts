/** What a container is given: variables, secrets, configs and the words of its command. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { splitCommandWords } from '../../server/language/compose/composeCommandWords';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { composeSuite, withCompose } from './composeEngine';
import { buildImage, createFolder, ownName, removeEverything, removeFolder } from './engine';

const image = `${ownName}/variables:1`;

composeSuite('What Compose gives a container, on a real daemon', function () {
  this.timeout(120_000);

  suiteSetup(async () => {
    await ensureBaseImage();
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nARG GIVEN=default\nENV A=image B=image C=image D=image E=image GIVEN=$GIVEN\nCMD ["sleep", "300"]\n` });
    const { ok, output } = await buildImage(folder, { tag: image });
    removeFolder(folder);
    assert.ok(ok, output);
  });
  suiteTeardown(removeEverything);

  test('environment wins over env_file, the later file over the earlier one, both over the image', () => {
    const files = {
      'compose.yaml': `services:\n  web:\n    image: ${image}\n    network_mode: none\n    env_file: [first.env, second.env]\n    environment: { A: own, OUTSIDE: , NOWHERE: , E: }\n`,
      'first.env': 'A=first\nB=first\nC=first\n',
      'second.env': 'A=second\nC=second\n',
    };
    return withCompose(files, async (run) => {
      assert.equal((await run.compose('up', '--detach')).code, 0);
      const lines = (await run.exec('web', 'env')).stdout.split('\n').filter((line) => /^(?:[A-E]|OUTSIDE|NOWHERE)=/.test(line)).sort();
      // A name without a value that nobody sets takes the image's own away.
      assert.deepEqual(lines, ['A=own', 'B=first', 'C=second', 'D=image', 'OUTSIDE=here']);
    }, { OUTSIDE: 'here' });
  });

  test('secrets and configs: where they lie, and whose rights count', () => {
    const yaml = `services:
  web:
    image: ${busyboxImage}
    network_mode: none
    command: [sleep, "300"]
    secrets:
      - file
      - { source: file, target: renamed, mode: 0444 }
      - { source: file, target: /etc/elsewhere }
      - variable
      - { source: variable, target: own, uid: "1000", gid: "1000", mode: 0440 }
    configs:
      - settings
      - { source: settings, target: /etc/settings.txt }
      - inline
secrets:
  file: { file: secret.txt }
  variable: { environment: TOKEN }
configs:
  settings: { file: settings.txt }
  inline: { content: "token $TOKEN" }
`;
    return withCompose({ 'compose.yaml': yaml, 'secret.txt': 's', 'settings.txt': 'c' }, async (run) => {
      chmodSync(join(run.folder, 'secret.txt'), 0o600);
      chmodSync(join(run.folder, 'settings.txt'), 0o640);
      const { code, stderr } = await run.compose('up', '--detach');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /`uid`, `gid` and `mode` are not supported, they will be ignored/);
      const paths = ['/run/secrets/file', '/run/secrets/renamed', '/etc/elsewhere', '/run/secrets/variable', '/run/secrets/own', '/settings', '/etc/settings.txt', '/inline'];
      const { stdout } = await run.exec('web', 'stat', '-c', '%n %a %u', ...paths);
      assert.deepEqual(stdout.trim().split('\n'), [
        '/run/secrets/file 600 0', '/run/secrets/renamed 600 0', '/etc/elsewhere 600 0', '/run/secrets/variable 444 0', '/run/secrets/own 440 1000',
        '/settings 640 0', '/etc/settings.txt 640 0', '/inline 444 0',
      ]);
      assert.equal((await run.exec('web', 'cat', '/run/secrets/variable', '/inline')).stdout, 'hiddentoken hidden');
      assert.match((await run.exec('web', 'sh', '-c', 'echo x > /run/secrets/file')).stderr, /Read-only file system/);
      assert.doesNotMatch((await run.exec('web', 'env')).stdout, /hidden/);
    }, { TOKEN: 'hidden' });
  });

  const commands = ['echo a && echo b', 'echo a; echo b', 'echo a | cat', 'echo a > /file', 'echo "a && b"', "sh -c 'echo a && echo b'", 'echo a || true'];
  for (const command of commands) {
    test(`${command}: only the words that we name reach the program`, () =>
      withCompose({ 'compose.yaml': `services:\n  web:\n    image: ${busyboxImage}\n    network_mode: none\n    command: ${JSON.stringify(command)}\n` }, async (run) => {
        assert.equal((await run.compose('create')).code, 0);
        assert.deepEqual(JSON.parse(await run.inspect('web', '{{json .Config.Cmd}}')), splitCommandWords(command).words.map(({ text }) => text));
      }));
  }

  test('build.args: a value reaches its ARG, a name alone takes the shell\'s, and nothing where that has none', () => {
    const yaml = `services:\n  web:\n    build: { context: ., args: { GIVEN: "1", OUTSIDE: , NOWHERE: , UNDECLARED: x } }\n    image: ${ownName}/arguments:1\n    network_mode: none\n`;
    const dockerfile = `FROM ${busyboxImage}\nARG GIVEN=d\nARG OUTSIDE=d\nARG NOWHERE=d\nENV SEEN="$GIVEN $OUTSIDE $NOWHERE $UNDECLARED"\nCMD ["sleep", "300"]\n`;
    return withCompose({ 'compose.yaml': yaml, Dockerfile: dockerfile }, async (run) => {
      const { code, stderr } = await run.compose('up', '--detach', '--build');
      assert.equal(code, 0, stderr);
      assert.match((await run.exec('web', 'env')).stdout, /^SEEN=1 here d $/m);
    }, { OUTSIDE: 'here' });
  });
});
