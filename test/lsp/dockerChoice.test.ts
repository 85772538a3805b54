import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationRequest, DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { GraphState } from '../../server/protocol/graph';
import { dockerContextsRequest, graphChanged, graphRequest, graphWatch } from '../../server/protocol/messages';
import { FakeDaemon } from './fakeDaemon';
import { StdioServer, Workspace } from './serverProcess';

suite('language server: which daemon is read', () => {
  const [one, two] = [new FakeDaemon(), new FakeDaemon()];
  let configuration: Workspace;
  let server: StdioServer;
  let settings: Record<string, unknown> = {};
  let state: GraphState | undefined;
  let check: () => void = () => undefined;

  const until = (holds: (now: GraphState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => void (state !== undefined && holds(state) && resolve());
      check();
    });
  const live = (host: string) => (now: GraphState): boolean => now.graph?.source === 'daemon' && now.graph.host === host && now.problem === undefined;
  const useContext = (name: string): void => {
    configuration.write('new.json', JSON.stringify({ currentContext: name }));
    renameSync(join(configuration.folder, 'new.json'), join(configuration.folder, 'config.json'));
  };
  const set = (values: Record<string, unknown>): Promise<void> => {
    settings = values;
    return server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  };

  setup(async () => {
    await Promise.all([one.start(), two.start()]);
    configuration = new Workspace();
    for (const [name, { host }] of Object.entries({ one, two })) {
      const meta = { Name: name, Metadata: { Description: `Machine ${name}` }, Endpoints: { docker: { Host: host } } };
      configuration.write(`contexts/meta/${createHash('sha256').update(name).digest('hex')}/meta.json`, JSON.stringify(meta));
    }
    useContext('one');
    settings = {};
    state = undefined;
    server = StdioServer.spawn({ DOCKER_CONFIG: configuration.folder, DOCKER_HOST: '', DOCKER_CONTEXT: '' });
    server.connection.onRequest(ConfigurationRequest.type, () => [settings]);
    server.connection.onNotification(graphChanged, (update) => {
      state = applyGraphUpdate(state, update);
      check();
    });
    await server.initialize({ workspace: { configuration: true } });
  });
  teardown(async () => {
    await server.stop();
    await Promise.all([one.stop(), two.stop()]);
    configuration.remove();
  });
  suiteTeardown(() => Promise.all([one.end(), two.end()]));

  test('the live graph follows the settings, the address before the context', async () => {
    await server.connection.sendNotification(graphWatch, { on: true });
    await until(live(one.host));
    await set({ dockerContext: 'two' });
    await until(live(two.host));
    assert.equal((await server.connection.sendRequest(graphRequest, {})).graph?.host, two.host);
    await set({ dockerContext: 'two', dockerHost: one.host });
    await until(live(one.host));
    await set({ dockerContext: 'gone' });
    await until(({ problem }) => problem?.reason === 'bad-host');
    assert.equal(state?.problem?.host, 'docker context gone');
    await set({});
    await until(live(one.host));
    assert.equal(two.listeners(), 0);
  });

  test('the live graph follows the docker command to another context', async () => {
    await server.connection.sendNotification(graphWatch, { on: true });
    await until(live(one.host));
    useContext('two');
    await until(live(two.host));
  });

  test('lists the contexts, and says which one the docker command uses whatever the settings say', async () => {
    await set({ dockerContext: 'two' });
    const [own, ...others] = await server.connection.sendRequest(dockerContextsRequest, {});
    assert.deepEqual([own?.name, own?.current], ['default', false]);
    assert.deepEqual(others, [
      { name: 'one', host: one.host, description: 'Machine one', current: true },
      { name: 'two', host: two.host, description: 'Machine two', current: false },
    ]);
  });
});
