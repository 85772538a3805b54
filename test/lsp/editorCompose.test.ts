import assert from 'node:assert/strict';
import { CompletionRequest, type CompletionItem, type CompletionList } from 'vscode-languageserver-protocol/node';
import { positionOf, StdioServer, withEdits, Workspace } from './serverProcess';

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
  teardown(async () => {
    assert.deepEqual(server.logged, []);
    assert.deepEqual(server.errors, []);
    assert.equal(await server.stop(), 0);
    workspace.remove();
  });

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
});
