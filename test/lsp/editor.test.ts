import assert from 'node:assert/strict';
import {
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  type CompletionItem,
  type CompletionList,
  type DocumentSymbol,
  type Location,
  type Position,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { endOfTest, positionOf, StdioServer, withEdits, Workspace } from './serverProcess';

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
  teardown(() => endOfTest(server, workspace));

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
    const at = async (position: Position): Promise<CompletionItem[]> => {
      const list = (await server.connection.sendRequest(CompletionRequest.type, { textDocument, position })) as CompletionList;
      return list.items;
    };
    const [stage] = await at(positionOf(text, '--from=build', 7));
    assert.equal(stage!.label, 'build');
    const run = (await at(positionOf(text, '\n\nFROM', 1))).find(({ label }) => label === 'RUN')!;
    assert.notEqual((run.documentation as { value: string }).value, '');
  });

  test('proposes files of the build context, and none that .dockerignore excludes', async () => {
    const words = 'FROM a\nCOPY x /y\nCOPY sr\n';
    workspace.write('app/src/main.ts', '');
    workspace.write('app/srcret.env', '');
    workspace.write('app/.dockerignore', '*.env\n');
    const uri = workspace.write('app/Dockerfile', words);
    const known = server.nextDiagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
    await server.open(uri, 'dockerfile', words);
    // Diagnostics that need the context tell that it was read.
    await known;
    const position = positionOf(words, 'COPY sr', 7);
    const ask = async (): Promise<string[]> => ((await server.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position })) as CompletionList).items.map(({ label }) => label);
    await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: positionOf(words, 'COPY x', 5) });
    const labels = await ask();
    assert.ok(labels.includes('src/'), labels.join());
    assert.ok(!labels.includes('srcret.env'));
  });

  test('colours, signs and tidies', async () => {
    const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    assert.deepEqual(tokens!.data.slice(0, 5), [0, 0, 3, 0, 0]);
    const range = { start: { line: 6, character: 0 }, end: { line: 7, character: 0 } };
    const part = await server.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range });
    assert.equal(part!.data[0], 6);
    const help = await server.connection.sendRequest(SignatureHelpRequest.type, { textDocument, position: positionOf(text, 'COPY --from=build /a', 19) });
    assert.match(help!.signatures[help!.activeSignature!]!.label, /^COPY source/);
    const untidy = 'FROM a\r\n  RUN b \\\r\nc\r\n';
    const uri = workspace.write('untidy/Dockerfile', untidy);
    await server.open(uri, 'dockerfile', untidy);
    const edits = await server.connection.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } });
    assert.equal(withEdits(untidy, edits!), 'FROM a\r\nRUN b \\\r\n  c\r\n');
  });
});
