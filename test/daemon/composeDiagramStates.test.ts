/** The states in the diagram of a compose file, from a real Engine: containers with the labels that `docker compose` gives them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ComposeDiagramState } from '../../server/protocol/composeDiagram';
import { ComposeDiagramStates } from '../lsp/composeDiagramStates';
import { endOfTest, StdioServer, Workspace } from '../lsp/serverProcess';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { dockerOutput, removeEverything, startContainer } from './engine';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';

const services = ['runs', 'ended', 'failed', 'sick', 'paused', 'none', 'foreign', 'once'];
const project = `layerwise-test-${process.pid}`;
const text = `name: ${project}\nservices:\n${services.map((name) => `  ${name}:\n    image: ${busyboxImage}\n`).join('')}`;

suite('The states in a compose diagram, on a real daemon', function () {
  this.timeout(90_000);
  let proxy: RecordingProxy;
  let server: StdioServer;
  let workspace: Workspace;
  let diagrams: ComposeDiagramStates;

  setup(async () => {
    await ensureBaseImage();
    proxy = await startRecordingProxy();
    workspace = new Workspace({ 'compose.yaml': text });
    server = await StdioServer.start(undefined, { DOCKER_HOST: proxy.host });
    diagrams = new ComposeDiagramStates(server);
  });
  teardown(async () => {
    await endOfTest(server, workspace);
    await proxy.close();
    await removeEverything();
  });

  /** Starts a container as `docker compose` labels those of a service. */
  const start = (service: string, options: readonly string[], command: readonly string[], labels: Readonly<Record<string, string>> = {}): Promise<string> => {
    const all = { project, service, oneoff: 'False', 'project.working_dir': workspace.folder, 'project.config_files': join(workspace.folder, 'compose.yaml'), ...labels };
    return startContainer(busyboxImage, [...Object.entries(all).flatMap(([name, value]) => ['--label', `com.docker.compose.${name}=${value}`]), ...options], command);
  };
  const conditions = ({ nodes }: ComposeDiagramState): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(nodes.filter(({ kind }) => kind === 'service').map(({ label, state }) => [label, state?.condition]));
  const shows = (wanted: Readonly<Record<string, string>>) => (state: ComposeDiagramState) => Object.entries(wanted).every(([service, condition]) => conditions(state)[service] === condition);

  test('each container is in the state that the Engine tells, and a change arrives', async () => {
    await server.open(workspace.uri('compose.yaml'), 'dockercompose', text);
    await diagrams.watch(workspace.uri('compose.yaml'));
    await diagrams.until(({ daemonSentence }) => daemonSentence === 'Docker has no container of this project.');
    await start('runs', [], ['sleep', '300']);
    await start('ended', [], ['true']);
    await start('failed', [], ['sh', '-c', 'exit 3']);
    await start('sick', ['--health-cmd', 'false', '--health-interval', '1s', '--health-retries', '1'], ['sleep', '300']);
    const paused = await start('paused', [], ['sleep', '300']);
    await dockerOutput('pause', paused);
    await start('foreign', [], ['sleep', '300'], { 'project.working_dir': '/elsewhere', 'project.config_files': '/elsewhere/compose.yaml' });
    await start('once', [], ['sleep', '300'], { oneoff: 'True' });
    const all = { runs: 'running', ended: 'finished', failed: 'failed', sick: 'unhealthy', paused: 'paused', none: 'none', foreign: 'none', once: 'none' };
    const state = await diagrams.until(shows(all));
    assert.deepEqual(conditions(state), all);
    assert.equal(state.daemonSentence, 'Docker runs 2 of 8 services.');
    assert.match(state.nodes.find(({ label }) => label === 'failed')?.state?.sentences.join() ?? '', /: Exited \(3\) /);
    await dockerOutput('unpause', paused);
    const woken = await diagrams.until(shows({ paused: 'running' }));
    assert.equal(woken.drawing?.mermaid, state.drawing?.mermaid);
    await dockerOutput('stop', '--time', '0', paused);
    await diagrams.until(shows({ paused: 'stopped' }));
    await dockerOutput('rm', paused);
    await diagrams.until(shows({ paused: 'none' }));
  });

  test('one connection is enough for all diagrams, it only reads, and it ends with the last of them', async () => {
    // Of open documents the images of their services are asked for, too.
    const uris = [workspace.uri('compose.yaml'), workspace.write('more/compose.yaml', text)];
    for (const uri of uris) {
      await diagrams.watch(uri);
      await diagrams.until((state) => state.uri === uri && state.daemonSentence.startsWith('Docker '));
    }
    await diagrams.watch(uris[0]!, false);
    await start('runs', [], ['sleep', '300'], { 'project.working_dir': join(workspace.folder, 'more'), 'project.config_files': '' });
    const last = await diagrams.until(shows({ runs: 'running' }));
    assert.equal(last.uri, uris[1]);
    await diagrams.watch(uris[1]!, false);
    while (proxy.openConnections() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(proxy.requests.filter((line) => line.includes('/events')).length, 1);
    assert.deepEqual(proxy.requests.filter((line) => !line.startsWith('GET ') || line.includes('/images/json')), []);
  });

  test('a daemon that goes is said in one sentence, and the picture stays', async () => {
    await diagrams.watch(workspace.uri('compose.yaml'));
    const before = await diagrams.until(({ daemonSentence }) => daemonSentence.startsWith('Docker has'));
    await proxy.goAway();
    const gone = await diagrams.until(({ daemonSentence }) => daemonSentence === 'No states: Docker is not running here.');
    assert.deepEqual(gone.drawing, before.drawing);
    assert.ok(gone.nodes.every(({ state }) => state === undefined));
    await proxy.comeBack();
    await diagrams.until(({ daemonSentence }) => daemonSentence.startsWith('Docker has'));
  });
});
