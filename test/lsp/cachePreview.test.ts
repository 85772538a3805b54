import assert from 'node:assert/strict';
import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent } from 'vscode-languageserver-protocol/node';
import { cachePreviewEnd, cachePreviewOutdated, cachePreviewRequest, type CacheComparison, type CachePreview } from '../../server/protocol/cachePreview';
import { endOfTest, StdioServer, Workspace } from './serverProcess';

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY src \\\n  src\nENV A=1\nCMD node src\n\nFROM scratch\nCOPY --from=0 /app /app\n';

suite('cache preview', () => {
  let server: StdioServer;
  let workspace: Workspace;
  let uri: string;
  setup(async () => {
    workspace = new Workspace({ 'package.json': '{}', 'src/a.js': '1', 'src/b.js': '1', '.dockerignore': 'ignored\n' });
    uri = workspace.write('Dockerfile', dockerfile);
    server = await StdioServer.start();
    await server.open(uri, 'dockerfile', dockerfile);
  });
  teardown(() => endOfTest(server, workspace));

  const ask = (comparison: CacheComparison, trusted = true): Promise<CachePreview | null> => server.connection.sendRequest(cachePreviewRequest, { uri, comparison, trusted });
  const outcomes = (preview: CachePreview | null): string[] => preview!.steps.map(({ outcome }) => outcome);
  const commit = (): void => {
    workspace.git('init', '--quiet');
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message', 'first');
  };
  /** A file as a watcher sees it change; settles when the server says that the preview is outdated. */
  const change = async (path: string, text: string): Promise<void> => {
    const told = new Promise((resolve) => server.connection.onNotification(cachePreviewOutdated, (params) => resolve(params.uri)));
    const changed = workspace.write(path, text);
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: changed, type: FileChangeType.Changed }] });
    assert.equal(await told, uri);
  };

  const once = ({ connection }: StdioServer): Promise<void> => new Promise((resolve) => connection.onNotification(cachePreviewOutdated, () => resolve()));

  test('this file: nothing edited, nothing runs; an edited line runs with what is below it', async () => {
    const same = await ask('thisFile');
    assert.deepEqual(outcomes(same), ['cached', 'cached', 'cached', 'cached', 'metadata', 'metadata', 'cached']);
    assert.equal(same!.summary, 'All 5 steps come from the cache');
    await server.change(uri, 2, dockerfile.replace('npm install', 'npm ci'));
    const edited = await ask('thisFile');
    assert.equal(edited!.version, 2);
    assert.deepEqual(outcomes(edited), ['cached', 'cached', 'runs', 'runs', 'metadata', 'metadata', 'depends']);
    assert.equal(edited!.summary, '2 of 5 steps re-run, 1 more may; first: RUN npm ci');
    assert.deepEqual(edited!.steps[3]!.range, { start: { line: 4, character: 0 }, end: { line: 5, character: 5 } });
  });

  test('last commit → now: counts the edited text and the changed files, untracked ones too', async () => {
    commit();
    assert.equal((await ask('lastCommit'))!.summary, 'All 5 steps come from the cache');
    await change('src/a.js', '2');
    const changed = await ask('lastCommit');
    assert.deepEqual(outcomes(changed), ['cached', 'cached', 'cached', 'runs', 'metadata', 'metadata', 'depends']);
    assert.equal(changed!.summary, '1 of 5 steps re-run, 1 more may; first: COPY src (src/a.js)');
    assert.deepEqual(changed!.steps[3]!.files, ['src/a.js']);
    await change('src/new.js', '');
    assert.deepEqual((await ask('lastCommit'))!.steps[3]!.files, ['src/a.js', 'src/new.js']);
    await server.change(uri, 2, dockerfile.replace('npm install', 'npm ci'));
    assert.equal(outcomes(await ask('lastCommit'))[2], 'runs');
  });

  test('the files changed since the last commit: the edited Dockerfile counts on both sides', async () => {
    commit();
    await server.change(uri, 2, `FROM a\nCOPY . .\nRUN edited\n`);
    assert.deepEqual(outcomes(await ask('changedFiles')), ['cached', 'cached']);
    await change('ignored', 'never sent');
    assert.deepEqual(outcomes(await ask('changedFiles')), ['cached', 'cached']);
    await change('src/a.js', '2');
    const changed = await ask('changedFiles');
    assert.deepEqual(outcomes(changed), ['runs', 'runs']);
    assert.deepEqual(changed!.steps[0]!.files, ['src/a.js']);
  });

  test('a COPY of everything takes the edited Dockerfile too, and a saved one when it is the committed one again', async () => {
    const all = 'FROM a\nCOPY . .\n';
    workspace.write('Dockerfile', all);
    await server.change(uri, 2, all);
    commit();
    assert.deepEqual(outcomes(await ask('lastCommit')), ['cached']);
    await server.change(uri, 3, `${all}# a comment\n`);
    assert.deepEqual((await ask('lastCommit'))!.steps[0]!.files, ['Dockerfile']);
    assert.deepEqual((await ask('thisFile'))!.steps[0]!.files, ['Dockerfile']);
    await server.change(uri, 4, all);
    assert.deepEqual(outcomes(await ask('lastCommit')), ['cached']);
  });

  test('says that it cannot see changes in .git, where a step takes it and git tells what there is', async () => {
    const all = 'FROM a\nCOPY src /src\nCOPY . .\nCOPY .git/HEAD /head\nRUN b\n';
    workspace.write('Dockerfile', all);
    await server.change(uri, 2, all);
    commit();
    const unseen = await ask('lastCommit');
    assert.equal(unseen!.summary, 'All 4 steps come from the cache; changes in .git are not seen');
    const isTold = (preview: CachePreview | null): boolean[] => preview!.steps.map(({ because }) => because.includes('reads the folder .git, which changes with every commit'));
    assert.deepEqual(isTold(unseen), [false, true, false, false]);
    assert.deepEqual(isTold(await ask('thisFile')), [false, false, false, false], 'the disk is read whole');
    await change('.dockerignore', '.git\n');
    const ignored = await ask('lastCommit');
    assert.match(ignored!.summary, /^3 of 4 steps re-run; first: COPY \. \. \(\.dockerignore\)$/);
    assert.deepEqual(isTold(ignored), [false, false, false, false]);
  });

  test('a COPY from another place is compared by what lies there', async () => {
    for (const [place, text] of [['src', '1'], ['same', '1'], ['other', '2']] as const) workspace.write(`${place}/copied.js`, text);
    const from = (place: string): string => `FROM a\nCOPY ${place}/copied.js .\nRUN b\n`;
    workspace.write('Dockerfile', from('src'));
    await server.change(uri, 2, from('same'));
    assert.deepEqual(outcomes(await ask('thisFile')), ['cached', 'cached']);
    await server.change(uri, 3, from('other'));
    const other = await ask('thisFile');
    assert.deepEqual([outcomes(other), other!.steps[0]!.files], [['runs', 'runs'], ['other/copied.js', 'src/copied.js']]);
  });

  test('an ignore file counts as the editor has it, before it is saved', async () => {
    const all = 'FROM a\nCOPY . .\n';
    workspace.write('Dockerfile', all);
    await server.change(uri, 2, all);
    commit();
    const ignoreFile = workspace.uri('.dockerignore');
    await server.open(ignoreFile, 'ignore', 'ignored\n');
    await ask('lastCommit');
    const told = new Promise((resolve) => server.connection.onNotification(cachePreviewOutdated, (params) => resolve(params.uri)));
    await server.change(ignoreFile, 2, 'ignored\n.dockerignore\nsrc\n');
    assert.equal(await told, uri);
    assert.deepEqual((await ask('lastCommit'))!.steps[0]!.files, ['.dockerignore', 'src', 'src/a.js', 'src/b.js']);
    await server.change(ignoreFile, 3, 'ignored\n# a comment\n');
    await once(server);
    assert.deepEqual((await ask('lastCommit'))!.steps[0]!.files, ['.dockerignore']);
  });

  test('says in one line why there is no prediction', async () => {
    const none = async (comparison: CacheComparison, trusted?: boolean): Promise<string> => {
      const preview = await ask(comparison, trusted);
      assert.ok(preview!.isProblem);
      assert.deepEqual(preview!.steps, []);
      return preview!.summary;
    };
    assert.match(await none('lastCommit', false), /^Restricted Mode runs no git/);
    assert.match(await none('lastCommit'), /git repository/);
    workspace.git('init', '--quiet');
    assert.match(await none('changedFiles'), /no commit yet/);
    assert.equal((await ask('thisFile', false))!.isProblem, false);
  });

  test('an unsaved file has no context, a closed one no preview, a missing saved file a reason', async () => {
    await server.open('untitled:a', 'dockerfile', 'FROM a\nRUN b\n');
    const untitled = await server.connection.sendRequest(cachePreviewRequest, { uri: 'untitled:a', comparison: 'thisFile', trusted: true });
    assert.match(untitled!.summary, /^Save the file/);
    assert.equal(await server.connection.sendRequest(cachePreviewRequest, { uri: workspace.uri('other'), comparison: 'thisFile', trusted: true }), null);
    const gone = workspace.uri('gone/Dockerfile');
    await server.open(gone, 'dockerfile', 'FROM a\n');
    assert.equal((await server.connection.sendRequest(cachePreviewRequest, { uri: gone, comparison: 'thisFile', trusted: true }))!.isProblem, true);
  });

  test('is not told of changes once it is over', async () => {
    await ask('thisFile');
    await server.connection.sendNotification(cachePreviewEnd, { uri });
    const second = workspace.write('other/Dockerfile', dockerfile);
    await server.open(second, 'dockerfile', dockerfile);
    await server.connection.sendRequest(cachePreviewRequest, { uri: second, comparison: 'thisFile', trusted: true });
    const told: string[] = [];
    const once = new Promise<void>((resolve) => server.connection.onNotification(cachePreviewOutdated, (params) => void (told.push(params.uri), resolve())));
    const changes = ['package.json', 'other/x'].map((path): FileEvent => ({ uri: workspace.write(path, 'x'), type: FileChangeType.Changed }));
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    await once;
    assert.deepEqual(told, [second]);
  });
});
