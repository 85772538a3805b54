import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CompletionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type CompletionItem,
  type CompletionList,
  type Location,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { endOfTest, positionOf, StdioServer, withEdits, Workspace } from './serverProcess';

const text = 'services:\n  web:\n    build:\n      context: app\n      target: x\n    depends_on:\n      - d\n    image: ${T\n  db:\n    image: postgres:17\n';

suite('what editors expect of compose files, over standard streams', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let textDocument: { uri: string };
  setup(async () => {
    workspace = new Workspace();
    server = await StdioServer.start();
    workspace.write('.env', 'TAG=v1\n');
    workspace.write('app/Dockerfile', 'FROM nginx AS final\n');
    textDocument = { uri: workspace.write('compose.yaml', text) };
    await server.open(textDocument.uri, 'dockercompose', text);
  });
  teardown(() => endOfTest(server, workspace));

  async function itemsAt(word: string, into: number): Promise<CompletionItem[]> {
    const list = (await server.connection.sendRequest(CompletionRequest.type, { textDocument, position: positionOf(text, word, into) })) as CompletionList;
    return list.items;
  }

  test('completes keys with an explanation, names, stages of the Dockerfile, and variables', async () => {
    const key = (await itemsAt('    depends_on', 4)).find(({ label }) => label === 'healthcheck')!;
    assert.notEqual((key.documentation as { value: string }).value, '');
    assert.deepEqual((await itemsAt('target: x', 8)).map(({ label }) => label), ['final']);
    assert.deepEqual((await itemsAt('- d', 3)).map(({ label }) => label), ['db']);
    const variable = (await itemsAt('${T', 3)).find(({ label }) => label === 'TAG')!;
    assert.match(variable.detail!, /v1.*\.env, line 1/);
    assert.match(withEdits(text, [variable.textEdit as never]), /image: \$\{TAG\}\n/);
  });

  test('completes paths from the real folders, and none out of the repository', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'layerwise-outside-'));
    writeFileSync(join(outside, 'secret.env'), '');
    const text = 'services:\n  web:\n    env_file: [app/, ../app/, linked/, ../../, ../app/linked/]\n    extends: {file: ../app/base.yaml, service: }\n';
    for (const name of ['app/.env', 'app/web.env', 'deploy/app/x.env']) workspace.write(name, '');
    workspace.write('app/base.yaml', 'services:\n  base:\n    image: a\n');
    const uri = workspace.write('deploy/compose.yaml', text);
    symlinkSync(outside, join(fileURLToPath(workspace.uri('app')), 'linked'), 'junction');
    symlinkSync(outside, join(fileURLToPath(workspace.uri('deploy')), 'linked'), 'junction');
    workspace.git('init', '-q');
    await server.open(uri, 'dockercompose', text);
    const at = async (word: string): Promise<string[]> => {
      const list = (await server.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position: positionOf(text, word, word.length) })) as CompletionList;
      return list.items.map(({ label }) => label);
    };
    assert.deepEqual(await at('[app/'), ['x.env']);
    assert.deepEqual(await at(' ../app/'), ['.env', 'web.env', 'linked/', 'Dockerfile', 'base.yaml']);
    for (const word of ['linked/', ' ../../', '../app/linked/']) assert.deepEqual(await at(word), [], word);
    assert.deepEqual(await at('service: '), ['base']);
    rmSync(outside, { recursive: true });
  });

  const whole = 'include: [parts/more.yaml]\nservices:\n  web:\n    build: {context: app, target: final}\n    image: nginx\n    depends_on: [db, cache]\n  cache:\n    image: redis:${TAG}\n    environment: [DB_HOST=db]\n    env_file: a.env\nvolumes:\n  data:\n';
  const more = 'services:\n  db:\n    image: postgres:17\n';

  async function openProject(): Promise<{ uri: string }> {
    workspace.write('more/parts/more.yaml', more);
    workspace.write('more/.env', 'A=1\nTAG=8\n');
    workspace.write('more/a.env', '');
    workspace.write('more/app/Dockerfile', 'FROM nginx AS final\n');
    workspace.write('more/compose.prod.yaml', 'services:\n  cache:\n    tty: true\n');
    const uri = workspace.write('more/compose.yaml', whole);
    await server.open(uri, 'dockercompose', whole);
    return { uri };
  }

  test('goes to names, variables, stages and files, finds uses and highlights them', async () => {
    const project = await openProject();
    const goTo = async (word: string, into: number): Promise<string | undefined> => {
      const found = (await server.connection.sendRequest(DefinitionRequest.type, { textDocument: project, position: positionOf(whole, word, into) })) as Location | null;
      return found ? `${found.uri.slice(found.uri.indexOf('/more/') + 6)}:${found.range.start.line}` : undefined;
    };
    assert.equal(await goTo('db, ', 1), 'parts/more.yaml:1');
    assert.equal(await goTo('${TAG', 3), '.env:1');
    assert.equal(await goTo('final', 1), 'app/Dockerfile:0');
    assert.equal(await goTo('a.env', 1), 'a.env:0');
    assert.equal(await goTo('cache]', 1), 'compose.yaml:6');
    const position = positionOf(whole, 'db, ', 1);
    const uses = await server.connection.sendRequest(ReferencesRequest.type, { textDocument: project, position, context: { includeDeclaration: true } });
    assert.deepEqual(uses!.map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1)), ['compose.yaml', 'more.yaml']);
    assert.equal((await server.connection.sendRequest(DocumentHighlightRequest.type, { textDocument: project, position }))!.length, 1);
  });

  test('links images to their pages and files that are there', async () => {
    const project = await openProject();
    const links = await server.connection.sendRequest(DocumentLinkRequest.type, { textDocument: project });
    const ends = links!.map(({ target }) => target!.slice(target!.lastIndexOf('/') + 1));
    assert.deepEqual(ends.sort(), ['Dockerfile', 'a.env', 'more.yaml', 'redis']);
  });

  test('renames in every file, and refuses what a person must decide where the editor cannot ask', async () => {
    const project = await openProject();
    const rename = (word: string, newName: string): Promise<WorkspaceEdit | null> => server.connection.sendRequest(RenameRequest.type, { textDocument: project, position: positionOf(whole, word, 1), newName });
    const prepared = await server.connection.sendRequest(PrepareRenameRequest.type, { textDocument: project, position: positionOf(whole, 'db, ', 1) });
    assert.equal((prepared as { placeholder: string }).placeholder, 'db');
    await assert.rejects(rename('db, ', 'store'), /compose\.yaml, line 9: A program may mean this service/);
    await assert.rejects(rename('cache]', 'store'), /compose\.prod\.yaml, line 2: This file may belong/);
    await assert.rejects(rename('data:', 'store'), /new, empty volume/);
    const edit = await rename('web:', 'front');
    const [change] = edit!.documentChanges as TextDocumentEdit[];
    assert.equal(withEdits(whole, change!.edits as never), whole.replace('web:', 'front:'));
  });

  test('finds, highlights and renames a variable with its line of `.env`, and says why not', async () => {
    const project = await openProject();
    const position = positionOf(whole, '${TAG', 3);
    const uses = await server.connection.sendRequest(ReferencesRequest.type, { textDocument: project, position, context: { includeDeclaration: true } });
    assert.deepEqual(uses!.map(({ uri, range }) => `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line}`), ['compose.yaml:7', '.env:1']);
    assert.equal((await server.connection.sendRequest(DocumentHighlightRequest.type, { textDocument: project, position }))!.length, 1);
    const edit = (await server.connection.sendRequest(RenameRequest.type, { textDocument: project, position, newName: 'VERSION' }))!;
    const [here, env] = edit.documentChanges as TextDocumentEdit[];
    assert.equal(withEdits(whole, here!.edits as never), whole.replace('${TAG}', '${VERSION}'));
    assert.equal(withEdits('A=1\nTAG=8\n', env!.edits as never), 'A=1\nVERSION=8\n');
    await assert.rejects(server.connection.sendRequest(RenameRequest.type, { textDocument: project, position, newName: 'A' }), /Line 1 of \.env already has the variable A/);
  });

  test('from its line of `.env`, too, which editors give languages of their own', async () => {
    await openProject();
    const env = { uri: workspace.uri('more/.env') };
    await server.open(env.uri, 'dotenv', 'A=1\nTAG=8\n');
    const position = { line: 1, character: 1 };
    const uses = await server.connection.sendRequest(ReferencesRequest.type, { textDocument: env, position, context: { includeDeclaration: false } });
    assert.deepEqual(uses!.map(({ uri, range }) => `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line}`), ['compose.yaml:7']);
    const prepared = await server.connection.sendRequest(PrepareRenameRequest.type, { textDocument: env, position });
    assert.equal((prepared as { placeholder: string }).placeholder, 'TAG');
    const edit = (await server.connection.sendRequest(RenameRequest.type, { textDocument: env, position, newName: 'VERSION' }))!;
    const [compose, lines] = edit.documentChanges as TextDocumentEdit[];
    assert.equal(withEdits(whole, compose!.edits as never), whole.replace('${TAG}', '${VERSION}'));
    assert.equal(withEdits('A=1\nTAG=8\n', lines!.edits as never), 'A=1\nVERSION=8\n');
    assert.equal(await server.connection.sendRequest(PrepareRenameRequest.type, { textDocument: env, position: { line: 0, character: 3 } }), null);
    await assert.rejects(server.connection.sendRequest(RenameRequest.type, { textDocument: env, position, newName: 'A' }), /already has the variable A/);
  });

  test('asks a person in an editor that can', async () => {
    assert.equal(await server.stop(), 0);
    server = StdioServer.spawn();
    await server.initialize({ workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } }, {});
    const project = await openProject();
    const edit = (await server.connection.sendRequest(RenameRequest.type, { textDocument: project, position: positionOf(whole, 'db, ', 1), newName: 'store' }))!;
    const changes = edit.documentChanges as TextDocumentEdit[];
    assert.deepEqual(changes.map(({ textDocument: { uri }, edits }) => [uri.slice(uri.lastIndexOf('/') + 1), edits.length]), [['compose.yaml', 2], ['more.yaml', 1]]);
    assert.deepEqual(Object.values(edit.changeAnnotations!).map(({ needsConfirmation }) => needsConfirmation), [true]);
  });
});
