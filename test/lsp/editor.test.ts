import assert from 'node:assert/strict';
import {
  CompletionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type CompletionItem,
  type DocumentSymbol,
  type Location,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { positionOf, StdioServer, withEdits, Workspace } from './serverProcess';

const text = 'ARG NODE=22\nFROM node:$NODE AS build\nRUN <<EOF\necho 1\nEOF\n\nFROM nginx\nCOPY --from=build /a /b\n';

suite('what editors expect, over standard streams', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let textDocument: { uri: string };
  setup(async () => {
    workspace = new Workspace();
    server = await StdioServer.start();
    textDocument = { uri: workspace.write('Dockerfile', text) };
    await server.open(textDocument.uri, 'dockerfile', text);
  });
  teardown(async () => {
    assert.deepEqual(server.logged, []);
    assert.deepEqual(server.errors, []);
    assert.equal(await server.stop(), 0);
    workspace.remove();
  });

  test('gives the outline and what folds', async () => {
    const symbols = (await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
    assert.deepEqual(symbols.map(({ name }) => name), ['ARG', 'build', 'nginx']);
    const folds = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    assert.deepEqual(folds!.map(({ startLine, endLine }) => [startLine, endLine]), [[1, 4], [2, 4], [6, 7]]);
  });

  test('links an image to its page', async () => {
    const [link] = (await server.connection.sendRequest(DocumentLinkRequest.type, { textDocument }))!;
    assert.deepEqual(link!.range.start, positionOf(text, 'nginx'));
    assert.equal(link!.target, 'https://hub.docker.com/_/nginx');
  });

  test('goes to a stage, finds its uses and highlights them', async () => {
    const position = positionOf(text, '--from=build', 8);
    const definition = (await server.connection.sendRequest(DefinitionRequest.type, { textDocument, position })) as Location;
    assert.deepEqual(definition.range.start, positionOf(text, 'build'));
    const uses = await server.connection.sendRequest(ReferencesRequest.type, { textDocument, position, context: { includeDeclaration: false } });
    assert.deepEqual(uses!.map(({ range }) => range.start), [positionOf(text, '--from=build', 7)]);
    const highlights = await server.connection.sendRequest(DocumentHighlightRequest.type, { textDocument, position });
    assert.equal(highlights!.length, 2);
  });

  test('renames, and says why it does not', async () => {
    const position = positionOf(text, 'NODE');
    const prepared = await server.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position });
    assert.equal((prepared as { placeholder: string }).placeholder, 'NODE');
    const edit = await server.connection.sendRequest(RenameRequest.type, { textDocument, position, newName: 'NODE_VERSION' });
    const [change] = edit!.documentChanges as TextDocumentEdit[];
    assert.equal(withEdits(text, change!.edits as never), text.replaceAll('NODE', 'NODE_VERSION'));
    await assert.rejects(server.connection.sendRequest(RenameRequest.type, { textDocument, position, newName: '1' }), /does not start with a digit/);
  });

  test('completes with an explanation', async () => {
    const items = (await server.connection.sendRequest(CompletionRequest.type, { textDocument, position: positionOf(text, '--from=build', 7) })) as CompletionItem[];
    assert.deepEqual(items.map(({ label }) => label), ['build']);
    const instructions = (await server.connection.sendRequest(CompletionRequest.type, { textDocument, position: positionOf(text, '\n\nFROM', 1) })) as CompletionItem[];
    const run = instructions.find(({ label }) => label === 'RUN')!;
    assert.notEqual((run.documentation as { value: string }).value, '');
  });
});
