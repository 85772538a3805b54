/** A daemon full of images and containers: what the graph says of them against what the docker command says. */
import assert from 'node:assert/strict';
import Docker from 'dockerode';
import type { ContainerNode, DockerGraph, GraphNode, ImageNode, LayerNode } from '../../server/protocol/graph';
import type { DiskUsage } from '../../server/protocol/graphDetails';
import { dockerHost, dockerOutput, removeEverything } from './engine';
import { GraphClient } from './graphClient';
import { fillDaemon, isUncertain, type LargeDaemon } from './largeDaemon';

/** All of them take minutes; together with the other suites a part shows the same. */
const isWhole = process.env['LAYERWISE_EVERY_SCENARIO'] === '1';
const size = isWhole ? { images: 300, containers: 60 } : { images: 60, containers: 20 };

interface ListedImage {
  readonly ID: string;
  readonly Repository: string;
  readonly Tag: string;
}

interface DiskAnswer {
  readonly LayersSize: number;
  readonly Images: readonly { readonly Id: string; readonly Size: number; readonly SharedSize: number }[];
  readonly Volumes: readonly { readonly Name: string; readonly UsageData: { readonly Size: number } }[];
}

suite('A large daemon', function () {
  this.timeout(600_000);
  let daemon: LargeDaemon;
  let client: GraphClient;
  let graph: DockerGraph;
  let disk: DiskAnswer;
  const nodes = <Kind extends GraphNode['kind']>(kind: Kind): Extract<GraphNode, { kind: Kind }>[] =>
    graph.nodes.filter((node): node is Extract<GraphNode, { kind: Kind }> => node.kind === kind);

  suiteSetup(async () => {
    await removeEverything();
    daemon = await fillDaemon(size);
    client = new GraphClient(dockerHost());
    await client.start();
    const state = await client.ask();
    assert.equal(state.problem, undefined);
    graph = state.graph!;
    disk = (await new Docker({ socketPath: dockerHost().replace(/^unix:\/\//, '') }).df()) as DiskAnswer;
  });
  suiteTeardown(async () => {
    await client?.end();
    await daemon?.remove();
    await removeEverything();
  });

  test('the images are those of `docker images`, each with its tags', async () => {
    const listed = await table<ListedImage>('images', '--no-trunc');
    const tags = new Map<string, string[]>();
    for (const { ID, Repository, Tag } of listed) tags.set(ID, [...(tags.get(ID) ?? []), ...(Tag === '<none>' ? [] : [`${Repository}:${Tag}`])].sort());
    assert.ok(tags.size >= size.images);
    assert.deepEqual(Object.fromEntries(nodes('image').map((image) => [image.id.slice('image:'.length), image.tags])), Object.fromEntries(tags));
    assert.equal(graph.leftOut, undefined);
  });

  test('the containers are those of `docker ps --all`: name, state, exit code, image and ports', async () => {
    const listed = await table<{ ID: string; Names: string; State: string; Status: string; Image: string }>('ps', '--all', '--no-trunc');
    const exitCode = (status: string): number | undefined => (/^Exited \((\d+)\)/.test(status) ? Number(/\((\d+)\)/.exec(status)![1]) : undefined);
    const expected = Object.fromEntries(listed.map(({ ID, Names, State, Status, Image }) => [ID, [Names, State, exitCode(Status), Image]]));
    const found = Object.fromEntries(nodes('container').map((node) => [node.id.slice('container:'.length), [node.name, node.state, node.exitCode, node.imageName]]));
    assert.deepEqual(found, expected);
    assert.deepEqual(new Set(nodes('container').map(({ state }) => state)), new Set(['created', 'running', 'paused', 'exited']));
  });

  test('each container stands on the image that `docker inspect` names', async () => {
    const lines = (await dockerOutput('inspect', '--format', '{{.Id}} {{.Image}}', ...daemon.containers)).split('\n');
    const runs = new Map(graph.edges.filter(({ kind }) => kind === 'runs').map(({ from, to }) => [from, to]));
    for (const line of lines) {
      const [container, image] = line.split(' ');
      assert.equal(runs.get(`container:${container}`), `image:${image}`);
    }
  });

  test('volumes and networks are those that `docker` lists, joined to the containers that use them', async () => {
    assert.deepEqual(nodes('volume').map(({ name }) => name).sort(), (await dockerOutput('volume', 'ls', '--quiet')).split('\n').sort());
    assert.deepEqual(nodes('network').map(({ id }) => id).sort(), (await dockerOutput('network', 'ls', '--quiet', '--no-trunc')).split('\n').map((id) => `network:${id}`).sort());
    const format = '{{.Id}}{{range .Mounts}}{{if eq .Type "volume"}} {{.Name}}{{end}}{{end}}';
    const lines = (await dockerOutput('inspect', '--format', format, ...daemon.containers)).split('\n').map((line) => line.split(' '));
    const expected = lines.flatMap(([container, ...volumes]) => volumes.map((volume) => `container:${container} volume:${volume}`));
    assert.deepEqual(graph.edges.filter(({ kind }) => kind === 'mounts').map(({ from, to }) => `${from} ${to}`).sort(), expected.sort());
    const running = (await dockerOutput('inspect', '--format', '{{.Id}}{{range .NetworkSettings.Networks}} {{.NetworkID}}{{end}}', ...daemon.containers)).split('\n');
    const joined = running.map((line) => line.split(' ')).flatMap(([container, ...ids]) => ids.filter(Boolean).map((id) => `container:${container} network:${id}`));
    const joins = new Set(graph.edges.filter(({ kind }) => kind === 'joins').map(({ from, to }) => `${from} ${to}`));
    assert.deepEqual(joined.filter((edge) => !joins.has(edge)), []);
  });

  test('layers are counted as `docker inspect` does, and images share those that are the same from the base up', async () => {
    const listed = await diffIdsOf(nodes('image').map(({ id }) => id.slice('image:'.length)));
    for (const [id, diffIds] of listed) {
      assert.equal((graph.nodes.find((node) => node.id === `image:${id}`) as ImageNode).layers, diffIds.length, id);
      assert.equal(layersOf(graph, `image:${id}`).reduce((sum, layer) => sum + layer.layers, 0), diffIds.length, id);
    }
    assert.equal(nodes('layer').reduce((sum, { layers }) => sum + layers, 0), countChains(listed).size);
  });

  test('the bytes and instructions of layers are those of `docker history`', async () => {
    const images = nodes('image').filter((_, index) => index % 5 === 0);
    let compared = 0;
    for (const image of images) {
      const rows = await table<{ Size: string }>('history', '--no-trunc', '--human=false', image.id.slice('image:'.length));
      const told = rows.reduce((sum, { Size }) => sum + Number(Size), 0);
      const layers = layersOf(graph, image.id);
      if (layers.some(({ steps }) => steps === undefined)) continue;
      assert.ok(layers.every(({ steps, layers: count }) => steps?.length === count), image.label);
      assert.equal(layers.reduce((sum, { bytes }) => sum + (bytes ?? Number.NaN), 0), told, image.label);
      compared += 1;
    }
    assert.ok(compared > images.length / 2, `${compared} of ${images.length} images could be compared`);
  });

  test('size, own and shared bytes of each image are those of `docker system df --verbose`; what cannot be told is not told', async () => {
    const unknown = new Set(daemon.built.filter((tag, index) => tag.endsWith(':legacy') && isUncertain(Math.floor(index / 2))));
    const told = disk.Images.flatMap((row) => {
      const image = graph.nodes.find(({ id }) => id === `image:${row.Id}`) as ImageNode;
      assert.equal(image.bytes, row.Size, image.label);
      assert.ok(image.sharedBytes !== undefined || image.tags.some((tag) => unknown.has(tag)), `${image.label} is unknown`);
      return image.sharedBytes === undefined ? [] : [{ ...row, image, sharedBytes: image.sharedBytes }];
    });
    if ((await dockerOutput('info', '--format', '{{json .DriverStatus}}')).includes('io.containerd.snapshotter')) {
      // This store counts the packed layers beside the unpacked ones: sizes are larger than what a history adds up to.
      assert.deepEqual(told.filter(({ image, sharedBytes, Size }) => image.ownBytes! + sharedBytes > Size).map(({ image }) => image.label), []);
      return;
    }
    assert.deepEqual(told.filter(({ image, sharedBytes, Size }) => image.ownBytes !== Size - sharedBytes).map(({ image }) => image.label), []);
    const differing = told.filter(({ sharedBytes, SharedSize }) => sharedBytes !== SharedSize);
    // Some Engines count what the legacy builder left between its steps as images that share, though no list shows them.
    const all = await diffIdsOf((await dockerOutput('images', '--all', '--quiet', '--no-trunc')).split('\n'));
    const needed = countChains(all);
    const sharedWithSteps = ({ id }: ImageNode): number => {
      const bytes = layersOf(graph, id).reverse().flatMap(({ steps }) => steps?.map((step) => step.bytes) ?? []);
      return chainsOf(all.get(id.slice('image:'.length))!).reduce((sum, chain, index) => sum + (needed.get(chain)! > 1 ? bytes[index]! : 0), 0);
    };
    const withSteps = differing.length === 0 ? [] : told.filter(({ image, SharedSize }) => sharedWithSteps(image) !== SharedSize);
    assert.deepEqual(withSteps.map(({ image, sharedBytes, SharedSize }) => `${image.label}: ${sharedBytes} shared, ${SharedSize} by the daemon`), []);
  });

  test('the disk view adds up to what the daemon counts', async () => {
    const usage = (await client.disk()) as DiskUsage;
    assert.equal(usage.layerBytes, disk.LayersSize);
    assert.equal(usage.volumeBytes, disk.Volumes.reduce((sum, { UsageData }) => sum + Math.max(0, UsageData.Size), 0));
    const images = new Map(usage.rows.filter(({ kind }) => kind === 'image').map((row) => [row.node, row]));
    assert.equal(images.size, nodes('image').length);
    const used = new Set(graph.edges.filter(({ kind }) => kind === 'runs').map(({ to }) => to));
    for (const [node, row] of images) assert.equal(row.freedBytes === 0 || !used.has(node), true, `${row.label} is in use`);
  });

  test('every node has words: a label on one line, details, and for an image, a container or a volume a diagram', async () => {
    for (const { label, note } of graph.nodes) {
      assert.match(label, /^[^\p{Cc}\p{Bidi_Control}]{1,120}$/u);
      assert.match(note, /^[^\p{Cc}\p{Bidi_Control}]{0,120}$/u);
    }
    for (const kind of ['image', 'container', 'volume', 'network', 'layer'] as const) {
      const [first] = nodes(kind);
      const details = await client.details(first!.id);
      assert.equal(details?.node, first!.id);
      assert.ok(details!.facts.length > 0);
    }
    const focus = await client.focus(nodes('container').find(({ state }: ContainerNode) => state === 'running')!.id);
    assert.match(focus?.drawing.mermaid ?? '', /^flowchart/m);
  });
});

/** A command's table, one object for each row. */
async function table<Row>(...args: readonly string[]): Promise<readonly Row[]> {
  const text = await dockerOutput(...args, '--format', '{{json .}}');
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Row);
}

async function linesForEach(ids: readonly string[], command: (some: readonly string[]) => readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let at = 0; at < ids.length; at += 50) lines.push(...(await dockerOutput(...command(ids.slice(at, at + 50)))).split('\n'));
  return lines;
}

/** The layers of images as the daemon names them, base first, by image id. */
async function diffIdsOf(images: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = await linesForEach([...new Set(images)], (some) => ['inspect', '--format', '{{.Id}}{{range .RootFS.Layers}} {{.}}{{end}}', ...some]);
  return new Map(lines.map((line) => line.split(' ')).map(([id, ...diffIds]) => [id!, diffIds]));
}

/** Each layer with all below it, base first. */
function chainsOf(diffIds: readonly string[]): readonly string[] {
  return diffIds.map((_, index) => diffIds.slice(0, index + 1).join());
}

/** How many images have each chain. */
function countChains(images: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const chain of [...images.values()].flatMap(chainsOf)) counts.set(chain, (counts.get(chain) ?? 0) + 1);
  return counts;
}

/** The layer nodes below an image, top first. */
function layersOf(graph: DockerGraph, image: string): LayerNode[] {
  const below = new Map(graph.edges.filter(({ kind }) => kind === 'top' || kind === 'on').map(({ from, to }) => [from, to]));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const layers: LayerNode[] = [];
  for (let id = below.get(image); id !== undefined; id = below.get(id)) layers.push(byId.get(id) as LayerNode);
  return layers;
}
