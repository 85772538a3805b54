/** The project of an open compose file: what is read beside it, and when it is read again. */
import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { DefinitionRequest, DidChangeWatchedFilesNotification, DidCloseTextDocumentNotification, DocumentLinkRequest, FileChangeType, HoverRequest, type Diagnostic, type Location } from 'vscode-languageserver-protocol/node';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

const main = 'services:\n  web:\n    image: nginx:${TAG:?}\n    networks: [back]\n';
const network = 'networks:\n  back: {}\n';

suite('the project of a compose file', () => {
  let server: StdioServer;
  let workspace: Workspace;
  setup(async () => {
    workspace = new Workspace({ 'compose.yaml': main, '.env': 'TAG=1\n' });
    server = await StdioServer.start();
  });
  teardown(() => endOfTest(server, workspace));

  const codes = (found: readonly Diagnostic[]): unknown[] => found.map(({ code }) => code);
  /** Does something, and waits until the editor shows these findings and no others. */
  const shows = async (uri: string, wanted: readonly string[], act: () => Promise<unknown>): Promise<readonly Diagnostic[]> => {
    const shown = server.nextDiagnostics(uri, ({ diagnostics }) => JSON.stringify(codes(diagnostics)) === JSON.stringify(wanted));
    await act();
    return shown;
  };
  const changed = (path: string, type: FileChangeType = FileChangeType.Changed): Promise<void> =>
    server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: workspace.uri(path), type }] });

  test('.env counts, and the override that comes later', async () => {
    const uri = workspace.uri('compose.yaml');
    const [fault] = await shows(uri, ['undefined-network'], () => server.open(uri, 'dockercompose', main));
    assert.equal(fault?.severity, 1);
    workspace.write('compose.override.yaml', network);
    await shows(uri, [], () => changed('compose.override.yaml', FileChangeType.Created));
    workspace.write('.env', '');
    await shows(uri, ['required-variable'], () => changed('.env'));
  });

  test('an open file of the project counts as the editor has it, until it is closed', async () => {
    workspace.write('compose.yaml', `include: [parts.yaml]\n${main}`);
    const parts = workspace.uri('parts.yaml');
    const uri = workspace.uri('compose.yaml');
    workspace.write('parts.yaml', 'services: {}\n');
    await shows(uri, ['undefined-network'], () => server.open(uri, 'dockercompose', `include: [parts.yaml]\n${main}`));
    await shows(uri, [], () => server.open(parts, 'dockercompose', network));
    await shows(uri, ['undefined-network'], () => server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: parts } }));
  });

  test('the main file answers for its override, which is no project of its own', async () => {
    const override = 'services:\n  web:\n    ports: ["80:80"]\n    networks: [front]\n';
    const uri = workspace.uri('compose.override.yaml');
    workspace.write('compose.override.yaml', override);
    const told = server.nextDiagnostics(uri, ({ diagnostics }) => diagnostics.some(({ message }) => JSON.stringify(message).includes('`front`')));
    await server.open(uri, 'dockercompose', override);
    const found = await told;
    assert.deepEqual(codes(found).filter((code) => code === 'no-image-and-no-build'), []);
  });

  test('COMPOSE_FILE of .env says which files belong together, as soon as it is there', async () => {
    const uri = workspace.uri('compose.yaml');
    workspace.write('net.yaml', network);
    await shows(uri, ['undefined-network'], () => server.open(uri, 'dockercompose', main));
    workspace.write('.env', `TAG=1\nCOMPOSE_FILE=compose.yaml${delimiter}net.yaml\n`);
    await shows(uri, [], () => changed('.env'));
  });

  test('COMPOSE_FILE of a folder above names files of another: its variables win, and all paths start at the first file', async () => {
    const base = 'services:\n  web:\n    image: nginx:${TAG}${OWN}\n    networks: [back]\n';
    const extra = 'services:\n  web:\n    env_file: x.env\n    ports: ["80:80"]\n    build: app\nnetworks:\n  back: {}\n';
    const uri = workspace.write('deploy/compose.yaml', base);
    workspace.write('deploy/.env', 'TAG=deploy\nOWN=d\n');
    workspace.write('deploy/x.env', '');
    workspace.write('deploy/app/Dockerfile', 'FROM nginx:1.29\n');
    workspace.write('parts/extra.yaml', extra);
    await shows(uri, ['undefined-network'], () => server.open(uri, 'dockercompose', base));
    workspace.write('.env', `COMPOSE_FILE=deploy/compose.yaml!parts/extra.yaml\nCOMPOSE_PATH_SEPARATOR=!\nTAG=root\n`);
    await shows(uri, [], () => changed('.env', FileChangeType.Created));
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 2, character: 20 } });
    assert.match(JSON.stringify(hover?.contents), /is `root` \(from \.env, line 3.*is `d` \(from \.env, line 2/);
    const second = workspace.uri('parts/extra.yaml');
    await shows(second, [], () => server.open(second, 'dockercompose', extra));
    const links = await server.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri: second } });
    assert.deepEqual(links!.map(({ target }) => target), [workspace.uri('deploy/x.env'), workspace.uri('deploy/app/Dockerfile')]);
    await shows(uri, ['undefined-network'], () => (workspace.write('.env', 'TAG=root\n'), changed('.env')));
  });

  test('an env file counts as the editor has it: for findings, hovers and definitions', async () => {
    const text = 'services:\n  web:\n    image: nginx:${TAG:?}\n    env_file: web.env\n    environment:\n      MODE: own\n';
    const [uri, env, web] = [workspace.uri('compose.yaml'), workspace.write('.env', ''), workspace.write('web.env', '')];
    await shows(uri, ['required-variable'], () => server.open(uri, 'dockercompose', text));
    // Editors tell different languages for it.
    await shows(uri, [], () => server.open(env, 'dotenv', 'OTHER=1\nTAG=7\n'));
    await server.open(web, 'plaintext', '# words\nMODE=file\n');
    const hoverAt = async (line: number, character: number): Promise<string> => JSON.stringify(await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line, character } }));
    assert.match(await hoverAt(2, 20), /is `7` \(from \.env, line 2/);
    assert.match(await hoverAt(5, 7), /wins over `file` \(`web\.env`, line 2\)/);
    await server.change(web, 2, 'MODE=edited\n');
    assert.match(await hoverAt(5, 7), /wins over `edited` \(`web\.env`, line 1\)/);
    const place = (await server.connection.sendRequest(DefinitionRequest.type, { textDocument: { uri }, position: { line: 2, character: 20 } })) as Location;
    assert.deepEqual([place.uri, place.range.start.line], [env, 1]);
    await shows(uri, ['required-variable'], () => server.change(env, 2, 'OTHER=1\n'));
    await shows(uri, [], () => server.change(env, 3, 'TAG=8\n'));
    await shows(uri, ['required-variable'], () => server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: env } }));
  });

  test('a hover knows what the project says of a variable', async () => {
    const uri = workspace.uri('compose.yaml');
    await server.open(uri, 'dockercompose', main);
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 2, character: 18 } });
    assert.match(JSON.stringify(hover?.contents), /is `1` \(from \.env, line 1/);
  });
});
