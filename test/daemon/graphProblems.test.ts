import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { failedState } from '../../server/graphState';
import { graphCommand } from '../../server/commands/graph';
import { readContentFolder } from '../../server/world/contentFolder';
import { connectToDaemon } from '../../server/world/docker/connect';
import { findDaemonAddress, parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { DaemonFailure } from '../../server/world/docker/daemonFailure';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { createFolder, dockerHost, removeFolder } from './engine';

const nobody = 65534;

async function failureAt(host: string): Promise<DaemonFailure> {
  const reader = connectToDaemon(parseDaemonHost(host), { pingTimeout: 300, answerTimeout: 300 });
  try {
    await takeSnapshot(reader);
  } catch (error) {
    assert.ok(error instanceof DaemonFailure, String(error));
    return error;
  } finally {
    reader.close();
  }
  return assert.fail('the snapshot worked');
}

async function listening<T extends Server>(server: T, where: string | number): Promise<T> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(where, resolve));
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const ended = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

suite('A daemon that cannot be read is told apart', () => {
  let folder = '';
  setup(() => void (folder = createFolder({})));
  teardown(() => removeFolder(folder));

  test('no socket', async () => assert.equal((await failureAt(`unix://${join(folder, 'none.sock')}`)).reason, 'socket-missing'));

  test('a socket\'s folder that is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    assert.equal((await failureAt(`unix://${join(folder, 'file', 'docker.sock')}`)).reason, 'socket-missing');
  });

  test('a port where nobody listens', async () => {
    const server = await listening(createServer(), 0);
    const port = portOf(server);
    await ended(server);
    assert.equal((await failureAt(`tcp://127.0.0.1:${port}`)).reason, 'connection-refused');
  });

  test('a file that is no socket', async () => {
    writeFileSync(join(folder, 'docker.sock'), '');
    assert.equal((await failureAt(`unix://${join(folder, 'docker.sock')}`)).reason, 'connection-refused');
  });

  test('a socket that belongs to somebody else', async () => {
    const path = join(folder, 'docker.sock');
    const server = await listening(createServer(), path);
    chmodSync(folder, 0o755);
    chmodSync(path, 0o000);
    const root = process.getuid?.() === 0;
    if (root) {
      process.seteuid?.(nobody);
    }
    try {
      assert.equal((await failureAt(`unix://${path}`)).reason, 'permission-denied');
    } finally {
      if (root) {
        process.seteuid?.(0);
      }
      await ended(server);
    }
  });

  test('a web server', async () => {
    const server = await listening(createHttpServer((_, response) => response.end('<h1>Hello</h1>')), 0);
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'not-docker');
    await ended(server);
  });

  test('a server that does not speak HTTP', async () => {
    const server = await listening(createServer((socket) => socket.resume().end('220 mail.example ESMTP\r\n')), 0);
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'not-docker');
    await ended(server);
  });

  test('a server that never answers', async () => {
    const server = await listening(createServer(), 0);
    const sockets = new Set<{ destroy(): unknown }>();
    server.on('connection', (socket) => sockets.add(socket));
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'timeout');
    sockets.forEach((socket) => socket.destroy());
    await ended(server);
  });

  test('a server that sends half an answer and then nothing', async () => {
    const server = await listening(
      createHttpServer((request, response) => {
        response.setHeader('Api-Version', '1.41');
        if (request.url === '/_ping') {
          response.end('OK');
        } else {
          response.write('{"Version":');
        }
      }),
      0,
    );
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'timeout');
    server.closeAllConnections();
    await ended(server);
  });

  test('garbage in place of JSON', async () => {
    const server = await listening(
      createHttpServer((_, response) => {
        response.setHeader('Api-Version', '1.41');
        response.end('OK');
      }),
      0,
    );
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'not-docker');
    await ended(server);
  });

  test('JSON of another shape gives an empty graph, not an exception', async () => {
    for (const answer of ['null', '{}', '[]', '[null, 1, "x", {"Id": 5}, {"Id": "sha256:a", "RepoTags": null, "Size": "big"}]']) {
      const server = await listening(
        createHttpServer((_, response) => {
          response.setHeader('Api-Version', '1.41');
          response.end(answer);
        }),
        0,
      );
      const reader = connectToDaemon(parseDaemonHost(`tcp://127.0.0.1:${portOf(server)}`));
      const facts = await takeSnapshot(reader);
      reader.close();
      await ended(server);
      assert.ok(facts.images.length <= 1 && facts.images.every(({ bytes, tags }) => bytes === 0 && tags.length === 0));
    }
  });
});

