import assert from 'node:assert/strict';
import { CodeLensRefreshRequest, CodeLensRequest } from 'vscode-languageserver-protocol/node';
import { cacheHistoryRequest, type CacheHistoryResult } from '../../server/protocol/cacheHistory';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nENV TOKEN=x\nCMD ["node", "src/a.js"]\n';

suite('cache history in the editor', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let uri: string;
  let refreshed: number;
  setup(async () => {
    workspace = new Workspace({ 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': '0' });
    uri = workspace.write('Dockerfile', dockerfile);
    server = await StdioServer.start({ workspace: { codeLens: { refreshSupport: true } } });
    refreshed = 0;
    server.connection.onRequest(CodeLensRefreshRequest.type, () => void refreshed++);
    await server.open(uri, 'dockerfile', dockerfile);
  });
  teardown(() => endOfTest(server, workspace));

  const commit = (path: string, text: string): void => {
    workspace.write(path, text);
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message', 'next');
  };
  const repository = (): void => {
    workspace.git('init', '--quiet');
    commit('README.md', '');
    for (const path of ['src/a.js', 'src/b.js']) commit(path, '1');
    commit('package.json', '{"dependencies":{"a":"1"}}');
  };
  const replay = (report = false, commits = 50): Promise<CacheHistoryResult | null> => server.connection.sendRequest(cacheHistoryRequest, { uri, commits, report });
  const lenses = async (): Promise<(readonly [line: number, title: string])[]> => {
    const all = await server.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    return all!.filter(({ command }) => command!.command === 'layerwise.showCacheHistory').map(({ range, command }) => [range.start.line, command!.title] as const);
  };

  test('lenses say how often each step re-ran and why, and follow the text', async () => {
    repository();
    assert.deepEqual(await lenses(), []);
    assert.deepEqual(await replay(), {});
    assert.deepEqual(await lenses(), [
      [2, 're-ran in 3 of the last 3 commits (src/** 2×, package.json 1×)'],
      [3, 're-ran in 3 of the last 3 commits (with line 3)'],
    ]);
    // The files that changed meanwhile may ask for lenses as well.
    assert.ok(refreshed >= 1);
    await server.change(uri, 2, `# moved\n${dockerfile.replace('npm ci', 'npm install')}`);
    assert.deepEqual((await lenses()).map(([line]) => line), [3]);
    await replay(false, 1);
    assert.deepEqual((await lenses())[0], [3, 're-ran in the last commit (package.json 1×)']);
  });

  test('the report has the steps, what a fix would have saved and what limits the counts', async () => {
    repository();
    const { report } = (await replay(true))!;
    assert.match(report!, /^# Cache history of Dockerfile\n\n3 commits, /);
    assert.ok(report!.indexOf('| 3 of 3 | 4 | `RUN npm ci` | those of line 3 |') < report!.indexOf('| 3 of 3 | 3 | `COPY . .` | src/\\*\\* 2×, package.json 1× |'), report);
    assert.match(report!, /## What the suggested fixes would have saved/);
    assert.match(report!, /\| `RUN npm ci` \| 3 \| 1 \|/);
    assert.match(report!, /- Line 3 also reads the folder .git/);
  });

  test('says why there is no history', async () => {
    assert.match((await replay())!.problem!, /git repository/);
    workspace.git('init', '--quiet');
    assert.match((await replay(true))!.problem!, /no commit yet/);
    assert.deepEqual(await lenses(), []);
  });
});
