/** Ports of the host: several containers of one service, ranges, and the network of the host. */
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { findInProject } from '../../server/language/composeRules';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { composeSuite, freePort, withCompose, type ComposeRun } from './composeEngine';
import { dockerOutput, removeEverything } from './engine';

function project(ports: string, ...lines: readonly string[]): string {
  return `services:\n  web:\n    image: ${busyboxImage}\n    command: [sleep, "300"]\n    ports: [${ports}]\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

/** The rules that speak of the file, those about images left out. */
function rulesOf(yaml: string): readonly string[] {
  const loaded = loadComposeProject({ main: ['/compose.yaml'], folder: '/', read: (path) => (path === '/compose.yaml' ? { text: yaml } : 'missing'), isFolder: () => undefined });
  return findInProject({ project: loaded, facts: {} }, new Set(['unpinned-image'])).findings.map(({ rule }) => rule);
}

async function runningContainers({ name }: ComposeRun): Promise<number> {
  const ids = await dockerOutput('ps', '--quiet', '--filter', `label=com.docker.compose.project=${name}`);
  return ids.split('\n').filter((id) => id !== '').length;
}

/** What a web server says once it is up; the test's own time limits the wait. */
async function answerOf(url: string): Promise<string> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return (await answer.text()).trim();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** This machine's addresses, `127.0.0.1` among them. */
function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((each) => each ?? []).flatMap(({ family, address }) => (family === 'IPv4' ? [address] : []));
}

composeSuite('Ports of services, on a real daemon', function () {
  this.timeout(120_000);
  suiteSetup(async () => {
    await ensureBaseImage();
  });
  suiteTeardown(removeEverything);

  const replicas: readonly (readonly [string, (port: number) => string, number, number])[] = [
    ['one port, two containers', (port) => `"${port}:80"`, 2, 1],
    ['one port, one container', (port) => `"${port}:80"`, 1, 1],
    ['a range as long as there are containers', (port) => `"${port}-${port + 2}:80"`, 3, 3],
    ['a range that is too short', (port) => `"${port}-${port + 1}:80"`, 3, 2],
    ['a range for a range, two containers', (port) => `"${port}-${port + 1}:80-81"`, 2, 1],
    ['free ports', () => '"80"', 2, 2],
  ];
  for (const [title, ports, count, expected] of replicas) {
    test(`${title}: ${expected} of ${count} start, and the rule says so`, async () => {
      const yaml = project(ports(await freePort(3)), `scale: ${count}`);
      await withCompose({ 'compose.yaml': yaml }, async (run) => {
        const { code, stderr } = await run.compose('up', '--detach');
        assert.equal(await runningContainers(run), expected, stderr);
        assert.equal(code === 0, expected === count);
        if (code !== 0) assert.match(stderr, /port is already allocated|all ports are allocated/);
      });
      assert.deepEqual([...new Set(rulesOf(yaml))], expected === count ? [] : ['host-port-with-replicas']);
    });
  }

  test('--scale meets the same bound, and so does a container_name', async () => {
    const port = await freePort();
    await withCompose({ 'compose.yaml': project(`"${port}:80"`) }, async (run) => {
      assert.notEqual((await run.compose('up', '--detach', '--scale', 'web=2')).code, 0);
      assert.equal(await runningContainers(run), 1);
    });
    await withCompose({ 'compose.yaml': project('', 'container_name: only') }, async (run) => {
      const { code, stderr } = await run.compose('up', '--detach', '--scale', 'web=2');
      assert.notEqual(code, 0);
      assert.match(stderr, /Remove the custom name to scale the service/);
    });
  });

  test('the network of the host discards ports: the program is at its own port', async () => {
    const [published, own] = [await freePort(), await freePort()];
    const yaml = `services:\n  web:\n    image: ${busyboxImage}\n    network_mode: host\n    command: [sh, -c, "mkdir /w && echo own > /w/index.html && exec httpd -f -p ${own} -h /w"]\n    ports: ["${published}:${own}"]\n`;
    await withCompose({ 'compose.yaml': yaml }, async (run) => {
      assert.equal((await run.compose('up', '--detach')).code, 0);
      assert.equal(await run.inspect('web', '{{json .NetworkSettings.Ports}}'), '{}');
      await run.until('web', '{{.State.Running}}', (text) => text === 'true');
      assert.equal(await answerOf(`http://127.0.0.1:${own}/`), 'own');
      await assert.rejects(fetch(`http://127.0.0.1:${published}/`));
    });
    assert.deepEqual(rulesOf(yaml), ['host-network-with-ports']);
  });

  test('a service on internal networks only gets no port of the host, says nothing, and leaves the port to others', async () => {
    const [port, mixed, bridged] = [await freePort(), await freePort(), await freePort()];
    const serving = `    image: ${busyboxImage}\n    command: [sh, -c, "mkdir /w && hostname > /w/index.html && exec httpd -f -p 80 -h /w"]\n`;
    const service = (name: string, networks: string, host: number): string => `  ${name}:\n    hostname: ${name}\n${serving}    ${networks}\n    ports: ["${host}:80"]\n`;
    const inside = service('inside', 'networks: [back, deep]', port) + service('twin', 'networks: [back]', port);
    const others = service('open', 'networks: [front]', port) + service('mixed', 'networks: [back, front]', mixed) + service('bridged', 'network_mode: bridge', bridged);
    const yaml = `services:\n${inside}${others}networks:\n  front:\n  back: { internal: true }\n  deep: { internal: true }\n`;
    await withCompose({ 'compose.yaml': yaml }, async (run) => {
      const { code, stderr } = await run.compose('up', '--detach');
      assert.equal(code, 0, stderr);
      assert.doesNotMatch(stderr, /port|internal/i);
      for (const name of ['inside', 'twin']) assert.equal(await run.inspect(name, '{{json .NetworkSettings.Ports}}'), '{}');
      for (const address of ownAddresses()) {
        for (const [at, name] of [[port, 'open'], [mixed, 'mixed'], [bridged, 'bridged']] as const) assert.equal(await answerOf(`http://${address}:${at}/`), name);
      }
    });
    assert.deepEqual(rulesOf(yaml), []);
    const alone = `services:\n${inside}networks:\n  back: { internal: true }\n  deep: { internal: true }\n`;
    await withCompose({ 'compose.yaml': alone }, async (run) => {
      assert.equal((await run.compose('up', '--detach')).code, 0);
      for (const address of ownAddresses()) {
        await assert.rejects(fetch(`http://${address}:${port}/`), ({ cause }: { cause?: { code?: string } }) => cause?.code === 'ECONNREFUSED');
      }
    });
  });

  test('two services at one port: the second does not start, and the rule says so', async () => {
    const port = await freePort();
    const yaml = `${project(`"${port}:80"`)}  other:\n    image: ${busyboxImage}\n    command: [sleep, "300"]\n    ports: ["127.0.0.1:${port}:81"]\n`;
    await withCompose({ 'compose.yaml': yaml }, async (run) => {
      const { code, stderr } = await run.compose('up', '--detach');
      assert.notEqual(code, 0);
      assert.match(stderr, /port is already allocated|address already in use/);
      assert.equal(await runningContainers(run), 1);
    });
    assert.deepEqual(rulesOf(yaml), ['host-port-twice']);
  });
});
