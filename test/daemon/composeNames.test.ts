/** By which names the containers of a project find each other, and what `localhost` is inside one. */
import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { composeSuite, ComposeRun } from './composeEngine';
import { createFolder, dockerOutput, ownName, removeEverything, removeFolder } from './engine';

/** Names that nobody here knows are not asked for elsewhere, or not for long. */
const quick = 'dns: 127.0.0.1\n    dns_opt: ["timeout:1", "attempts:1"]';
const waiting = `image: ${busyboxImage}\n    ${quick}\n    command: [sleep, "300"]`;

const project = `services:
  api:
    ${waiting}
    networks: [front]
  cache:
    ${waiting}
    container_name: ${ownName}-cache
    hostname: cachehost
    networks: { back: { aliases: [kv] } }
  both:
    image: ${busyboxImage}
    ${quick}
    command: [sh, -c, "echo hello > /tmp/index.html; httpd -p 127.0.0.1:7000 -h /tmp; exec httpd -f -p 8000 -h /tmp"]
    networks: [front, back]
  plain:
    ${waiting}
  linked:
    ${waiting}
    networks: [back]
    links: ["cache:store"]
  beside:
    image: ${busyboxImage}
    command: [sleep, "300"]
    network_mode: service:both
  onhost:
    image: ${busyboxImage}
    command: [sleep, "300"]
    network_mode: host
  bridged:
    ${waiting}
    network_mode: bridge
  mate:
    ${waiting}
    container_name: ${ownName}-mate
    network_mode: bridge
  cell:
    ${waiting}
    network_mode: none
networks: { front: , back: }
`;

/** Who looks for which name, and whether it is known there. */
const names: readonly (readonly [string, string, boolean])[] = [
  ['api', 'both', true],
  ['api', 'api', true],
  ['api', 'cache', false],
  ['both', 'api', true],
  ['both', 'cache', true],
  ['both', 'CACHE', true],
  ['both', 'kv', true],
  ['both', `${ownName}-cache`, true],
  ['both', 'store', false],
  ['linked', 'store', true],
  ['plain', 'api', false],
  ['plain', 'both', false],
  ['beside', 'cache', true],
  ['api', 'beside', false],
  ['api', 'onhost', false],
  ['onhost', 'both', false],
  ['bridged', 'both', false],
  ['both', 'bridged', false],
  ['bridged', 'mate', false],
  ['bridged', `${ownName}-mate`, false],
  ['both', `${ownName}-mate`, false],
  ['cell', 'both', false],
  ['both', 'cell', false],
  ['both', 'onhost', false],
  ['bridged', 'onhost', false],
  ['onhost', 'bridged', false],
  ['api', `${ownName}-cache`, false],
];

composeSuite('Names of services, on a real daemon', function () {
  this.timeout(120_000);
  const run = new ComposeRun(createFolder({ 'compose.yaml': project }), {});

  suiteSetup(async () => {
    await ensureBaseImage();
    const { code, stderr } = await run.compose('up', '--detach');
    assert.equal(code, 0, stderr);
  });
  suiteTeardown(async () => {
    await run.compose('down', '--volumes', '--timeout', '0');
    removeFolder(run.folder);
    await removeEverything();
  });

  for (const [service, name, isKnown] of names) {
    test(`${service} ${isKnown ? 'knows' : 'does not know'} ${name}`, async () => {
      const { stdout, stderr } = await run.exec(service, 'ping', '-c', '1', '-W', '1', name);
      // Whether the answer comes is the firewall's matter; the name is known once an address stands there.
      assert.equal(/^PING \S+ \(/.test(stdout), isKnown, stdout + stderr);
      if (!isKnown) assert.match(stderr, /bad address/);
    });
  }

  test('the number in the name of a container counts on networks of its own, not on the bridge of all', async () => {
    const both = run.container('both');
    assert.match((await run.exec('api', 'ping', '-c', '1', '-W', '1', both)).stdout, /^PING/);
    assert.match((await run.exec('bridged', 'ping', '-c', '1', '-W', '1', both)).stderr, /bad address/);
  });

  test('localhost is the container itself, and that of a service whose network it shares', async () => {
    const read = async (service: string, port: number): Promise<string> => {
      const { stdout, stderr } = await run.exec(service, 'timeout', '5', 'wget', '-q', '-O', '-', `http://localhost:${port}/`);
      return stdout.trim() || stderr.trim();
    };
    assert.equal(await read('both', 8000), 'hello');
    assert.equal(await read('beside', 8000), 'hello');
    assert.match(await read('api', 8000), /refused/);
    assert.match(await read('linked', 8000), /refused/);
  });

  test('what listens on 127.0.0.1 only is heard in its own container only', async () => {
    const listening = await dockerOutput('exec', run.container('both'), 'netstat', '-ltn');
    assert.match(listening, /127\.0\.0\.1:7000/);
    const address = (await run.inspect('both', '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}')).split(' ')[0]!;
    assert.match((await run.exec('both', 'timeout', '5', 'wget', '-q', '-O', '-', `http://${address}:7000/`)).stderr, /refused/);
    assert.equal((await run.exec('both', 'timeout', '5', 'wget', '-q', '-O', '-', `http://${address}:8000/`)).stdout.trim(), 'hello');
  });
});
