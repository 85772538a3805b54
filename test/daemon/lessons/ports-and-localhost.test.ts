import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { freePort } from '../composeEngine';
import { docker, dockerOutput, removeEverything, startContainer } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { smallBuild } from './smallBuild';

const lesson = 'ports-and-localhost';

/** What comes back; undefined where the connection is refused, reset or empty. */
async function answerOf(address: string, port: number): Promise<string | undefined> {
  const answer = await fetch(`http://${address}:${port}/`).catch(() => undefined);
  return answer && (await answer.text()).trim();
}

/** An address of this machine that is not its localhost. */
function otherAddress(): string {
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? []).find(({ family, internal }) => family === 'IPv4' && !internal);
  assert.ok(found, 'this machine has no network');
  return found.address;
}

suite('Lesson ports-and-localhost, on a real daemon', function () {
  this.timeout(60_000);
  const daemon = new LessonDaemon(lesson);
  const build = smallBuild();
  let image = '';

  suiteSetup(async () => {
    await daemon.standIn('busybox:1.37');
    const serve = 'exec httpd -f -p $HOST:8080 -h /srv';
    ({ image } = await build.build(`RUN mkdir /srv && echo open >/srv/index.html\nENV HOST=0.0.0.0\nEXPOSE 8080\nCMD ["sh", "-c", "${serve}"]`));
  });
  suiteTeardown(async () => {
    build.remove();
    await daemon.end();
    await removeEverything();
  });

  /** Starts the server and waits until it answers inside its container. */
  async function serve(...options: readonly string[]): Promise<string> {
    const container = await startContainer(image, options);
    for (;;) {
      const { stdout, code } = await docker(['exec', container, 'wget', '-qO-', 'http://127.0.0.1:8080/']);
      if (code === 0) {
        assert.equal(stdout.trim(), 'open');
        return container;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  test('fact expose-opens-nothing: no port without -P, a free one with it', async () => {
    const ports = '{{json .NetworkSettings.Ports}}';
    assert.equal(await dockerOutput('inspect', '--format', ports, await serve()), '{"8080/tcp":null}');
    const published = await serve('-P');
    const [first = ''] = (await dockerOutput('port', published, '8080')).split('\n');
    assert.equal(await answerOf('127.0.0.1', Number(first.split(':').at(-1))), 'open');
  });

  test('fact publish-leads-inside: the first number is that of this machine, and it can be given once', async () => {
    const port = await freePort();
    await serve('-p', `127.0.0.1:${port}:8080`);
    assert.equal(await answerOf('127.0.0.1', port), 'open');
    const { code, stderr } = await docker(['run', '--label', 'layerwise-test', '--detach', '-p', `127.0.0.1:${port}:8080`, image]);
    assert.ok(code !== 0 && /port is already allocated/.test(stderr), stderr);
  });

  test('fact localhost-is-the-container: neither the host nor another container is there', async () => {
    const port = await freePort();
    await serve('-p', `${port}:8080`);
    for (const other of [port, 8080]) {
      const { code, stderr } = await docker(['run', '--rm', image, 'wget', '-qO-', `http://127.0.0.1:${other}/`]);
      assert.ok(code !== 0 && /Connection refused/.test(stderr), stderr);
    }
  });

  test('fact listen-on-every-address: on 127.0.0.1 it answers inside and not outside', async () => {
    const [closed, open] = [await freePort(), await freePort()];
    await serve('-p', `127.0.0.1:${closed}:8080`, '--env', 'HOST=127.0.0.1');
    assert.equal(await answerOf('127.0.0.1', closed), undefined);
    await serve('-p', `127.0.0.1:${open}:8080`);
    assert.equal(await answerOf('127.0.0.1', open), 'open');
  });

  test('fact published-on-every-address: an address in front keeps a port at it', async () => {
    const [everywhere, here] = [await freePort(), await freePort()];
    await serve('-p', `${everywhere}:8080`);
    await serve('-p', `127.0.0.1:${here}:8080`);
    assert.equal(await answerOf(otherAddress(), everywhere), 'open');
    assert.equal(await answerOf('127.0.0.1', here), 'open');
    assert.equal(await answerOf(otherAddress(), here), undefined);
  });

  test('fact host-has-a-name-when-given: unknown without --add-host, and a local port does not answer there', async () => {
    const [everywhere, here] = [await freePort(), await freePort()];
    await serve('-p', `${everywhere}:8080`);
    await serve('-p', `127.0.0.1:${here}:8080`);
    const ask = (port: number, ...options: readonly string[]) => docker(['run', '--rm', '--dns', '127.0.0.1', ...options, image, 'wget', '-qO-', `http://host.docker.internal:${port}/`]);
    const given = '--add-host=host.docker.internal:host-gateway';
    assert.match((await ask(everywhere)).stderr, /bad address/);
    assert.equal((await ask(everywhere, given)).stdout.trim(), 'open');
    assert.match((await ask(here, given)).stderr, /Connection refused/);
  });

  test('the lab: the server on 127.0.0.1 is published and answers nobody, with the solution nothing is unmet', async () => {
    const start = daemon.start();
    const run = async (folder: string, tag: string): Promise<void> => {
      await daemon.docker(folder, 'build', '-t', tag, '.');
      await daemon.docker(folder, 'run', '-d', '--name', 'dc-f10', '-p', '127.0.0.1:8080:8080', tag);
    };
    await run(start, 'dc-f10:0');
    assert.equal(await answerOf('127.0.0.1', 8080), undefined);
    const unmet = await daemon.unmet(start);
    assert.equal(unmet.length, 5, unmet.join('\n'));
    assert.ok(unmet.some((title) => title.startsWith('dc-f10 has answered a request')));
    await daemon.docker(start, 'rm', '--force', 'dc-f10');
    const solution = daemon.solution();
    await run(solution, 'dc-f10:1');
    while ((await answerOf('127.0.0.1', 8080)) === undefined) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(await daemon.unmet(solution), []);
    assert.equal((await daemon.labResult(solution)).done, 'all');
  });
});