suite('Where the daemon is looked for', () => {
  const content = readContentFolder('content');
  let home = '';
  setup(() => void (home = createFolder({})));
  teardown(() => removeFolder(home));
  const find = (setting: string, environment: Record<string, string> = {}, platform: NodeJS.Platform = 'linux') =>
    findDaemonAddress(setting, { environment, platform, home });

  function writeContext(name: string, host: string): void {
    const meta = join(home, '.docker', 'contexts', 'meta', createHash('sha256').update(name).digest('hex'));
    mkdirSync(meta, { recursive: true });
    writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }));
    writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ currentContext: name }));
  }

  test('the setting goes before DOCKER_HOST, that before the context', () => {
    writeContext('mine', 'unix:///context.sock');
    assert.equal(find(' tcp://a:1 ', { DOCKER_HOST: 'tcp://b:2' }).host, 'tcp://a:1');
    assert.equal(find('', { DOCKER_HOST: 'tcp://b:2' }).host, 'tcp://b:2');
    assert.equal(find('').host, 'unix:///context.sock');
  });

  test('the default context means the default socket', () => {
    writeContext('mine', 'unix:///context.sock');
    writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ currentContext: 'default' }));
    assert.notEqual(find('').host, 'unix:///context.sock');
  });

  test('a context that is not there is said, and not passed over', () => {
    assert.throws(() => find('', { DOCKER_CONTEXT: 'gone' }), { reason: 'bad-host', host: 'docker context gone' });
  });

  test('a broken config.json counts as none', () => {
    mkdirSync(join(home, '.docker'));
    writeFileSync(join(home, '.docker', 'config.json'), '{');
    assert.equal(find('', {}, 'win32').host, 'npipe:////./pipe/docker_engine');
  });

  test('addresses are read as the docker command reads them', () => {
    assert.deepEqual(parseDaemonHost('npipe:////./pipe/docker_engine'), {
      kind: 'socket',
      host: 'npipe:////./pipe/docker_engine',
      path: '//./pipe/docker_engine',
    });
    assert.deepEqual(parseDaemonHost('tcp://[::1]:99'), { kind: 'tcp', host: 'tcp://[::1]:99', hostname: '::1', port: 99 });
    assert.deepEqual(parseDaemonHost('localhost:99'), { kind: 'tcp', host: 'localhost:99', hostname: 'localhost', port: 99 });
    assert.equal((parseDaemonHost('tcp://somewhere') as { port: number }).port, 2375);
  });

  test('what cannot be used yet, or at all, is said before anything is sent', () => {
    for (const [host, reason] of [
      ['ssh://me@host', 'not-supported'],
      ['https://host:2376', 'not-supported'],
      ['tcp://host:2376', 'not-supported'],
      ['ftp://host', 'bad-host'],
      ['tcp://', 'bad-host'],
      ['tcp://host:99999', 'bad-host'],
    ] as const) {
      assert.throws(() => parseDaemonHost(host), { reason }, host);
    }
    assert.throws(() => find('tcp://host:2375', { DOCKER_TLS_VERIFY: '1' }), { reason: 'not-supported' });
  });

  test('every reason has its words, and shows the sample under a banner that says so', () => {
    const reasons = ['socket-missing', 'connection-refused', 'permission-denied', 'timeout', 'not-docker', 'bad-host', 'not-supported', 'connection-lost', 'unknown'] as const;
    for (const reason of reasons) {
      const { problem, notice, graph } = failedState(content, new DaemonFailure(reason, 'unix:///x', 'why'));
      assert.equal(problem?.reason, reason);
      assert.ok(problem.title.length > 5 && problem.explanation.length > 20 && problem.remedy.length > 20, reason);
      assert.deepEqual([graph?.source, notice?.kind], ['sample', 'sample']);
    }
  });

  test('the command says in one line what is wrong, and exits with 2', async () => {
    const errors: string[] = [];
    const output = { out: () => assert.fail('nothing was read'), error: (text: string) => void errors.push(text) };
    assert.equal(await graphCommand({ host: `unix://${join(home, 'none.sock')}`, format: 'json', content }, output), 2);
    assert.match(errors.join(''), /^layerwise graph: Docker is not running here \(unix:\/\/.*none\.sock: .*ENOENT.*\)\n$/);
  });

  test('the command prints the real daemon in each format', async () => {
    for (const [format, start] of [
      ['text', /^Docker Engine \d/],
      ['json', /^\{\n {2}"source": "daemon"/],
      ['mermaid', /^flowchart LR\n/],
      ['dot', /^digraph docker \{\n/],
    ] as const) {
      let text = '';
      const output = { out: (more: string) => void (text += more), error: (message: string) => assert.fail(message) };
      assert.equal(await graphCommand({ host: dockerHost(), format, content }, output), 0);
      assert.match(text, start);
    }
  });
});
