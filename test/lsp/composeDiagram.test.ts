/** The picture of a compose file over the server's own connection: what is sent, and when. */
import assert from 'node:assert/strict';
import { DidChangeWatchedFilesNotification, DidCloseTextDocumentNotification, FileChangeType } from 'vscode-languageserver-protocol/node';
import type { ComposeDiagramState } from '../../server/protocol/composeDiagram';
import { composeDiagramChanged, composeDiagramWatch } from '../../server/protocol/messages';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

const shop = 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n    ports: ["8080:80"]\n    depends_on: [db]\n  db:\n    image: postgres:17\n';

suite('the diagram of a compose file', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let uri: string;
  const states: ComposeDiagramState[] = [];
  const waiting = new Set<() => void>();
  setup(async () => {
    workspace = new Workspace({ 'compose.yaml': shop });
    uri = workspace.uri('compose.yaml');
    server = await StdioServer.start();
    states.length = 0;
    server.connection.onNotification(composeDiagramChanged, (state) => {
      states.push(state);
      waiting.forEach((check) => check());
    });
  });
  teardown(() => endOfTest(server, workspace));

  const watch = (on = true, which = uri): Promise<void> => server.connection.sendNotification(composeDiagramWatch, { uri: which, on });
  /** The last state so far, or the first from now on, that is as wanted. Mocha's time limit is the bound. */
  const until = (wanted: (state: ComposeDiagramState) => boolean): Promise<ComposeDiagramState> =>
    new Promise((resolve) => {
      const check = (): void => {
        const last = states.at(-1);
        if (!last || !wanted(last)) return;
        waiting.delete(check);
        resolve(last);
      };
      waiting.add(check);
      check();
    });
  const ids = ({ nodes }: ComposeDiagramState): readonly string[] => nodes.map(({ id }) => id);

  test('says what the file says', async () => {
    await server.open(uri, 'dockercompose', shop);
    await watch();
    const state = await until(({ drawing }) => drawing !== undefined);
    assert.equal(state.projectName, 'shop');
    assert.match(state.drawing!.mermaid, /^flowchart LR\n/);
    assert.match(state.drawing!.mermaid, /service_web -->\|"started"\| service_db/);
    assert.deepEqual(state.nodes.find(({ id }) => id === 'service:db')?.place, { uri, range: { start: { line: 6, character: 2 }, end: { line: 6, character: 4 } } });
    assert.equal(state.notice, undefined);
  });
});
