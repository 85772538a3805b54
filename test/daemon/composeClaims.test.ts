/** What the rules for compose files say of ports, mounts and builds, on a real daemon. Compose itself is not needed for it. */
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { collide, portsOf, type ServicePort } from '../../server/language/composeRules/servicePorts';
import { servicesOf } from '../../server/language/composeRules/ruleServices';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { freePort } from './composeEngine';
import { buildImage, createFolder, docker, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from './engine';

/** Two entries of `ports` with PORT for a port of the host, as the short syntax and `docker run --publish` both take them. */
const pairs: readonly (readonly [string, string])[] = [
  ['PORT:80', 'PORT:80'],
  ['PORT:80', 'PORT:81'],
  ['PORT:80/tcp', 'PORT:80/udp'],
  ['127.0.0.1:PORT:80', 'PORT:80'],
  ['PORT:80', '127.0.0.1:PORT:80'],
  ['0.0.0.0:PORT:80', '127.0.0.1:PORT:80'],
  ['127.0.0.1:PORT:80', '127.0.0.1:PORT:80'],
  ['127.0.0.1:PORT:80', '127.0.0.2:PORT:80'],
];

/** The same where this machine has an address of version 6. */
const withVersion6: typeof pairs = [
  ['[::]:PORT:80', 'PORT:80'],
  ['PORT:80', '[::]:PORT:80'],
  ['[::1]:PORT:80', 'PORT:80'],
  ['PORT:80', '[::1]:PORT:80'],
  ['[::1]:PORT:80', '[::]:PORT:80'],
  ['[::]:PORT:80', '[::1]:PORT:80'],
  ['[::1]:PORT:80', '[::1]:PORT:80'],
  ['[::]:PORT:80', '0.0.0.0:PORT:80'],
  ['0.0.0.0:PORT:80', '[::]:PORT:80'],
  ['0.0.0.0:PORT:80', '[::1]:PORT:80'],
  ['[::]:PORT:80', '127.0.0.1:PORT:80'],
  ['[::1]:PORT:80', '127.0.0.1:PORT:80'],
];

const hasVersion6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));

function readPort(text: string): ServicePort {
  const project = loadComposeProject({
    main: ['/compose.yaml'],
    folder: '/',
    read: (path) => (path === '/compose.yaml' ? { text: `services:\n  web:\n    image: a\n    ports: ["${text}"]\n` } : 'missing'),
    isFolder: () => undefined,
  });
  return portsOf(servicesOf(project)[0]!)[0]!;
}

suite('What rules for compose files say, on a real daemon', function () {
  this.timeout(120_000);

  suiteSetup(async () => {
    await ensureBaseImage();
  });
  suiteTeardown(removeEverything);

  for (const [one, other] of hasVersion6 ? [...pairs, ...withVersion6] : pairs) {
    test(`${one} and ${other} collide where we say so`, async () => {
      const port = String(await freePort());
      const [first, second] = [one, other].map((text) => text.replace('PORT', port)) as [string, string];
      const running = await startContainer(busyboxImage, ['--publish', first], ['sleep', '300']);
      const { code, stderr } = await docker(['run', '--rm', '--label', ownName, '--publish', second, busyboxImage, 'true']);
      await dockerOutput('rm', '--force', running);
      assert.equal(code !== 0, collide(readPort(first), readPort(second)), stderr);
      if (code !== 0) assert.match(stderr, /port is already allocated|address already in use/);
    });
  }

  test('a mount hides what the build installed, and a volume below it brings it back', async () => {
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nWORKDIR /app\nRUN mkdir node_modules && echo there > node_modules/module\n`, 'server.js': '' });
    const { ok, output } = await buildImage(folder, { tag: `${ownName}/hidden:1` });
    assert.ok(ok, output);
    const listed = (...mounts: string[]): Promise<string> => dockerOutput('run', '--rm', '--label', ownName, ...mounts, `${ownName}/hidden:1`, 'sh', '-c', 'cat node_modules/module || echo hidden');
    assert.equal(await listed(), 'there');
    assert.equal(await listed('--volume', `${folder}:/app`), 'hidden');
    assert.equal(await listed('--volume', `${folder}:/app`, '--volume', '/app/node_modules'), 'there');
    removeFolder(folder);
  });

  test('a build goes on without an argument that no ARG takes', async () => {
    const tag = `${ownName}/argument:1`;
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nRUN echo "x$NOTHING" > /value\n` });
    const { ok, output } = await buildImage(folder, { tag, args: { NOTHING: '1' } });
    removeFolder(folder);
    assert.ok(ok, output);
    assert.equal(await dockerOutput('run', '--rm', '--label', ownName, tag, 'cat', '/value'), 'x');
  });

  test('a FROM that needs an argument without a value fails', async () => {
    const folder = createFolder({ Dockerfile: `ARG BASE\nFROM $BASE\nRUN true\n` });
    const without = await buildImage(folder);
    const given = await buildImage(folder, { args: { BASE: busyboxImage } });
    removeFolder(folder);
    assert.equal(without.ok, false);
    assert.ok(given.ok, given.output);
  });

  test('a target is the name of a stage in any case, and nothing else', async () => {
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage} AS first\nRUN true\nFROM first AS last\nRUN true\n` });
    const results = await Promise.all(['first', 'FIRST', 'frist', '7'].map((target) => buildImage(folder, { target })));
    removeFolder(folder);
    assert.deepEqual(results.map(({ ok }) => ok), [true, true, false, false]);
  });
});
