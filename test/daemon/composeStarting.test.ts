/** What `docker compose up` waits for, as rules and hovers about `depends_on`, `healthcheck` and `restart` say it. */
import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { composeSuite, withCompose, type ComposeRun } from './composeEngine';
import { buildImage, createFolder, ownName, removeEverything, removeFolder } from './engine';

const checkedImage = `${ownName}/checked:1`;

/** `web`, which depends on `other`; the lines are below `other`. */
function dependent(condition: string, ...lines: readonly string[]): Record<string, string> {
  const service = (name: string, own: readonly string[]): string => [`  ${name}:`, '    network_mode: none', ...own.map((line) => `    ${line}`), ''].join('\n');
  const waiting = condition === '' ? ['depends_on: [other]'] : [`depends_on: { other: { condition: ${condition} } }`];
  const web = [`image: ${busyboxImage}`, 'command: [sleep, "300"]', ...waiting];
  const hasImage = lines.some((line) => line.startsWith('image:'));
  return { 'compose.yaml': `services:\n${service('web', web)}${service('other', [...(hasImage ? [] : [`image: ${busyboxImage}`]), ...lines])}` };
}

const running = 'command: [sleep, "300"]';
const status = '{{.State.Status}}';

composeSuite('What Compose waits for, on a real daemon', function () {
  this.timeout(120_000);

  suiteSetup(async () => {
    await ensureBaseImage();
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nHEALTHCHECK --interval=1s CMD true\nCMD ["sleep", "300"]\n` });
    const { ok, output } = await buildImage(folder, { tag: checkedImage });
    removeFolder(folder);
    assert.ok(ok, output);
  });
  suiteTeardown(removeEverything);

  for (const condition of ['', 'service_started']) {
    test(`${condition || 'the short form'}: starts while the check has not succeeded yet`, () =>
      withCompose(dependent(condition, running, 'healthcheck: { test: ["CMD", "false"], interval: 1h }'), async (run) => {
        const { code, stderr } = await run.compose('up', '--detach');
        assert.equal(code, 0, stderr);
        assert.equal(await run.inspect('web', status), 'running');
        assert.equal(await run.inspect('other', '{{.State.Health.Status}}'), 'starting');
      }));
  }

  for (const lines of [[running, 'healthcheck: { test: ["CMD", "true"], interval: 1s }'], [`image: ${checkedImage}`]]) {
    test(`service_healthy: starts after a check succeeded (${lines.at(-1)})`, () =>
      withCompose(dependent('service_healthy', ...lines), async (run) => {
        const { code, stderr } = await run.compose('up', '--detach');
        assert.equal(code, 0, stderr);
        const [checked] = JSON.parse(await run.inspect('other', '{{json .State.Health.Log}}')) as { Start: string }[];
        assert.ok(Date.parse(checked!.Start) < Date.parse(await run.inspect('web', '{{.State.StartedAt}}')));
      }));
  }

  const refused: readonly (readonly [string, RegExp, readonly string[]])[] = [
    ['no check', /no healthcheck/, [running]],
    ['a check that is switched off', /no healthcheck/, [`image: ${checkedImage}`, 'healthcheck: { disable: true }']],
    ['NONE', /no healthcheck/, [`image: ${checkedImage}`, 'healthcheck: { test: [NONE] }']],
    ['a check that fails', /is unhealthy/, [running, 'healthcheck: { test: ["CMD", "false"], interval: 1s, retries: 1 }']],
  ];
  for (const [title, words, lines] of refused) {
    test(`service_healthy: ${title} keeps the other one from starting`, () =>
      withCompose(dependent('service_healthy', ...lines), async (run) => {
        const { code, stderr } = await run.compose('up', '--detach');
        assert.notEqual(code, 0);
        assert.match(stderr, words);
        assert.equal(await run.inspect('web', status), 'created');
      }));
  }

  test('service_completed_successfully: 0 lets the other one start, 3 does not', async () => {
    const outcome = (end: string): Promise<readonly [number, string, string]> =>
      withCompose(dependent('service_completed_successfully', `command: [sh, -c, "exit ${end}"]`), async (run) => {
        const { code, stderr } = await run.compose('up', '--detach');
        return [code, await run.inspect('web', status), stderr];
      });
    assert.deepEqual((await outcome('0')).slice(0, 2), [0, 'running']);
    const [code, web, stderr] = await outcome('3');
    assert.notEqual(code, 0);
    assert.equal(web, 'created');
    assert.match(stderr, /didn't complete successfully: exit 3/);
  });

  for (const policy of ['always', 'unless-stopped']) {
    test(`restart: ${policy} never lets a task have ended`, () =>
      withCompose(dependent('service_completed_successfully', 'command: ["true"]', `restart: ${policy}`), async (run) => {
        const up = run.compose('up', '--detach');
        await run.until('other', '{{.RestartCount}}', (count) => Number(count) >= 4);
        assert.equal(await run.inspect('web', status), 'created');
        await run.compose('rm', '--stop', '--force', 'other');
        await up;
      }));
  }

  test('restart: on-failure lets a task have ended', () =>
    withCompose(dependent('service_completed_successfully', 'command: ["true"]', 'restart: on-failure'), async (run) => {
      assert.equal((await run.compose('up', '--detach')).code, 0);
      assert.equal(await run.inspect('web', status), 'running');
    }));

  test('an unhealthy container is not restarted', () =>
    withCompose(dependent('', running, 'restart: always', 'healthcheck: { test: ["CMD", "false"], interval: 1s, retries: 1 }'), async (run) => {
      await run.compose('up', '--detach');
      await run.until('other', '{{.State.Health.Status}}', (health) => health === 'unhealthy');
      await run.until('other', '{{len .State.Health.Log}}', (count) => Number(count) >= 3);
      assert.equal(await run.inspect('other', '{{.State.Status}} {{.RestartCount}}'), 'running 0');
    }));

  test('the forms of a health check', async () => {
    const forms: readonly (readonly [string, readonly string[]])[] = [
      ['curl -f x || exit 1', ['CMD-SHELL', 'curl -f x || exit 1']],
      ['["CMD-SHELL", "a && b"]', ['CMD-SHELL', 'a && b']],
      ['["CMD", "a", "&&", "$$HOME"]', ['CMD', 'a', '&&', '$HOME']],
      ['["NONE"]', ['NONE']],
    ];
    for (const [form, expected] of forms) {
      await withCompose(dependent('', running, `healthcheck: { test: ${form} }`), async (run) => {
        assert.equal((await run.compose('create')).code, 0);
        assert.deepEqual(JSON.parse(await run.inspect('other', '{{json .Config.Healthcheck.Test}}')), expected);
      });
    }
    await withCompose(dependent('', running, 'healthcheck: { test: [curl, x] }'), async (run: ComposeRun) => {
      assert.match((await run.compose('config')).stderr, /must start either by "CMD", "CMD-SHELL" or "NONE"/);
    });
  });
});
