import assert from 'node:assert/strict';
import { ConfigurationRequest, DidChangeConfigurationNotification, HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol/node';
import { StdioServer } from './serverProcess';

const uri = 'file:///nowhere/Dockerfile';

/** The Markdown of the hover on FROM. */
async function hoverText(server: StdioServer): Promise<string> {
  const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 0, character: 1 } });
  return (hover?.contents as MarkupContent).value;
}

suite('language server: the level of explanations', () => {
  let server: StdioServer;
  let level: string | undefined;
  /** What the editor waits for before it tells its settings. */
  let beforeAnswer: () => Promise<void>;

  setup(async () => {
    level = undefined;
    beforeAnswer = () => Promise.resolve();
    server = StdioServer.spawn();
    server.connection.onRequest(ConfigurationRequest.type, async ({ items }) => {
      const told = level;
      await beforeAnswer();
      return items.map(() => ({ explainLevel: told }));
    });
    await server.initialize({ workspace: { configuration: true } }, { commandLinks: true });
    await server.open(uri, 'dockerfile', 'FROM alpine:3.22\n');
  });
  teardown(() => server.stop());

  test('a hover that is asked for right after a choice has the new level', async () => {
    assert.match(await hoverText(server), /\*\*Developer\*\*/);
    beforeAnswer = () => new Promise((resolve) => setTimeout(resolve, 100));
    level = 'child';
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    const text = await hoverText(server);
    assert.match(text, /\*\*Like I'm 5\*\*/);
    assert.match(text, /\[Developer\]\(command:layerwise\.setExplainLevel\?/);
  });

  test('an editor that does not tell its settings still gets hovers', async () => {
    beforeAnswer = () => new Promise(() => undefined);
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.match(await hoverText(server), /\*\*Developer\*\*/);
  });
});
