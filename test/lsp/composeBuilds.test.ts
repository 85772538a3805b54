/** Dockerfiles that compose files build with another context, a target or arguments. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DidChangeWatchedFilesNotification, DocumentLinkRequest, FileChangeType } from 'vscode-languageserver-protocol/node';
import { cacheHistoryRequest } from '../../server/protocol/cacheHistory';
import { cachePreviewOutdated, cachePreviewRequest, type CacheComparison, type CachePreview } from '../../server/protocol/cachePreview';
import { dockerfileBuildsRequest } from '../../server/protocol/dockerfileBuilds';
import { GitRepository } from '../core/gitRepository';
import { layerwise } from './commandLine';
import { endOfTest, StdioServer } from './serverProcess';

const dockerfile = 'FROM node:22 AS build\nARG MODE\nCOPY src src\nRUN npm run build\nFROM build AS test\nRUN npm test\nFROM nginx\nCOPY --from=build /dist /dist\n';
const compose = `services:
  web:
    build:
      context: .
      dockerfile: docker/web/Dockerfile
  test:
    build:
      context: .
      dockerfile: docker/web/Dockerfile
      target: test
      args:
        MODE: \${MODE:-quick}
  db:
    image: postgres
`;

suite('builds that compose files ask for', () => {
  let server: StdioServer;
  let repository: GitRepository;
  let uri: string;
  setup(async () => {
    repository = new GitRepository();
    repository.commit({ 'docker/web/Dockerfile': dockerfile, 'compose.yaml': compose, 'src/a.js': '1', '.dockerignore': '*.md\n' });
    uri = pathToFileURL(join(repository.folder, 'docker', 'web', 'Dockerfile')).href;
    server = await StdioServer.start();
    await server.open(uri, 'dockerfile', dockerfile);
  });
  teardown(() => endOfTest(server, repository));

  const ask = (comparison: CacheComparison, build?: string): Promise<CachePreview | null> =>
    server.connection.sendRequest(cachePreviewRequest, { uri, comparison, trusted: true, ...(build && { build }) });
  const outcomes = (preview: CachePreview | null): string[] => preview!.steps.map(({ outcome }) => outcome);
  /** A file as a watcher sees it change; settles when the server says that the preview is outdated. */
  const change = async (path: string, text: string): Promise<void> => {
    const told = new Promise((resolve) => server.connection.onNotification(cachePreviewOutdated, resolve));
    repository.write({ [path]: text });
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: pathToFileURL(join(repository.folder, path)).href, type: FileChangeType.Changed }] });
    await told;
  };

  test('names the services with what they build with', async () => {
    assert.deepEqual(await server.connection.sendRequest(dockerfileBuildsRequest, { uri }), [
      { name: 'web of compose.yaml', detail: 'context ../..' },
      { name: 'test of compose.yaml', detail: 'context ../.., target test, argument MODE' },
    ]);
  });

  test('a preview takes context and target of the chosen service, of the first where nobody chose', async () => {
    assert.equal((await ask('lastCommit'))!.build, 'web of compose.yaml');
    await change('src/a.js', '2');
    const web = await ask('lastCommit');
    assert.deepEqual(outcomes(web), ['metadata', 'runs', 'runs', 'unused', 'depends']);
    assert.equal(web!.summary, '2 of 3 steps re-run, 1 more may; first: COPY src src (src/a.js)');
    const test = await ask('lastCommit', 'test of compose.yaml');
    assert.deepEqual([test!.build, ...outcomes(test)], ['test of compose.yaml', 'metadata', 'runs', 'runs', 'runs', 'unused']);
  });

  test('an edited compose file counts at once', async () => {
    await ask('lastCommit');
    await change('compose.yaml', 'services:\n  all:\n    build:\n      context: src\n      dockerfile: ../docker/web/Dockerfile\n');
    const preview = await ask('lastCommit');
    assert.equal(preview!.build, 'all of compose.yaml');
    await change('compose.yaml', 'services: {}\n');
    assert.equal((await ask('lastCommit'))!.build, undefined);
  });

  test('a folder by name: its changed file runs the step that takes it', async () => {
    const text = 'FROM nginx\nCOPY --from=shared lib /lib\n';
    repository.commit({ 'docker/web/Dockerfile': text, 'shared/lib/a': '1', 'compose.yaml': 'services:\n  web:\n    build:\n      context: docker/web\n      additional_contexts:\n        shared: ./shared\n' });
    await server.change(uri, 2, text);
    assert.deepEqual(outcomes(await ask('changedFiles')), ['cached']);
    await change('shared/lib/a', '2');
    const preview = await ask('changedFiles');
    assert.deepEqual(outcomes(preview), ['runs']);
    assert.deepEqual(preview!.steps[0]!.files, ['lib/a of shared']);
  });

  test('findings and links stand on the context of the compose file', async () => {
    const text = 'FROM node:22\nCOPY . .\nRUN npm ci\n';
    const copyAll = { 'package.json': '{}', 'package-lock.json': '{}', 'docker/all/Dockerfile': text };
    repository.commit({ ...copyAll, 'compose.yaml': 'services:\n  all:\n    build:\n      context: .\n      dockerfile: docker/all/Dockerfile\n' });
    const all = pathToFileURL(join(repository.folder, 'docker', 'all', 'Dockerfile')).href;
    const found = server.nextDiagnostics(all, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'copy-before-install'));
    await server.open(all, 'dockerfile', text);
    await found;
    await server.change(all, 2, 'FROM node:22\nCOPY package.json .\n');
    const links = await server.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri: all } });
    assert.ok(links?.some(({ target }) => target === pathToFileURL(join(repository.folder, 'package.json')).href), JSON.stringify(links));
  });

  test('of several builds a finding counts that all of them have', async () => {
    const text = 'FROM node:22 AS build\nRUN npm test\nFROM node:22\nRUN npm start\n';
    const service = (name: string, target: string): string => `  ${name}:\n    build:\n      context: docker/two\n${target}`;
    repository.commit({ 'docker/two/Dockerfile': text, 'compose.yaml': `services:\n${service('web', '')}` });
    const two = pathToFileURL(join(repository.folder, 'docker', 'two', 'Dockerfile')).href;
    const unused = server.nextDiagnostics(two, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'unused-stage'));
    await server.open(two, 'dockerfile', text);
    await unused;
    const gone = server.nextDiagnostics(two, ({ diagnostics }) => diagnostics.every(({ code }) => code !== 'unused-stage'));
    repository.write({ 'compose.yaml': `services:\n${service('web', '')}${service('test', '      target: build\n')}` });
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: pathToFileURL(join(repository.folder, 'compose.yaml')).href, type: FileChangeType.Changed }] });
    await gone;
  });

  test('the command line takes a build from a compose file too', async () => {
    repository.commit({ 'src/a.js': '3' });
    const { code, out } = await layerwise(repository, 'cache', '--history', '5', '--compose', 'compose.yaml', '--service', 'test');
    assert.equal(code, 0);
    assert.match(out, /ran {4}1 of 1 {2}line 6: RUN npm test/);
    const refused = await layerwise(repository, 'cache', '--history', '5', '--compose', 'compose.yaml');
    assert.equal(refused.code, 2);
    assert.match(refused.error, /compose\.yaml builds web and test: name one with --service/);
    assert.match((await layerwise(repository, 'cache', '--history', '5', '--compose', 'none.yaml')).error, /none\.yaml does not exist/);
  });

  test('a check on the command line finds what the editor finds', async () => {
    const lines = 'services:\n  all:\n    build:\n      context: .\n      dockerfile: docker/all/Dockerfile\n';
    repository.write({ 'package.json': '{}', 'package-lock.json': '{}', 'docker/all/Dockerfile': 'FROM node:22\nCOPY . .\nRUN npm ci\n' });
    assert.doesNotMatch((await layerwise(repository, 'check', 'docker/all/Dockerfile')).out, /copy-before-install/);
    repository.write({ 'compose.yaml': lines });
    assert.match((await layerwise(repository, 'check', 'docker/all/Dockerfile')).out, /copy-before-install/);
    assert.match((await layerwise(repository, 'check', '.')).out, /docker\/all\/Dockerfile.*copy-before-install/);
  });

  test('the history is that of the service, and its report says so', async () => {
    repository.commit({ 'src/a.js': '3' });
    const { report } = (await server.connection.sendRequest(cacheHistoryRequest, { uri, commits: 10, report: true, build: 'test of compose.yaml' }))!;
    assert.match(report!, /Context, target and arguments are those of test of compose\.yaml\./);
    assert.match(report!, /\| 1 of 1 \| 6 \|/);
  });
});
