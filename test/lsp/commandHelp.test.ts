import assert from 'node:assert/strict';
import { cheatSheetRequest, commandHelpRequest, commandProposalsRequest } from '../../server/protocol/messages';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

suite('the cheat sheet over the protocol', () => {
  let server: StdioServer;
  let workspace: Workspace;
  setup(async () => {
    workspace = new Workspace({});
    server = await StdioServer.start();
  });
  teardown(() => endOfTest(server, workspace));

  test('is in the order of the course', async () => {
    const entries = await server.connection.sendRequest(cheatSheetRequest, {});
    assert.equal(entries[0]!.lesson, 'docker-architecture');
    assert.ok(entries.length > 100);
  });

  test('explains a command, an option, and nothing else', async () => {
    const line = '$ sudo docker-compose up -d && ls';
    const help = await server.connection.sendRequest(commandHelpRequest, { line, character: 16 });
    assert.match(help!.markdown, /`docker-compose` is the old program[^]*docker compose up -d/);
    assert.deepEqual([help!.start, help!.end], [7, 27]);
    const option = await server.connection.sendRequest(commandHelpRequest, { line, character: 26 });
    assert.match(option!.markdown, /`docker compose up -d`\*\*\n\nStarts in the background\.$/);
    assert.equal(await server.connection.sendRequest(commandHelpRequest, { line, character: 32 }), null);
  });

  test('proposes commands for what stands before the cursor', async () => {
    const proposals = await server.connection.sendRequest(commandProposalsRequest, { line: 'docker volume i', character: 15 });
    assert.deepEqual(proposals.map(({ text, start, end }) => ({ text, start, end })), [{ text: 'docker volume inspect VOLUME', start: 0, end: 15 }]);
    assert.equal(proposals[0]!.entry.lesson, 'volumes-and-mounts');
  });

  test('answers a place that is none with nothing', async () => {
    for (const place of [{ line: 'docker ps', character: 90 }, { line: 'docker ps', character: -1 }, { line: 'x'.repeat(20_000), character: 0 }, {} as never]) {
      assert.equal(await server.connection.sendRequest(commandHelpRequest, place), null);
      assert.deepEqual(await server.connection.sendRequest(commandProposalsRequest, place), []);
    }
  });
});
