/** Images and containers as nobody wishes for them, on a real Engine: what the whole server makes of them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import type { DockerGraph, GraphNode, ImageNode } from '../../server/protocol/graph';
import { hostileTexts } from '../core/hostileFacts';
import { createFolder, docker, dockerHost, dockerOutput, ownName, removeEverything, removeFolder } from './engine';
import { GraphClient } from './graphClient';
import { loadImages, removeImages, withInput, type ArchivedImage, type ArchivedRow } from './imageArchive';
import { tarArchive } from './tarArchive';

/** As many as an Engine loads: it keeps two of 127 for the container. */
const mostLayers = 125;
/** What a label, a command and a history may hold: no Engine takes a NUL, and JSON no half of a character. */
const texts = hostileTexts.filter((text) => text.trim() !== '' && !/[\0\ud83d](?![\udc00-\udfff])/.test(text));
const created = '2024-01-01T00:00:00Z';
const layer = (name: string): Buffer => tarArchive([{ name, content: Buffer.from(name) }]);
const row = (created_by: string): ArchivedRow => ({ created, created_by });
const same = layer('same');

const plain: ArchivedImage = { tags: [], layers: [layer('one')], history: [row('COPY one /')], created, config: { Cmd: ['/one'] } };
const named = (name: string, image: Partial<ArchivedImage>): ArchivedImage => ({ ...plain, tags: [`${ownName}/odd-${name}:1`], ...image });

const images: readonly ArchivedImage[] = [
  named('deep', { layers: Array.from({ length: mostLayers }, (_, index) => layer(`deep${index}`)), history: Array.from({ length: mostLayers }, (_, index) => row(`COPY deep${index} /`)) }),
  named('no-history', { layers: [layer('a'), layer('b')], history: undefined }),
  named('same', { layers: [same, layer('other'), same, same], history: ['a', 'b', 'c', 'd'].map((name) => row(`COPY ${name} /`)) }),
  named('future', { created: '9999-12-31T23:59:59Z', history: [{ created: '9999-12-31T23:59:59Z', created_by: 'COPY one /' }] }),
  named('labels', { config: { Cmd: ['/one'], Labels: Object.fromEntries(texts.map((text, index) => [`label${index}`, text])), Env: ['API_TOKEN=do-not-show'] } }),
  ...texts.map((text, index) => named(`text-${index}`, { layers: [layer(`text${index}`)], history: [row(text)], config: { Cmd: ['/one', text], Labels: { description: text }, User: 'root', WorkingDir: `/${index}` } })),
];

suite('A real daemon with odd images and hostile texts', function () {
  this.timeout(240_000);
  let client: GraphClient;
  let graph: DockerGraph;
  const volumes = texts.map((_, index) => `${ownName}-odd-${index}`);
  const image = (name: string): ImageNode => graph.nodes.find((node): node is ImageNode => node.kind === 'image' && node.tags.includes(`${ownName}/odd-${name}:1`))!;
  const own = (): GraphNode[] => graph.nodes.filter((node) => (node.kind === 'image' && node.tags.some((tag) => tag.startsWith(`${ownName}/odd-`))) || ((node.kind === 'container' || node.kind === 'volume') && node.name.startsWith(`${ownName}-odd-`)));

  suiteSetup(async () => {
    await removeEverything();
    await loadImages(images);
    const folder = createFolder({ Dockerfile: 'FROM scratch\nLABEL only=metadata\n' });
    await dockerOutput('build', '--tag', `${ownName}/odd-empty:1`, folder);
    removeFolder(folder);
    const imported = await withInput(['import', '-', `${ownName}/odd-imported:1`], tarArchive([{ name: 'file', content: Buffer.from('x') }]));
    assert.equal(imported.code, 0, imported.output);
    for (const [index, text] of texts.entries()) {
      await dockerOutput('volume', 'create', '--label', `${ownName}=1`, '--label', `com.docker.compose.project=${text}`, volumes[index]!);
      const labels = ['project', 'service', 'project.working_dir', 'project.config_files'].flatMap((name) => ['--label', `com.docker.compose.${name}=${text}`]);
      await dockerOutput('create', '--label', ownName, '--name', `${ownName}-odd-${index}`, ...labels, '--env', 'API_TOKEN=do-not-show', '--volume', `${volumes[index]!}:/data`, `${ownName}/odd-labels:1`, '/one', text);
    }
    client = new GraphClient(dockerHost());
    await client.start();
    const state = await client.ask();
    assert.equal(state.problem, undefined);
    graph = state.graph!;
    // As in an editor: requests about a node are answered from what is followed already.
    await client.watch(true);
    await client.until((live) => live.graph?.source === 'daemon');
  });
  suiteTeardown(async () => {
    await client?.end();
    await removeEverything();
    await docker(['volume', 'rm', '--force', ...volumes]);
    await removeImages(images);
  });

  test('layers are counted right: none, one without a history, the same three times, as many as a store takes', () => {
    const counts = Object.fromEntries(['empty', 'imported', 'no-history', 'same', 'deep'].map((name) => [name, image(name).layers]));
    assert.deepEqual(counts, { empty: 0, imported: 1, 'no-history': 2, same: 4, deep: mostLayers });
    assert.ok(!graph.edges.some(({ from }) => from === image('empty').id));
  });

  test('sizes are told where a history fits, and else are unknown', () => {
    assert.equal(image('empty').ownBytes, 0);
    assert.equal(image('no-history').ownBytes, undefined);
    for (const name of ['same', 'deep', 'imported']) assert.equal(image(name).ownBytes, image(name).bytes, name);
  });

  test('labels and notes are one line each, and nothing tells the secret', async () => {
    assert.ok(own().length > 3 * texts.length);
    for (const { id, label, note } of graph.nodes) assert.match(`${label}${note}`, /^[^\p{Cc}\p{Bidi_Control}]+$/u, id);
    const details = await Promise.all(own().map(({ id }) => client.details(id)));
    assert.doesNotMatch(JSON.stringify([graph, details]), /do-not-show/);
  });

  test('each of them has details, and where it can be drawn, a diagram', async () => {
    for (const { id, label } of own()) {
      assert.equal((await client.details(id))?.node, id, label);
      assert.match((await client.focus(id))?.drawing.mermaid ?? '', /flowchart/, label);
    }
    for (const text of texts) assert.equal((await client.details(`project:${text}`))?.node, `project:${text}`);
  });

  test('a shell finds nothing but calls of docker in the commands', async () => {
    const folder = createFolder({});
    const ids = [...own().map(({ id }) => id), ...texts.map((text) => `project:${text}`)];
    const lines = new Set((await Promise.all(ids.map((id) => client.details(id)))).flatMap((details) => details?.commands.map(({ line }) => line) ?? []));
    assert.ok(lines.size > texts.length);
    for (const line of lines) {
      assert.match(line, /^[^\p{Cc}\p{Bidi_Control}]+$/u);
      const script = `docker() { printf '%s\\0' "$@" >&2; }\n${line}`;
      assert.equal(execFileSync('sh', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }), '', line);
    }
    assert.deepEqual(readdirSync(folder), []);
    removeFolder(folder);
  });
});
