import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { ContainerFacts, DaemonFacts, ImageFacts } from '../../server/language/graph/daemonFacts';
import { outline, outlineText, summarize } from '../../server/language/graph/describe';
import { toDot } from '../../server/language/graph/toDot';
import { toMermaid } from '../../server/language/graph/toMermaid';
import type { DockerGraph } from '../../server/protocol/graph';

/** Facts recorded from a real daemon. Tests run in the project's top folder. */
const sample = JSON.parse(readFileSync(join('content', 'graph-sample.json'), 'utf8')) as DaemonFacts;

function image(id: string, layers: readonly string[], more: Partial<ImageFacts> = {}): ImageFacts {
  return { id: `sha256:${id}`, tags: [`${id}:1`], bytes: 1000, created: 1, layers, ...more };
}

function container(id: string, imageId: string, more: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    id,
    name: id,
    imageId: `sha256:${imageId}`,
    imageName: imageId,
    state: 'running',
    status: 'Up 2 minutes',
    command: 'sleep 1',
    created: 1,
    ...more,
  };
}

function graphOf(images: readonly ImageFacts[], containers: readonly ContainerFacts[] = []): DockerGraph {
  return buildGraph({ host: 'unix:///x', engineVersion: '1', images, containers, leftOut: [] }, 'daemon');
}

const layersOf = (graph: DockerGraph) => graph.nodes.filter((node) => node.kind === 'layer');

suite('The graph that daemon facts make', () => {
  test('images that begin with the same layers share one node for them', () => {
    const graph = graphOf([image('a', ['x', 'y', 'z']), image('b', ['x', 'y', 'w', 'v'])]);
    assert.deepEqual(layersOf(graph).map(({ layers }) => layers).sort(), [1, 2, 2]);
    const on = graph.edges.filter(({ kind }) => kind === 'on');
    assert.equal(on.length, 2);
    assert.equal(on[0]?.to, on[1]?.to);
  });

  test('an image that ends inside another one\'s chain splits it', () => {
    const graph = graphOf([image('base', ['x']), image('app', ['x', 'y', 'z'])]);
    assert.deepEqual(layersOf(graph).map(({ layers }) => layers).sort(), [1, 2]);
  });

  test('the same layer twice in one image stays two layers', () => {
    const [layer] = layersOf(graphOf([image('a', ['empty', 'empty', 'x', 'empty'])]));
    assert.equal(layer?.layers, 4);
  });

  test('the same layer on another base is another node', () => {
    const graph = graphOf([image('a', ['x', 'same']), image('b', ['y', 'same'])]);
    const ids = layersOf(graph).map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
  });

  test('two images with the same layers stand on the same node', () => {
    const graph = graphOf([image('a', ['x']), image('b', ['x'])]);
    assert.equal(layersOf(graph).length, 1);
    assert.equal(graph.edges.filter(({ kind }) => kind === 'top').length, 2);
  });

  test('an image without layers, and a container whose image is gone, stand alone', () => {
    const graph = graphOf([image('empty', [])], [container('c', 'gone')]);
    assert.deepEqual(graph.nodes.map(({ id }) => id), ['image:sha256:empty', 'container:c']);
    assert.deepEqual(graph.edges, []);
    assert.match(outlineText(outline(graph)), /Containers \(1\)\n\s+c: running, made from gone/);
  });

  test('the order in which the daemon tells does not matter', () => {
    const reversed: DaemonFacts = { ...sample, images: [...sample.images].reverse(), containers: [...sample.containers].reverse() };
    assert.deepEqual(buildGraph(reversed, 'daemon'), buildGraph(sample, 'daemon'));
    assert.equal(toMermaid(buildGraph(reversed, 'daemon')).mermaid, toMermaid(buildGraph(sample, 'daemon')).mermaid);
  });

  test('bytes and steps are told only where the history could be matched', () => {
    const row = { createdBy: 'COPY a b # buildkit', bytes: 5, created: 1, comment: 'buildkit.dockerfile.v0' };
    const known = layersOf(graphOf([image('a', ['x'], { history: [row] })]))[0];
    assert.deepEqual([known?.bytes, known?.steps], [5, [{ instruction: 'COPY a b', bytes: 5, created: 1 }]]);
    const unknown = layersOf(graphOf([image('a', ['x', 'y'], { history: [row] })]))[0];
    assert.deepEqual([unknown?.bytes, unknown?.steps], [undefined, undefined]);
  });

  test('a container\'s command carries no secret', () => {
    const graph = graphOf([], [container('c', 'a', { command: 'serve --password=hunter2 --port 80' })]);
    const [node] = graph.nodes;
    assert.equal(node?.kind === 'container' && node.command, 'serve --password=•••• --port 80');
  });

  test('an endless list of layers is cut and says so', () => {
    const graph = graphOf([image('a', Array.from({ length: 5_000 }, (_, index) => String(index)))]);
    assert.equal(layersOf(graph)[0]?.layers, 512);
    assert.match(graph.leftOut ?? '', /more than 512 layers/);
  });
});

suite('The recorded sample', () => {
  test('is drawn with all its images and containers, every layer\'s history known', () => {
    const graph = buildGraph(sample, 'sample');
    assert.equal(summarize(graph), '12 images, 11 containers (7 running), 6 volumes, 6 networks. 24 different layers, 701 MB in all.');
    assert.ok(layersOf(graph).every(({ bytes }) => bytes !== undefined));
  });

  test('its outline tells what shares what, in words', () => {
    const text = outlineText(outline(buildGraph(sample, 'sample')));
    assert.match(text, /shop\/web:1\.5: 279 MB, 2 containers\n {4}shop\/web:latest: also its tag\n {4}shop-web-1: running\n {4}shop-web-2: running\n/);
    assert.match(text, /shop-migrate-1: exited with code 1\n/);
    assert.match(text, /shop-cron-1: paused\n/);
    assert.match(text, /1 layer, 76 MB: shared with 7 other images/);
    assert.match(text, /COPY src\/ src\/: 180 kB/);
  });

  test('DOT names every node and edge once', () => {
    const graph = buildGraph(sample, 'sample');
    const dot = toDot(graph);
    assert.equal(dot.match(/\[shape=/g)?.length, graph.nodes.length);
    assert.equal(dot.match(/ -> /g)?.length, graph.edges.length);
  });
});
