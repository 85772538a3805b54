import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Docker from 'dockerode';
import { connectToDaemon, type DaemonReader } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { restrictToReading, type Modem } from '../../server/world/docker/readingOnly';
import { requestOpener } from '../../server/world/docker/requestOpener';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';

const limits = { pingTimeout: 2_000, answerTimeout: 10_000 };

suite('A restricted dockerode can only read', () => {
  let proxy: RecordingProxy;
  let docker: Docker;
  let end: () => void;
  setup(async () => {
    proxy = await startRecordingProxy();
    docker = new Docker({ host: undefined, socketPath: '/elsewhere.sock' });
    end = restrictToReading(docker.modem as unknown as Modem, requestOpener(parseDaemonHost(proxy.host)), proxy.host, limits);
  });
  teardown(async () => {
    end();
    await proxy.close();
  });

  test('every writing or unlisted call fails, and nothing of it leaves', async () => {
    const calls: readonly (() => Promise<unknown>)[] = [
      () => docker.createContainer({ Image: 'none' }),
      () => docker.getContainer('none').start(),
      () => docker.getContainer('none').remove(),
      () => docker.getContainer('none').logs({}),
      () => docker.getContainer('none').logs({ stdout: true, stderr: true, tail: 10, follow: true }),
      () => docker.getContainer('none').getArchive({ path: '/' }),
      () => docker.getContainer('none').infoArchive({ path: '/', more: 1 } as { path: string }),
      () => docker.getContainer('../images').infoArchive({ path: '/' }),
      () => docker.getContainer('none').putArchive(Buffer.from(''), { path: '/' }),
      () => docker.getContainer('none').top(),
      () => docker.getContainer('none').stats({ stream: false }),
      () => docker.getContainer('none').export(),
      () => docker.getContainer('../images/none').inspect(),
      () => docker.getContainer('none').attach({ stream: true, hijack: true }),
      () => docker.getImage('none').remove(),
      () => docker.getImage('none').get(),
      () => docker.getImage('../containers/none').inspect(),
      () => docker.getImage('..').inspect(),
      () => docker.getImage('x/json?y=').inspect(),
      () => docker.pruneContainers(),
      () => docker.pull('none'),
      () => docker.getVolume('none').remove(),
      () => docker.createNetwork({ Name: 'none' }),
      () => docker.pruneVolumes(),
      () => docker.listSecrets(),
      () => docker.listContainers({ all: true, size: true, limit: 1 }),
    ];
    for (const [index, call] of calls.entries()) {
      await assert.rejects(call(), /is not a reading call/, `call ${index}`);
    }
    assert.deepEqual(proxy.requests, []);
  });

  test('a listed call leaves, so the test above can fail', async () => {
    await docker.ping();
    await docker.version();
    await docker.listContainers({ all: true, size: true });
    await assert.rejects(docker.getContainer('none').infoArchive({ path: '/a b' }), { status: 404 });
    await assert.rejects(docker.getContainer('none').logs({ stdout: true, stderr: true, tail: 10 }), { status: 404 });
    const archive = 'HEAD /containers/none/archive?path=%2Fa%20b HTTP/1.1';
    const log = 'GET /containers/none/logs?stdout=true&stderr=true&tail=10 HTTP/1.1';
    assert.deepEqual(proxy.requests, ['GET /_ping HTTP/1.1', 'GET /version HTTP/1.1', 'GET /containers/json?all=true&size=true HTTP/1.1', archive, log]);
  });

  test('what address dockerode itself knows does not matter', async () => {
    const modem = docker.modem as unknown as { host: string; port: number; protocol: string; socketPath: undefined };
    Object.assign(modem, { host: 'http://127.0.0.1', port: 1, protocol: 'https', socketPath: undefined });
    await docker.ping();
    assert.deepEqual(proxy.requests, ['GET /_ping HTTP/1.1']);
  });
});

suite('Every call of a reader', () => {
  let proxy: RecordingProxy;
  let reader: DaemonReader;
  setup(async () => {
    proxy = await startRecordingProxy();
    reader = connectToDaemon(parseDaemonHost(proxy.host), limits);
  });
  teardown(async () => {
    reader.close();
    await proxy.close();
  });

  test('volumes, networks, sizes and disk usage are answered, and nothing but GET leaves', async () => {
    const [volumes, networks, containers] = await Promise.all([reader.listVolumes(), reader.listNetworks(), reader.listContainersWithSizes()]);
    // Engine 20.10 refuses the second of two at one time.
    const usage = await reader.diskUsage();
    const volumeUsage = await reader.diskUsage(['volume', 'build-cache']);
    assert.ok(typeof volumes === 'object' && volumes !== null && 'Volumes' in volumes);
    assert.ok((networks as { Name: string }[]).some(({ Name }) => Name === 'bridge'));
    assert.ok(Array.isArray(containers));
    assert.ok('LayersSize' in (usage as object) && 'Volumes' in (volumeUsage as object));
    const paths = ['/containers/json?all=true&size=true', '/networks', '/system/df?verbose=true', '/system/df?verbose=true&type=volume&type=build-cache', '/volumes'];
    assert.deepEqual([...proxy.requests].sort(), paths.map((path) => `GET ${path} HTTP/1.1`));
  });

  test('outside a swarm its calls fail with a status, not as a daemon that is gone', async () => {
    for (const call of [reader.listServices, reader.listTasks, reader.listNodes]) {
      await assert.rejects(call(), { reason: 'unknown', status: 503 });
    }
  });

  test('what is missing has a status, and a name cannot become another call', async () => {
    await assert.rejects(reader.inspectContainer('none'), { reason: 'unknown', status: 404 });
    for (const name of ['x/json?', '../images/json', 'a?b', 'a#b', '.', '']) {
      await assert.rejects(reader.inspectContainer(name), /is not a reading call/, name);
    }
    assert.deepEqual(proxy.requests, ['GET /containers/none/json HTTP/1.1']);
  });
});

suite('A server that answers oddly', () => {
  let server: Server;
  const requests: string[] = [];
  const started = async (answer: Parameters<typeof createServer>[1]): Promise<string> => {
    requests.length = 0;
    server = createServer(answer).on('request', ({ url }) => requests.push(url ?? ''));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  teardown(() => {
    server.closeAllConnections();
    server.close();
  });

  test('a redirection is not followed', async () => {
    const reader = connectToDaemon(parseDaemonHost(await started((_, response) => response.writeHead(301, { location: '/secret' }).end())), limits);
    await assert.rejects(reader.ping(), { reason: 'not-docker' });
    reader.close();
    assert.deepEqual(requests, ['/_ping']);
  });

  test('half an answer and then a closed connection is a lost connection', async () => {
    const host = await started((_, response) => {
      response.write('{"Version":');
      setImmediate(() => response.destroy());
    });
    const reader = connectToDaemon(parseDaemonHost(host), limits);
    await assert.rejects(reader.version(), { reason: 'connection-lost' });
    reader.close();
  });

  test('a malformed DOCKER_HOST does not matter to an address that is given, and stays as it is', async () => {
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://:::';
    try {
      const reader = connectToDaemon(parseDaemonHost(await started((_, response) => response.setHeader('Api-Version', '1.41').end('OK'))), limits);
      await reader.ping();
      reader.close();
      assert.equal(process.env['DOCKER_HOST'], 'tcp://:::');
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });
});
