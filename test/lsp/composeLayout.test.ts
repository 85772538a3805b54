import assert from 'node:assert/strict';
import {
  CodeLensRequest,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  FileChangeType,
  FoldingRangeRequest,
  type DocumentSymbol,
} from 'vscode-languageserver-protocol/node';
import { endOfTest, StdioServer, withEdits, Workspace } from './serverProcess';

const text = '# the shop\n# and its data\nservices:\n    web:\n        build: ./web\n        ports:\n            - 8080:80\n    db:\n        image: postgres:17\n        command: -c fsync=off\nvolumes:\n    data:\n';

suite('what editors expect of compose files, over standard streams', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let textDocument: { uri: string };
  const titles = async (): Promise<string[]> => ((await server.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? []).map(({ range, command }) => `${range.start.line + 1}: ${command!.title}`);
  setup(async () => {
    workspace = new Workspace({ 'web/Dockerfile': 'FROM scratch\nCMD ["serve"]\n' });
    server = await StdioServer.start();
    textDocument = { uri: workspace.write('compose.yaml', text) };
    await server.open(textDocument.uri, 'dockercompose', text);
  });
  teardown(() => endOfTest(server, workspace));

  test('gives the outline and what folds', async () => {
    const symbols = (await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
    assert.deepEqual(symbols.map(({ name }) => name), ['services', 'volumes']);
    assert.deepEqual(symbols[0]!.children!.map(({ name, detail }) => [name, detail]), [['web', 'build ./web'], ['db', 'postgres:17']]);
    const folds = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    assert.deepEqual(folds!.map(({ startLine, endLine }) => [startLine, endLine]), [[0, 1], [2, 9], [3, 6], [5, 6], [7, 9], [10, 11]]);
  });

  test('tidies the file or some lines of it', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const all = await server.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
    assert.equal(withEdits(text, all!), text.replace(/^ +/gm, (blanks) => ' '.repeat(blanks.length / 2)));
    const range = { start: { line: 10, character: 0 }, end: { line: 11, character: 9 } };
    const some = await server.connection.sendRequest(DocumentRangeFormattingRequest.type, { textDocument, options, range });
    assert.equal(withEdits(text, some!), text.replace('    data', '  data'));
  });

  test('shows above each service what it runs and where it is reachable, from the Dockerfile that it builds', async () => {
    assert.deepEqual(await titles(), ['4: runs: serve', '4: reachable at http://localhost:8080', '8: runs: -c fsync=off unless its image has an ENTRYPOINT']);
    const uri = workspace.write('web/Dockerfile', 'FROM scratch\nCMD ["other"]\n');
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type: FileChangeType.Changed }] });
    assert.equal((await titles())[0], '4: runs: other');
  });

  test('shows nothing in a YAML file of another name', async () => {
    const uri = workspace.write('other.yaml', text);
    await server.open(uri, 'yaml', text);
    textDocument = { uri };
    assert.deepEqual(await titles(), []);
  });
});
