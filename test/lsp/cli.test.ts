import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProtocolConnection, ExitNotification, InitializeRequest, ShutdownRequest, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { isOneLine, layerwise, nowhere, program } from './commandLine';
import { Workspace } from './serverProcess';

const late = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\nCMD ["node", "server.js"]\n';
const mended = 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\nCMD ["node", "server.js"]\n';
suite('command line', () => {
  let workspace: Workspace;
  setup(() => {
    workspace = new Workspace({
      Dockerfile: late,
      'package.json': '{"name":"web"}',
      'package-lock.json': '{}',
      'server.js': '1',
      'broken/Dockerfile': 'FROM scratch\n  RUNN é\n',
      'clean/Dockerfile': 'FROM scratch\nCOPY a /a\n',
      'clean/a': '1',
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    command: ["nginx", "-t"]\n',
    });
  });
  teardown(() => workspace.remove());

  test('check as JSON has the documented shape, with places from 1', async () => {
    const { code, out, error } = await layerwise(workspace, 'check', '--format', 'json');
    assert.equal(error, '');
    assert.equal(code, 1);
    const { files } = JSON.parse(out) as { files: { path: string; diagnostics: Record<string, unknown>[] }[] };
    assert.deepEqual(files.map(({ path }) => path).sort(), ['Dockerfile', 'broken/Dockerfile', 'clean/Dockerfile', 'compose.yaml']);
    const of = (path: string): Record<string, unknown>[] => files.find((file) => file.path === path)!.diagnostics;
    const { message, ...rest } = of('Dockerfile')[0]!;
    assert.match(String(message), /npm ci/);
    assert.deepEqual(rest, {
      rule: 'copy-before-install',
      severity: 'warning',
      range: { start: { line: 3, column: 1 }, end: { line: 3, column: 5 } },
      alsoKnownAs: [],
      fixable: true,
    });
    assert.deepEqual(of('broken/Dockerfile')[0]!['range'], { start: { line: 2, column: 3 }, end: { line: 2, column: 7 } });
    assert.deepEqual(of('clean/Dockerfile'), []);
  });

  test('check’s exit code follows --fail-on', async () => {
    assert.equal((await layerwise(workspace, 'check', 'clean')).code, 0);
    assert.equal((await layerwise(workspace, 'check', 'Dockerfile')).code, 1);
    assert.equal((await layerwise(workspace, 'check', '--fail-on', 'error', 'Dockerfile')).code, 0);
    assert.equal((await layerwise(workspace, 'check', '--fail-on', 'error', 'broken')).code, 1);
    assert.equal((await layerwise(workspace, 'check', '--fail-on', 'never', 'broken')).code, 0);
  });

  test('check --fix makes the ignore file that a fix asks for, beside the Dockerfile', async () => {
    workspace.write('whole/Dockerfile', 'FROM scratch\nCOPY . /\n');
    workspace.write('whole/.git/HEAD', 'ref: refs/heads/main\n');
    await layerwise(workspace, 'check', '--fix', 'whole/Dockerfile');
    assert.equal(readFileSync(join(workspace.folder, 'whole', '.dockerignore'), 'utf8'), '.git\n');
    assert.equal(readFileSync(join(workspace.folder, 'whole', 'Dockerfile'), 'utf8'), 'FROM scratch\nCOPY . /\n');
    assert.equal((await layerwise(workspace, 'check', 'whole/Dockerfile')).code, 0);
  });

  test('check --fix changes the ignore file that a fix names, and nothing else', async () => {
    const dockerfile = 'FROM scratch\nCOPY notes/todo.md app.log /\n';
    workspace.write('needs/Dockerfile', dockerfile);
    for (const path of ['notes/todo.md', 'notes/other.md', 'app.log']) workspace.write(`needs/${path}`, '1');
    workspace.write('needs/.dockerignore', 'notes\n*.log');
    workspace.write('missing/Dockerfile', 'FROM scratch\nCOPY notes/gone.md /\n');
    workspace.write('missing/notes/todo.md', '1');
    workspace.write('missing/.dockerignore', 'notes\n');
    assert.equal((await layerwise(workspace, 'check', '--fix', 'missing')).code, 1);
    assert.equal(readFileSync(join(workspace.folder, 'missing', '.dockerignore'), 'utf8'), 'notes\n');
    assert.equal((await layerwise(workspace, 'check', '--fix', 'needs')).code, 0);
    assert.equal(readFileSync(join(workspace.folder, 'needs', '.dockerignore'), 'utf8'), 'notes\n*.log\n!app.log\n!notes/todo.md\n');
    assert.equal(readFileSync(join(workspace.folder, 'needs', 'Dockerfile'), 'utf8'), dockerfile);
  });

  test('check names the ignore file that Docker cannot read, once for all Dockerfiles beside it', async () => {
    for (const name of ['Dockerfile', 'web.Dockerfile']) workspace.write(`bad/${name}`, 'FROM scratch\nCOPY a /a\n');
    workspace.write('bad/a', '1');
    workspace.write('bad/.dockerignore', '# kept\n!\n');
    const { code, out } = await layerwise(workspace, 'check', '--fail-on', 'error', 'bad');
    assert.equal(code, 1);
    const [line, ...others] = out.split('\n').filter((each) => each.startsWith('bad/'));
    assert.match(line!, /^bad\/\.dockerignore:2:1 error malformed-ignore-file: /);
    assert.deepEqual(others, []);
  });

  test('check --fix writes the mended file and then finds nothing', async () => {
    await layerwise(workspace, 'check', '--fix', 'Dockerfile');
    assert.equal(readFileSync(join(workspace.folder, 'Dockerfile'), 'utf8'), mended);
    assert.equal((await layerwise(workspace, 'check', 'Dockerfile')).code, 0);
  });

  test('check speaks SARIF and GitHub’s workflow commands', async () => {
    const sarif = JSON.parse((await layerwise(workspace, 'check', '--format', 'sarif', 'broken')).out) as { version: string; runs: { results: unknown[] }[] };
    assert.equal(sarif.version, '2.1.0');
    assert.equal(sarif.runs[0]!.results.length, 1);
    assert.match((await layerwise(workspace, 'check', '--format', 'github', 'broken')).out, /^::error file=broken\/Dockerfile,line=2,/m);
  });

  test('a missing path is one line and exit 2', async () => {
    isOneLine(await layerwise(workspace, 'check', 'no/such/path'));
    isOneLine(await layerwise(workspace, 'run', '--file', 'no/such/Dockerfile'));
    isOneLine(await layerwise(workspace, 'explain', 'no/such/Dockerfile:1:1'));
    isOneLine(await layerwise(workspace, 'cache', '--before', 'no/such', '--after', '.'));
  });

  test('what it does not know is one line and exit 2', async () => {
    isOneLine(await layerwise(workspace, 'check', '--nope'));
    isOneLine(await layerwise(workspace, 'check', '--format', 'xml'));
    isOneLine(await layerwise(workspace, 'nope'));
    isOneLine(await layerwise(workspace, 'constructor'));
    isOneLine(await layerwise(workspace, 'explain', 'Dockerfile'));
    isOneLine(await layerwise(workspace, 'run', '--target', 'nope'));
    isOneLine(await layerwise(workspace, 'graph', 'more'));
  });

  test('explain prints the hover', async () => {
    const { code, out } = await layerwise(workspace, 'explain', 'Dockerfile:3:1');
    assert.equal(code, 0);
    assert.match(out, /\*\*COPY/);
    assert.match(out, /copy|files/i);
    const child = await layerwise(workspace, 'explain', 'Dockerfile:3:1', '--level', 'child');
    assert.notEqual(child.out, out);
  });

  test('explain reads the project of a compose file', async () => {
    const project = new Workspace({
      'compose.yaml': 'services:\n  web:\n    build: .\n',
      'compose.override.yaml': 'services:\n  web:\n    ports: ["127.0.0.1:8080:80"]\n',
      Dockerfile: 'FROM scratch\nCMD ["node", "server.js"]\n',
    });
    try {
      const { code, out } = await layerwise(project, 'explain', 'compose.yaml:2:3');
      assert.equal(code, 0);
      assert.match(out, /Service `web`[^]*Runs `node server\.js`[^]*port 8080[^]*\(`compose\.override\.yaml`, line 3\)/);
    } finally {
      project.remove();
    }
  });

  test('run tells what runs, with and without words behind', async () => {
    const { code, out } = await layerwise(workspace, 'run', '--format', 'json', '--', '--port', '80');
    assert.equal(code, 0);
    const report = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual(report['argv'], ['--port', '80']);
    assert.deepEqual(Object.keys(report).sort(), ['argv', 'cmd', 'entrypoint', 'form', 'notes', 'pid1', 'signalReaches', 'stopSignal']);
    assert.deepEqual(report['entrypoint'], { from: 'unknown' });
    const compose = JSON.parse((await layerwise(workspace, 'run', '--compose', 'compose.yaml', '--service', 'web', '--format', 'json')).out) as Record<string, unknown>;
    assert.deepEqual(compose['cmd'], { from: 'compose', line: 4, value: ['nginx', '-t'] });
  });

  test('run takes a base image’s own words from a file', async () => {
    workspace.write('node.json', JSON.stringify([{ Config: { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node'] } }]));
    const report = JSON.parse((await layerwise(workspace, 'run', '--base', 'node:22=node.json', '--format', 'json')).out) as Record<string, unknown>;
    assert.deepEqual(report['argv'], ['docker-entrypoint.sh', 'node', 'server.js']);
    assert.deepEqual(report['cmd'], { from: 'stage', line: 5, value: ['node', 'server.js'] });
  });

  test('graph without a daemon is one line and exit 2', async () => {
    isOneLine(await layerwise(workspace, 'graph'));
    isOneLine(await layerwise(workspace, 'graph', '--host', nowhere.DOCKER_HOST, '--format', 'json'));
  });

  test('graph of a compose file needs no daemon', async () => {
    const project = new Workspace({
      'compose.yaml': 'name: shop\nservices:\n  web: {image: nginx, ports: ["8080:80"], depends_on: [db]}\n  db: {image: postgres}\n',
      'compose.override.yaml': 'services:\n  db: {volumes: ["data:/d"]}\nvolumes: {data: {}}\n',
      'broken.yaml': 'services:\n  web: [\n',
      'empty.yaml': 'volumes: {}\n',
    });
    try {
      const { code, out } = await layerwise(project, 'graph', '--compose', 'compose.yaml');
      assert.equal(code, 0);
      assert.match(out, /^shop\n2 services, 1 volume and 1 port of the host\. .*\n\nServices \(2\)\n {2}db, postgres\n[^]* {4}mounts data at \/d\n/);
      assert.match((await layerwise(project, 'graph', '--compose', 'compose.yaml', '--format', 'mermaid')).out, /^flowchart LR\n[^]*service_web --> service_db\n$/);
      for (const wrong of [['broken.yaml'], ['empty.yaml'], ['missing.yaml'], ['compose.yaml', '--format', 'dot']]) isOneLine(await layerwise(project, 'graph', '--compose', ...wrong));
    } finally {
      project.remove();
    }
  });

  test('without arguments it helps, and exits 2; --help exits 0', async () => {
    const asked = await layerwise(workspace, '--help');
    assert.equal(asked.code, 0);
    assert.match(asked.out, /layerwise check/);
    assert.equal((await layerwise(workspace)).code, 2);
  });

  test('lsp --stdio is the language server', async () => {
    const child = spawn(process.execPath, [program, 'lsp', '--stdio']);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    const { serverInfo } = await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
    assert.equal(serverInfo!.name, 'layerwise');
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    assert.equal(await ended, 0);
    connection.dispose();
  });
});
