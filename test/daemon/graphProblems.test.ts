import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { failedState } from '../../server/graphState';
import { graphCommand } from '../../server/commands/graph';
import { readContentFolder } from '../../server/world/contentFolder';
import { connectToDaemon } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { DaemonFailure } from '../../server/world/docker/daemonFailure';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { chosenDaemon, createFolder, removeFolder } from './engine';

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

  for (const [name, version, reason] of [
    ['an API of 2016', '1.24', 'too-old'],
    ['a version that is none', 'new', 'not-docker'],
  ] as const) {
    test(name, async () => {
      const server = await listening(createHttpServer((_, response) => response.setHeader('Api-Version', version).end('OK')), 0);
      assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, reason);
      await ended(server);
    });
  }

  test('a daemon whose plugin forbids a call, in the plugin\'s words', async () => {
    const answer = JSON.stringify({ message: 'authorization denied by plugin\u202e house:\n"no"' });
    const server = await listening(createHttpServer((_, response) => response.writeHead(403, { 'Content-Type': 'application/json' }).end(answer)), 0);
    const { reason, status, detail } = await failureAt(`tcp://127.0.0.1:${portOf(server)}`);
    assert.deepEqual([reason, status], ['forbidden', 403]);
    assert.equal(detail, 'HTTP 403 for /_ping: authorization denied by plugin house: "no"');
    await ended(server);
  });

  test('a refusal that never ends', async () => {
    const server = await listening(
      createHttpServer((_, response) => {
        response.writeHead(403, { 'Api-Version': '1.41' });
        const more = setInterval(() => response.write('x'.repeat(1_000)), 1);
        response.on('close', () => clearInterval(more));
      }),
      0,
    );
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'forbidden');
    server.closeAllConnections();
    await ended(server);
  });

  test('a daemon that speaks TLS where the address does not', async () => {
    const words = 'Client sent an HTTP request to an HTTPS server.\n';
    const server = await listening(createHttpServer((_, response) => response.writeHead(400).end(words)), 0);
    assert.equal((await failureAt(`tcp://127.0.0.1:${portOf(server)}`)).reason, 'certificate-missing');
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

suite('What is said of a daemon that cannot be read', () => {
  const content = readContentFolder('content');
  let home = '';
  setup(() => void (home = createFolder({})));
  teardown(() => removeFolder(home));

  test('every reason has its words, and shows the sample under a banner that says so', () => {
    const reasons = ['socket-missing', 'connection-refused', 'permission-denied', 'timeout', 'not-docker', 'bad-host', 'not-supported', 'certificate-missing', 'certificate-rejected', 'ssh-failed', 'forbidden', 'too-old', 'connection-lost', 'unknown'] as const;
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
    assert.equal(await graphCommand({ daemon: chosenDaemon(`unix://${join(home, 'none.sock')}`), format: 'json', content }, output), 2);
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
      assert.equal(await graphCommand({ daemon: chosenDaemon(), format, content }, output), 0);
      assert.match(text, start);
    }
  });
});
