import assert from 'node:assert/strict';
import { HoverRequest, RegistrationRequest, ResponseError } from 'vscode-languageserver-protocol/node';
import { StdioServer, Workspace } from './serverProcess';

suite('language server: an editor that refuses', () => {
  test('one refused registration is logged, and the others are made', async () => {
    const server = StdioServer.spawn();
    const workspace = new Workspace();
    const offered = new Promise<void>((resolve) => {
      server.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
        if (registrations.some(({ method }) => method === 'workspace/didChangeConfiguration')) return new ResponseError(-32603, 'Not here');
        return resolve();
      });
    });
    const dynamic = { dynamicRegistration: true };
    await server.initialize({ workspace: { didChangeConfiguration: dynamic }, textDocument: { completion: dynamic } }, { otherExtensions: [] });
    await offered;
    const uri = workspace.uri('Dockerfile');
    await server.open(uri, 'dockerfile', 'FROM node:22\nCMD node a.js\n');
    assert.ok(await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 1, character: 1 } }));
    assert.match(server.logged.join('\n'), /registration for settings failed: .*Not here/);
    assert.equal(await server.stop(), 0);
    workspace.remove();
  });
});
