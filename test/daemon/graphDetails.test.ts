import assert from 'node:assert/strict';
import { join } from 'node:path';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { graphDetails } from '../../server/language/graph/details/graphDetails';
import { inspectNode } from '../../server/nodeInspections';
import type { GraphDetails } from '../../server/protocol/graphDetails';
import { readContentFolder } from '../../server/world/contentFolder';
import { connectToDaemon, type DaemonReader } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, containerArguments, createFolder, docker, dockerHost, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from './engine';
import { startRecordingProxy } from './recordingProxy';

const texts = readContentFolder(join(process.cwd(), 'content')).graph;

suite('Details of a real daemon', function () {
  this.timeout(180_000);
  const image = `${ownName}/details:1`;
  const volume = `${ownName}-details`;
  let reader: DaemonReader;
  let facts: DaemonFacts;
  const ids: Record<string, string> = {};

  /** A container that has ended, or could not be started. */
  const ended = async (name: string, options: readonly string[], ...args: readonly string[]): Promise<void> => {
    ids[name] = await dockerOutput('create', '--label', ownName, ...options, image, ...args);
    await docker(['start', ids[name]]);
    await docker(['wait', ids[name]]);
  };
  const shell = (name: string, text: string, options: readonly string[] = []): Promise<void> => ended(name, options, 'sh', '-c', text);
  const inspect = (name: string, format: string): Promise<string> => dockerOutput('inspect', '--format', format, ids[name]!);
  const until = async (name: string, format: string, wanted: string): Promise<void> => {
    for (let tries = 0; (await inspect(name, format)) !== wanted; tries += 1) {
      if (tries > 200) throw new Error(`${name} did not become ${wanted}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const detailsOf = async (node: string): Promise<GraphDetails> => {
    const told = await inspectNode(reader, node, facts);
    const details = graphDetails(node, facts, buildGraph(facts, 'daemon'), { texts, level: 'developer', now: Date.now(), shell: 'posix', docker: ['docker'], told });
    assert.ok(details, node);
    return details;
  };
  const containerOf = (name: string): Promise<GraphDetails> => detailsOf(`container:${ids[name]}`);
  const own = ({ paragraphs }: GraphDetails): string => paragraphs.slice(1).join(' ');
  const cues = ({ cues: all }: GraphDetails): readonly string[] => all.map(({ id }) => id);
  const fact = ({ facts: all }: GraphDetails, name: string): string | undefined => all.find((each) => each.name === name)?.value;

  suiteSetup(async () => {
    await ensureBaseImage();
    const folder = createFolder({
      Dockerfile: `FROM ${busyboxImage}\nWORKDIR /app\nENV API_TOKEN=do-not-show\nCOPY one.txt ./\nRUN md5sum one.txt >one.sum\nUSER 1000\nEXPOSE 80\nCMD ["sleep", "300"]\n`,
      'one.txt': 'x'.repeat(5_000),
    });
    const { ok, output } = await buildImage(folder, { tag: image, options: ['--no-cache'] });
    removeFolder(folder);
    assert.ok(ok, output);
    ids['running'] = await startContainer(image, ['--volume', `${volume}:/data`]);
    ids['root'] = await startContainer(image, ['--user', '0:0']);
    ids['unnamed'] = await startContainer(busyboxImage, [], ['sleep', '300']);
    ids['sick'] = await startContainer(image, ['--health-cmd', 'echo token=do-not-show; exit 1', '--health-interval', '1s', '--health-retries', '1']);
    ids['restarting'] = await startContainer(image, ['--restart', 'always'], ['sh', '-c', 'exit 3']);
    ids['everywhere'] = await startContainer(image, ['--publish', '80']);
    ids['here'] = await startContainer(image, ['--publish', '127.0.0.1::80']);
    ids['impatient'] = await startContainer(image, ['--stop-timeout', '1']);
    ids['killed'] = await startContainer(image);
    await dockerOutput('kill', ids['killed']);
    await shell('success', 'true');
    await shell('failure', 'exit 3');
    await shell('126', 'touch /tmp/x; /tmp/x', ['--user', '0']);
    await shell('127', 'nosuchprogram');
    await shell('139', 'sh -c \'kill -SEGV $$\'; exit $?');
    await shell('143', 'sh -c \'kill -TERM $$\'; exit $?');
    await shell('memory', 'tail /dev/zero', ['--memory', '16m', '--memory-swap', '16m']);
    await ended('missing', [], 'nosuchprogram');
    await ended('folder', [], '/app');
    await until('sick', '{{.State.Health.Status}}', 'unhealthy');
    await until('restarting', '{{.State.Status}}', 'restarting');
    reader = connectToDaemon(parseDaemonHost(dockerHost()));
    facts = await takeSnapshot(reader);
  });
  suiteTeardown(async () => {
    reader?.close();
    await removeEverything();
    await docker(['volume', 'rm', volume]);
  });

  test('each container that ended tells its code, and the cue says what it means', async () => {
    const codes = { success: 0, failure: 3, '126': 126, '127': 127, '139': 139, '143': 143, killed: 137, memory: 137 };
    for (const [name, code] of Object.entries(codes)) {
      assert.equal(await inspect(name, '{{.State.ExitCode}}'), String(code), name);
      assert.match(own(await containerOf(name)), new RegExp(`^It ended just now with code ${code}: `), name);
    }
    const ofCodes = await Promise.all(['success', 'failure', '126', '127', '139', '143', 'killed'].map(async (name) => cues(await containerOf(name))[0]));
    assert.deepEqual(ofCodes, [undefined, 'exit-code-other', 'exit-code-126', 'exit-code-127', 'exit-code-139', 'exit-code-143', 'exit-code-137']);
  });

  test('memory that ran out and a kill have the same code; the daemon tells them apart', async () => {
    assert.equal(await inspect('memory', '{{.State.OOMKilled}}'), 'true');
    assert.match(own(await containerOf('memory')), /The daemon says that memory ran out/);
    assert.deepEqual(cues(await containerOf('memory')), ['out-of-memory']);
    assert.match(own(await containerOf('killed')), /The daemon does not report that memory ran out/);
    assert.deepEqual(cues(await containerOf('killed')), ['exit-code-137']);
    assert.match(fact(await containerOf('memory'), 'Memory limit') ?? '', /^16\.8 MB$/);
  });

  test('a program that is not there, and one that is a folder', async () => {
    for (const [name, code, why] of [['missing', '127', 'executable file not found'], ['folder', '126', 'permission denied|is a directory']] as const) {
      const details = await containerOf(name);
      assert.equal(await inspect(name, '{{.State.ExitCode}}'), code);
      assert.match(own(details), new RegExp(`^The daemon could not start it and gave it the code ${code}: .*(?:${why})`));
      assert.deepEqual(cues(details), ['start-failed']);
    }
  });

  test('who it runs as, and why', async () => {
    for (const name of ['root', 'unnamed']) assert.equal(await dockerOutput('exec', ids[name]!, 'id', '-u'), '0');
    assert.match(own(await containerOf('root')), /It runs as root, because it was made with the user 0:0\./);
    assert.match(own(await containerOf('unnamed')), /It runs as root, because neither the image nor the command names a user\./);
    assert.equal(await dockerOutput('exec', ids['running']!, 'id', '-u'), '1000');
    assert.doesNotMatch(own(await containerOf('running')), /root/);
    assert.deepEqual([cues(await containerOf('root')), cues(await containerOf('running'))], [['runs-as-root'], []]);
  });

  test('a health check that fails, with what it said', async () => {
    const details = await containerOf('sick');
    assert.deepEqual(cues(details), ['unhealthy']);
    assert.match(fact(details, 'Health check') ?? '', /^unhealthy, failed \d+ times in a row$/);
    assert.equal(fact(details, 'Last output of the health check'), 'token=••••');
  });

  test('a container that ends again and again', async () => {
    const details = await containerOf('restarting');
    assert.deepEqual(cues(details), ['restarting']);
    assert.match(own(details), /with code 3: .* started it anew (?:once|\d+ times)\.$/);
    assert.equal(fact(details, 'Restart policy'), 'always');
  });

  test('a port for all addresses and one for this machine alone', async () => {
    assert.deepEqual(cues(await containerOf('everywhere')), ['published-on-all-addresses']);
    assert.deepEqual(cues(await containerOf('here')), []);
  });

  test('what runs is what the daemon started', async () => {
    for (const name of ['running', 'unnamed', 'missing']) assert.equal((await containerOf(name)).command?.line, (await containerArguments(ids[name]!)).join(' '));
    assert.match((await containerOf('running')).command?.explanation ?? '', /^CMD is the image's\. sleep is PID 1 and gets SIGTERM\./);
    assert.equal(await dockerOutput('exec', ids['running']!, 'cat', '/proc/1/comm'), 'sleep');
  });

  test('how long docker stop waits is the container\'s own', async () => {
    const command = async (name: string): Promise<string> => (await containerOf(name)).command?.explanation ?? '';
    assert.match(await command('running'), /docker stop waits 10 seconds and then kills it/);
    assert.match(await command('impatient'), /docker stop waits 1 second and then kills it/);
    await dockerOutput('stop', ids['impatient']!);
    assert.equal(await inspect('impatient', '{{.State.ExitCode}}'), '137');
  });

  test('nothing that is told holds the token of the environment or of the health check', async () => {
    for (const name of Object.keys(ids)) assert.doesNotMatch(JSON.stringify(await containerOf(name)), /do-not-show/, name);
  });

  test('the image: its layers as docker history has them', async () => {
    const id = await dockerOutput('inspect', '--format', '{{.Id}}', image);
    const { layers = [], paragraphs } = await detailsOf(`image:${id}`);
    assert.deepEqual(layers.slice(2).map(({ instruction }) => instruction), ['WORKDIR /app', 'COPY one.txt ./', 'RUN md5sum one.txt >one.sum']);
    assert.match(paragraphs[1]!, /^It has 5 layers, .* It shares .*its first 2 layers \(.*\) with \d+/);
    assert.ok(!layers.some(({ madeBy }) => madeBy));
  });

  test('the volume: where it is and who uses it', async () => {
    const details = await detailsOf(`volume:${volume}`);
    assert.equal(fact(details, 'Mount point'), `${await dockerOutput('volume', 'inspect', '--format', '{{.Mountpoint}}', volume)} on the machine of the daemon`);
    assert.match(details.paragraphs[1]!, /^1 container mounts it\. Docker does not remove it/);
    assert.notEqual((await docker(['volume', 'rm', '--force', volume])).code, 0);
  });

  test('looking commands do what they say and change nothing', async () => {
    const before = await dockerOutput('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.State}} {{.Image}}', '--filter', `id=${ids['running']}`);
    const lines = (await containerOf('running')).commands.filter(({ changes, line }) => !changes && !/--follow|--tty|docker cp/.test(line)).map(({ line }) => line);
    assert.ok(lines.length >= 5, lines.join('\n'));
    for (const line of lines) assert.equal((await docker(line.split(' ').slice(1))).code, 0, line);
    const after = await dockerOutput('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.State}} {{.Image}}', '--filter', `id=${ids['running']}`);
    assert.equal(after, before);
  });

  test('what the daemon is asked for is read only, and its silence leaves the rest', async () => {
    const proxy = await startRecordingProxy();
    const recorded = connectToDaemon(parseDaemonHost(proxy.host));
    for (const node of [`container:${ids['running']}`, `volume:${volume}`]) await inspectNode(recorded, node, facts);
    recorded.close();
    await proxy.close();
    assert.ok(proxy.requests.length >= 4);
    for (const request of proxy.requests) assert.match(request, /^GET \/(?:info|volumes|(?:containers|images)\/[\w:]+\/json) HTTP\/1\.1$/);
    const gone = await inspectNode(recorded, `container:${ids['running']}`, facts);
    assert.deepEqual(gone, {});
  });
});
