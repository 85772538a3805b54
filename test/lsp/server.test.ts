import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  CodeActionRequest,
  CodeLensRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  IPCMessageReader,
  IPCMessageWriter,
  ShutdownRequest,
  type CodeAction,
  type MarkupContent,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { commands, labCheck, lessonRequest } from '../../server/protocol/messages';
import { EditorEnd, endOfTest, positionOf, serverFile, StdioServer, withEdits, Workspace } from './serverProcess';

const nodeProject = { 'package.json': '{"name":"web"}', 'package-lock.json': '{}', 'server.js': '1', 'views/index.html': '<p>' };
const late = 'FROM node:22\nWORKDIR /app\n# The whole project.\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\nCMD ["node", "server.js"]\n';
const isLate = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }): boolean => diagnostics.some(({ code }) => code === 'copy-before-install');

suite('language server over standard streams', () => {
  let server: StdioServer;
  let workspace: Workspace;
  setup(async () => {
    workspace = new Workspace(nodeProject);
    server = await StdioServer.start();
  });
  teardown(() => endOfTest(server, workspace));

  const hoverAt = async (uri: string, text: string, words: string, shift = 0): Promise<string> => {
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: positionOf(text, words, shift) });
    return hover ? (hover.contents as MarkupContent).value : '';
  };

  test('finds a late install as soon as the build context is read, and its fix mends the file', async () => {
    const uri = workspace.write('Dockerfile', late);
    const found = server.nextDiagnostics(uri, isLate);
    await server.open(uri, 'dockerfile', late);
    const [diagnostic] = await found;
    assert.deepEqual(diagnostic!.range, { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } });
    assert.equal(diagnostic!.source, 'layerwise');
    const actions = (await server.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: diagnostic!.range, context: { diagnostics: [diagnostic!] } })) as CodeAction[];
    const change = actions[0]!.edit!.documentChanges![0] as TextDocumentEdit;
    assert.equal(change.textDocument.version, 1);
    const fixed = withEdits(late, change.edits as never);
    assert.equal(fixed, 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\n# The whole project.\nCOPY . .\nCMD ["node", "server.js"]\n');
    const after = server.nextDiagnostics(uri, ({ version }) => version === 2);
    await server.change(uri, 2, fixed);
    assert.deepEqual(await after, []);
  });

  test('offers to make an ignore file where the editor can make files', async () => {
    const able = await StdioServer.start({ workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } });
    const text = 'FROM scratch\nCOPY . /\n';
    const uri = workspace.write('Dockerfile', text);
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    const actionsOf = async (editor: StdioServer): Promise<CodeAction[]> => {
      const found = editor.nextDiagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
      await editor.open(uri, 'dockerfile', text);
      const [diagnostic] = await found;
      assert.equal(diagnostic!.code, 'context-without-ignore-file');
      return (await editor.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: diagnostic!.range, context: { diagnostics: [diagnostic!] } })) as CodeAction[];
    };
    const [action] = await actionsOf(able);
    const start = { line: 0, character: 0 };
    assert.deepEqual(action!.edit!.documentChanges, [
      { kind: 'create', uri: workspace.uri('.dockerignore'), options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri: workspace.uri('.dockerignore'), version: null }, edits: [{ range: { start, end: start }, newText: '.git\n' }] },
    ]);
    assert.equal(await able.stop(), 0);
    assert.deepEqual(await actionsOf(server), []);
  });

  test('offers to change an ignore file, and lets the editor ask before', async () => {
    const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const], changeAnnotationSupport: {} };
    const able = await StdioServer.start({ workspace: { workspaceEdit } });
    const text = 'FROM scratch\nCOPY notes/todo.md /\n';
    const uri = workspace.write('Dockerfile', text);
    workspace.write('.dockerignore', 'notes\r\n*.log');
    workspace.write('notes/todo.md', '1');
    workspace.write('notes/other.md', '1');
    const found = able.nextDiagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
    await able.open(uri, 'dockerfile', text);
    const [diagnostic] = await found;
    assert.equal(diagnostic!.code, 'copy-ignored-file');
    const params = { textDocument: { uri }, range: diagnostic!.range, context: { diagnostics: [diagnostic!] } };
    const [action] = (await able.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[];
    const at = { line: 1, character: 5 };
    assert.deepEqual(action!.edit, {
      documentChanges: [{ textDocument: { uri: workspace.uri('.dockerignore'), version: null }, edits: [{ range: { start: at, end: at }, newText: '\r\n!notes/todo.md\r\n', annotationId: '.dockerignore' }] }],
      changeAnnotations: { '.dockerignore': { label: 'Change .dockerignore', needsConfirmation: true } },
    });
    assert.equal(await able.stop(), 0);
  });

  test('shows what is wrong in the ignore file once for all its Dockerfiles, until it is mended on disk or all are closed', async () => {
    const text = 'FROM scratch\nCOPY server.js /\n';
    const ignoreFile = workspace.write('.dockerignore', '*.log\n!\n');
    const uris = [workspace.write('Dockerfile', text), workspace.write('web.Dockerfile', text)];
    const shown = server.nextDiagnostics(ignoreFile);
    for (const uri of uris) await server.open(uri, 'dockerfile', text);
    const [diagnostic, ...others] = await shown;
    assert.deepEqual(others, []);
    assert.deepEqual([diagnostic!.code, diagnostic!.severity, diagnostic!.range], ['malformed-ignore-file', 1, { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }]);

    const mended = server.nextDiagnostics(ignoreFile);
    workspace.write('.dockerignore', '*.log\n');
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: ignoreFile, type: 2 }] });
    assert.deepEqual(await mended, []);

    const again = server.nextDiagnostics(ignoreFile);
    workspace.write('.dockerignore', '[\n');
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: ignoreFile, type: 2 }] });
    assert.deepEqual((await again).map(({ code }) => code), ['malformed-ignore-file']);
    const gone = server.nextDiagnostics(ignoreFile);
    for (const uri of uris) await server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    assert.deepEqual(await gone, []);
  });

  test('offers to mend what a build check finds, and to skip the check in the file', async () => {
    const text = '# syntax=docker/dockerfile:1\r\nFROM node:22\r\nCMD node server.js\r\n';
    const uri = workspace.write('Dockerfile', text);
    const found = server.nextDiagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
    await server.open(uri, 'dockerfile', text);
    const [diagnostic] = await found;
    assert.equal(diagnostic!.code, 'json-args-recommended');
    const actions = (await server.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: diagnostic!.range, context: { diagnostics: [diagnostic!] } })) as CodeAction[];
    const results = actions.map(({ edit }) => withEdits(text, (edit!.documentChanges![0] as TextDocumentEdit).edits as never));
    assert.deepEqual(actions.map(({ isPreferred }) => isPreferred), [true, undefined]);
    assert.deepEqual(results, [
      '# syntax=docker/dockerfile:1\r\nFROM node:22\r\nCMD ["node", "server.js"]\r\n',
      '# syntax=docker/dockerfile:1\r\n# check=skip=JSONArgsRecommended\r\nFROM node:22\r\nCMD node server.js\r\n',
    ]);
  });

  test('shows what is wrong in an ignore file as it is typed, and as the disk has it once it is closed', async () => {
    const text = 'FROM scratch\nCOPY server.js /\n';
    const ignoreFile = workspace.write('.dockerignore', '*.log\n');
    await server.open(workspace.write('Dockerfile', text), 'dockerfile', text);
    await server.open(ignoreFile, 'ignore', '*.log\n');
    const typed = server.nextDiagnostics(ignoreFile);
    await server.change(ignoreFile, 2, '*.log\n!\n');
    assert.deepEqual((await typed).map(({ code }) => code), ['malformed-ignore-file']);
    const closed = server.nextDiagnostics(ignoreFile);
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: ignoreFile } });
    assert.deepEqual(await closed, []);
  });

  test('publishes for each version of an edited file, with incremental changes', async () => {
    const uri = workspace.uri('Dockerfile');
    const first = server.nextDiagnostics(uri);
    await server.open(uri, 'dockerfile', 'FROM scratch\nRUNN x\n');
    assert.deepEqual((await first).map(({ code }) => code), ['unknown-instruction']);
    const second = server.nextDiagnostics(uri, ({ version }) => version === 2);
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } };
    await server.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: '' }] });
    assert.deepEqual(await second, []);
  });

  test('says in a hover which files a COPY takes, and the value of a variable', async () => {
    workspace.write('.dockerignore', 'views\n');
    const text = 'ARG NODE=22\nFROM node:${NODE}\nCOPY . /app/\n';
    const uri = workspace.write('Dockerfile', text);
    await server.open(uri, 'dockerfile', text);
    const copy = await hoverAt(uri, text, 'COPY');
    assert.match(copy, /matches \*\*5 files\*\*/);
    assert.match(copy, /`\.dockerignore` leaves out 1 folder: `views\/`/);
    assert.match(copy, /docs\.docker\.com/);
    assert.match(await hoverAt(uri, text, '${NODE}', 3), /Value here: `22`/);
    assert.match(await hoverAt(uri, text, 'node:', 1), /tag `22`/);
    assert.equal(await hoverAt(uri, text, '22\n', 2), '');
  });

  test('shows what runs above the last CMD of each stage', async () => {
    const uri = workspace.uri('Dockerfile');
    const text = 'FROM scratch AS one\nEXPOSE 80\nCMD ["/one"]\nFROM one\nENTRYPOINT ["/two", "-x"]\n';
    await server.open(uri, 'dockerfile', text);
    const lenses = (await server.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } }))!;
    assert.deepEqual(lenses.map(({ range }) => range.start.line), [2, 4]);
    assert.match(lenses[1]!.command!.title, /^runs: \/two -x/);
    assert.equal(lenses[1]!.command!.command, commands.writeRunLine);
    assert.deepEqual(lenses[1]!.command!.arguments, ['docker run --rm -it -p 80:80 IMAGE']);
  });

  test('reads compose files: hovers with the .env beside it, and the faults that Compose rejects', async () => {
    workspace.write('.env', 'WEB_PORT=8080\n');
    const text = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "${WEB_PORT}:80"\n    image: other\n';
    const uri = workspace.write('compose.yaml', text);
    const found = server.nextDiagnostics(uri);
    await server.open(uri, 'dockercompose', text);
    assert.deepEqual((await found).map(({ range }) => range.start.line), [5]);
    const hover = await hoverAt(uri, text, '${WEB_PORT}', 1);
    assert.match(hover, /8080/);
    assert.match(hover, /80/);
  });

  test('looks again when a file of the build context changes', async () => {
    const uri = workspace.write('Dockerfile', late);
    const first = server.nextDiagnostics(uri, isLate);
    await server.open(uri, 'dockerfile', late);
    await first;
    const second = server.nextDiagnostics(uri, (params) => !isLate(params));
    const changed = workspace.write('.dockerignore', '*\n!package*.json\n');
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: changed, type: 1 }] });
    assert.deepEqual(await second, []);
  });

  test('gives lessons, and checks a lab with the files that are open', async () => {
    const lesson = await server.connection.sendRequest(lessonRequest, { lesson: 'layers-and-cache' });
    assert.equal(lesson!.id, 'layers-and-cache');
    assert.ok(lesson!.lab);
    assert.equal(await server.connection.sendRequest(lessonRequest, { lesson: 'no-such-lesson' }), null);
    const lab = new Workspace({ ...nodeProject, '.dockerignore': 'node_modules\n', Dockerfile: late });
    try {
      const params = { lesson: 'layers-and-cache', folderUri: lab.uri('.') };
      const before = await server.connection.sendRequest(labCheck, params);
      assert.equal(before.done, 'no');
      assert.ok(before.conditions.some(({ state, reason }) => state === 'unmet' && reason));
      await server.open(lab.uri('Dockerfile'), 'dockerfile', late.replace('# The whole project.\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n', 'COPY package*.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\n'));
      const after = await server.connection.sendRequest(labCheck, params);
      assert.deepEqual(after.conditions.filter(({ kind, state }) => kind === 'static' && state !== 'met'), []);
    } finally {
      lab.remove();
    }
  });

  test('takes away a closed file’s diagnostics and answers nothing for files it does not know', async () => {
    const uri = workspace.uri('Dockerfile');
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 0, character: 0 } });
    assert.equal(hover, null);
    const text = 'FROM scratch\n';
    await server.open(uri, 'dockerfile', text);
    const far = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 99, character: 99 } });
    assert.equal(far, null);
  });
});

