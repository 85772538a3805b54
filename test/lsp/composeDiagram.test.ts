/** The picture of a compose file over the server's own connection: what is sent, and when. */
import assert from 'node:assert/strict';
import { DidChangeWatchedFilesNotification, DidCloseTextDocumentNotification, FileChangeType } from 'vscode-languageserver-protocol/node';
import type { ComposeDiagramState } from '../../server/protocol/composeDiagram';
import { ComposeDiagramStates } from './composeDiagramStates';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

const shop = 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n    ports: ["8080:80"]\n    depends_on: [db]\n  db:\n    image: postgres:17\n';

suite('the diagram of a compose file', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let uri: string;
  let diagrams: ComposeDiagramStates;
  setup(async () => {
    workspace = new Workspace({ 'compose.yaml': shop });
    uri = workspace.uri('compose.yaml');
    server = await StdioServer.start();
    diagrams = new ComposeDiagramStates(server);
  });
  teardown(() => endOfTest(server, workspace));

  const watch = (on = true, which = uri): Promise<void> => diagrams.watch(which, on);
  const until = (wanted: (state: ComposeDiagramState) => boolean): Promise<ComposeDiagramState> => diagrams.until(wanted);
  const ids = ({ nodes }: ComposeDiagramState): readonly string[] => nodes.map(({ id }) => id);

  test('says what the file says', async () => {
    await server.open(uri, 'dockercompose', shop);
    await watch();
    const state = await until(({ drawing }) => drawing !== undefined);
    assert.equal(state.projectName, 'shop');
    assert.match(state.drawing!.mermaid, /^flowchart LR\n/);
    assert.match(state.drawing!.mermaid, / {2}service_web --> service_db\n/);
    assert.deepEqual(state.nodes.find(({ id }) => id === 'service:db')?.place, { uri, range: { start: { line: 6, character: 2 }, end: { line: 6, character: 4 } } });
    assert.equal(state.notice, undefined);
  });

  test('each edit arrives once, and only where it changes something', async () => {
    await server.open(uri, 'dockercompose', shop);
    await watch();
    // What is known of the daemon arrives by itself.
    await until(({ drawing, daemonSentence }) => drawing !== undefined && !daemonSentence.startsWith('Asking'));
    await server.change(uri, 2, `${shop}  cache:\n    image: redis:7\n`);
    const grown = await until((state) => ids(state).includes('service:cache'));
    const sent = diagrams.received.length;
    await server.change(uri, 3, `${shop}  cache:\n    image: redis:7 # pinned\n`);
    await server.change(uri, 4, `${shop}  queue:\n    image: redis:7\n`);
    const renamed = await until((state) => ids(state).includes('service:queue'));
    assert.deepEqual(ids(renamed), ids(grown).map((id) => (id === 'service:cache' ? 'service:queue' : id)));
    assert.equal(diagrams.received.length, sent + 1);
  });

  test('a file that is broken while it is typed keeps its last picture', async () => {
    await server.open(uri, 'dockercompose', shop);
    await watch();
    const before = await until(({ drawing }) => drawing !== undefined);
    await server.change(uri, 2, `${shop}  cache\n`);
    const broken = await until(({ notice }) => notice !== undefined);
    assert.equal(broken.notice?.kind, 'unreadable');
    assert.deepEqual([broken.drawing, broken.nodes, broken.outline], [before.drawing, before.nodes, before.outline]);
    await server.change(uri, 3, `${shop}  cache:\n    image: redis:7\n`);
    const mended = await until(({ notice }) => notice === undefined);
    assert.ok(ids(mended).includes('service:cache'));
  });

  test('a file that was never readable, and one without services, say so', async () => {
    await server.open(uri, 'dockercompose', 'services:\n  web: [\n');
    await watch();
    const broken = await until(({ notice }) => notice?.kind === 'unreadable');
    assert.deepEqual([broken.drawing, broken.nodes], [undefined, []]);
    await server.change(uri, 2, 'volumes:\n  data:\n');
    const empty = await until(({ notice }) => notice?.kind === 'empty');
    assert.match(empty.notice!.remedy, /services:/);
  });

  test('other files of the project count, saved or not', async () => {
    const parts = workspace.write('parts.yaml', 'services:\n  queue:\n    image: redis:7\n');
    const text = `include: [parts.yaml]\n${shop}`;
    workspace.write('.env', 'COMPOSE_PROJECT_NAME=stall\n');
    await server.open(uri, 'dockercompose', text);
    await watch();
    const first = await until((state) => ids(state).includes('service:queue'));
    assert.equal(first.projectName, 'stall');
    assert.equal(first.nodes.find(({ id }) => id === 'service:queue')?.place?.uri, parts);
    await server.open(parts, 'dockercompose', 'services:\n  line:\n    image: redis:7\n');
    await until((state) => ids(state).includes('service:line') && !ids(state).includes('service:queue'));
    workspace.write('compose.override.yaml', 'services:\n  extra:\n    image: redis:7\n');
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: workspace.uri('compose.override.yaml'), type: FileChangeType.Created }] });
    await until((state) => ids(state).includes('service:extra'));
  });

  test('a closed file is drawn as the disk has it, with the files of its project', async () => {
    const changed = (path: string): Promise<void> => server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: workspace.uri(path), type: FileChangeType.Changed }] });
    await server.open(uri, 'dockercompose', `${shop}  draft:\n    image: redis:7\n`);
    await watch();
    await until((state) => ids(state).includes('service:draft'));
    await server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    await until((state) => !ids(state).includes('service:draft'));
    workspace.write('compose.yaml', `include: [parts.yaml]\n${shop}`);
    workspace.write('parts.yaml', 'services:\n  queue:\n    image: redis:7\n');
    await changed('compose.yaml');
    await until((state) => ids(state).includes('service:queue'));
    workspace.write('parts.yaml', 'services:\n  line:\n    image: redis:7\n');
    await changed('parts.yaml');
    await until((state) => ids(state).includes('service:line'));
  });

  test('a file that no editor has opened is drawn, too; one that is not there says so', async () => {
    await watch();
    await until((state) => ids(state).includes('service:db'));
    await watch(true, workspace.uri('missing.yaml'));
    const missing = await until((state) => state.uri === workspace.uri('missing.yaml'));
    assert.equal(missing.notice?.kind, 'empty');
  });

  test('watching again sends again; what is watched no longer is silent', async () => {
    await server.open(uri, 'dockercompose', shop);
    await watch();
    await until(({ drawing }) => drawing !== undefined);
    const other = workspace.write('other/compose.yaml', shop);
    await server.open(other, 'dockercompose', shop);
    await watch(true, other);
    await until((state) => state.uri === other);
    await watch();
    const again = await until((state) => state.uri === uri);
    assert.ok(ids(again).includes('service:web'));
    await watch(false);
    await server.change(uri, 2, `${shop}  cache:\n    image: redis:7\n`);
    await server.change(other, 2, `${shop}  cache:\n    image: redis:7\n`);
    await until((state) => state.uri === other && ids(state).includes('service:cache'));
    assert.deepEqual(diagrams.received.filter((state) => state.uri === uri && ids(state).includes('service:cache')), []);
  });
});