suite('language server: settings', () => {
  test('a rule that is switched off says nothing, and code lenses can be switched off', async () => {
    const workspace = new Workspace(nodeProject);
    const server = await StdioServer.start({ workspace: { configuration: true } });
    try {
      let settings: Record<string, unknown> = {};
      server.connection.onRequest(ConfigurationRequest.type, () => [settings]);
      const uri = workspace.write('Dockerfile', late);
      const first = server.nextDiagnostics(uri, isLate);
      await server.open(uri, 'dockerfile', late);
      await first;
      const second = server.nextDiagnostics(uri, (params) => !isLate(params));
      settings = { rules: { 'copy-before-install': 'off' }, codeLens: false };
      await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      assert.deepEqual(await second, []);
      assert.deepEqual(await server.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } }), []);
      assert.deepEqual(server.logged, []);
    } finally {
      await server.stop();
      workspace.remove();
    }
  });
});

suite('language server over Node IPC', () => {
  test('answers as over standard streams', async () => {
    const child = fork(serverFile, ['--node-ipc'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const editor = new EditorEnd(createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)));
    const { serverInfo, capabilities } = await editor.initialize();
    assert.equal(serverInfo!.name, 'layerwise');
    assert.equal(capabilities.hoverProvider, true);
    const found = editor.nextDiagnostics('untitled:Dockerfile');
    await editor.open('untitled:Dockerfile', 'dockerfile', 'NOPE\n');
    assert.equal((await found)[0]!.code, 'unknown-instruction');
    const ended = once(child, 'exit');
    await editor.connection.sendRequest(ShutdownRequest.type);
    await editor.connection.sendNotification(ExitNotification.type);
    assert.equal((await ended)[0], 0);
  });
});
