import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { ContainerFacts, DaemonFacts, ImageFacts } from '../../server/language/graph/daemonFacts';
import { focusDiagram } from '../../server/language/graph/focus/focusDiagram';
import type { DockerGraph } from '../../server/protocol/graph';
import { syntheticFacts } from './graphFacts';

const nothing: DaemonFacts = { host: '', engineVersion: '', images: [], containers: [], leftOut: [] };

const image = (id: string, layers: readonly string[], more: Partial<ImageFacts> = {}): ImageFacts => ({ id: `sha256:${id}`, tags: [`${id}:1`], bytes: 10, created: 1, layers, ...more });

function container(id: string, imageOf: string, more: Partial<ContainerFacts> = {}): ContainerFacts {
  return { id, name: id, imageId: `sha256:${imageOf}`, imageName: imageOf, state: 'running', status: 'Up', command: '', created: 1, ...more };
}

const graphOf = (facts: Partial<DaemonFacts>): DockerGraph => buildGraph({ ...nothing, ...facts }, 'daemon');

/** The labels of the diagram's nodes, sorted. */
function shown(graph: DockerGraph, node: string): readonly string[] {
  const ids = new Set(Object.values(focusDiagram(graph, node)?.drawing.nodes ?? {}));
  return graph.nodes.filter(({ id }) => ids.has(id)).map(({ label }) => label).sort();
}

const data = { kind: 'volume', name: 'data', source: '', target: '/data', readOnly: false };
const compose = { project: 'shop', service: 'web', folder: '', files: [], isOneOff: false };
const shop = graphOf({
  images: [image('base', ['b']), image('web', ['b', 'w']), image('job', ['b', 'w', 'j']), image('other', ['o'])],
  containers: [
    container('web-1', 'web', { compose, mounts: [data], networks: [{ name: 'shop_default', id: 'n', address: '' }] }),
    container('db-1', 'job', { compose: { ...compose, service: 'db' }, networks: [{ name: 'shop_default', id: 'n', address: '' }] }),
    container('backup', 'other', { mounts: [data] }),
    container('alone', 'other'),
  ],
  volumes: [{ name: 'data', driver: 'local', created: 1, anonymous: false, composeProject: 'shop' }],
  networks: [{ id: 'n', name: 'shop_default', driver: 'bridge', scope: 'local', internal: false, created: 1, composeProject: 'shop', subnets: [] }],
});

suite('The diagram of one node and what is around it', () => {
  test('an image: its layers, its containers with what they use, and the images that share layers', () => {
    assert.deepEqual(shown(shop, 'image:sha256:web'), ['1 layer', '1 layer', '1 layer', 'base:1', 'data', 'job:1', 'shop_default', 'web-1', 'web:1']);
  });

  test('a layer: what it lies on, and the images that need it', () => {
    const top = shop.edges.find(({ from, kind }) => from === 'image:sha256:web' && kind === 'top')!.to;
    assert.deepEqual(shown(shop, top), ['1 layer', '1 layer', '1 layer', 'job:1', 'web:1']);
  });

  test('a container: image, volume, network, its project, and who mounts the same volume', () => {
    assert.deepEqual(shown(shop, 'container:web-1'), ['backup', 'data', 'db-1', 'shop_default', 'web-1', 'web:1']);
  });

  test('a project: containers, networks, volumes, images', () => {
    assert.deepEqual(shown(shop, 'project:shop'), ['data', 'db-1', 'job:1', 'shop_default', 'web-1', 'web:1']);
    assert.equal(focusDiagram(shop, 'project:shop')?.summary, 'shop (compose project) with 2 images, 2 containers, 1 volume and 1 network.');
  });

  test('a volume and a network: who uses them', () => {
    assert.deepEqual(shown(shop, 'volume:data'), ['backup', 'data', 'other:1', 'shop_default', 'web-1', 'web:1']);
    assert.deepEqual(shown(shop, 'network:n'), ['data', 'db-1', 'job:1', 'shop_default', 'web-1', 'web:1']);
  });

  test('a service, a task and a machine of a swarm: each with the others', () => {
    const graph = buildGraph(syntheticFacts({ seed: 4, images: 3, layers: 5, containers: 2, services: 2 }), 'daemon');
    const task = graph.nodes.find(({ kind }) => kind === 'task')!;
    assert.ok(shown(graph, 'service:service0').includes(task.label));
    assert.ok(shown(graph, task.id).includes('stack_web0'));
    assert.ok(shown(graph, 'machine:machine1').includes('one') || shown(graph, 'machine:machine1').includes('two'));
  });

  test('what is alone is drawn alone; what is not there is not drawn', () => {
    const lonely = graphOf({ containers: [container('c', 'gone')] });
    assert.equal(focusDiagram(lonely, 'container:c')?.summary, 'c (running), on its own.');
    for (const gone of ['container:x', 'project:x', 'project:', 'x', '']) {
      assert.equal(focusDiagram(shop, gone), undefined, gone);
    }
  });

  test('the chosen node is marked, and the picture has a title and a description', () => {
    const { mermaid } = focusDiagram(shop, 'container:web-1')!.drawing;
    assert.match(mermaid, /^ {2}class container_web_1 chosen$/m);
    assert.match(mermaid, /^ {2}accTitle: web-1$/m);
    assert.match(mermaid, /^ {2}accDescr: web-1 \(running\) with 1 image, 2 other containers, 1 volume and 1 network\.$/m);
  });

  test('never more than 40 nodes, every edge between nodes of the picture, and what is left out is counted', () => {
    const graph = buildGraph(syntheticFacts({ seed: 5, images: 80, layers: 250, containers: 150, volumes: 10, networks: 5, services: 30 }), 'daemon');
    for (const { id } of graph.nodes.filter((_, index) => index % 3 === 0)) {
      const { drawing } = focusDiagram(graph, id)!;
      const ids = Object.keys(drawing.nodes);
      assert.ok(ids.length <= 40 && ids.length > 0, id);
      assert.ok(Object.values(drawing.nodes).includes(id), id);
      assert.ok(drawing.mermaid.length < 20_000);
      for (const [, left, right] of drawing.mermaid.matchAll(/^ {2}(\w+) (?:-->|-\.-) (\w+)$/gm)) {
        assert.ok(ids.includes(left!) && ids.includes(right!));
      }
    }
    assert.match(focusDiagram(graph, graph.nodes.find(({ kind }) => kind === 'network')!.id)!.drawing.leftOut ?? '', /^\d+ images?, \d+ containers? and \d+ volumes? not in the diagram; the list holds all\.$/);
  });

  test('of many images with the same base twelve are shown, those in use first', () => {
    const images = Array.from({ length: 30 }, (_, index) => image(`i${index}`, ['b', `l${index}`], { created: index }));
    const graph = graphOf({ images: [image('base', ['b']), ...images], containers: [container('c', 'i3')] });
    const labels = shown(graph, 'image:sha256:base').filter((label) => label.startsWith('i'));
    assert.equal(labels.length, 12);
    assert.ok(labels.includes('i3:1') && labels.includes('i29:1') && !labels.includes('i0:1'));
    assert.equal(focusDiagram(graph, 'image:sha256:base')?.drawing.leftOut, '18 images not in the diagram; the list holds all.');
  });

  test('segments between which nothing of the picture branches off are one; the chosen one stays as it is', () => {
    const row = (bytes: number) => ({ createdBy: `COPY ${bytes} /`, bytes, created: 1, comment: 'buildkit.dockerfile.v0' });
    const chain = [10, 30, 20, 5];
    const images = chain.map((_, index) => image(`i${index}`, chain.slice(0, index + 1).map(String), { history: chain.slice(0, index + 1).map(row), created: index }));
    const crowd = Array.from({ length: 12 }, (_, index) => image(`crowd${index}`, ['10', '30', '20', `c${index}`], { created: 100 }));
    const graph = graphOf({ images: [...images, ...crowd] });
    const { drawing, summary } = focusDiagram(graph, 'image:sha256:i3')!;
    assert.match(drawing.mermaid, /"3 layers, 60 bytes<br\/>COPY 30 \/"/);
    assert.match(summary, /^i3:1 \(10 bytes\) with 14 segments of layers and 12 other images\.$/);
    const middle = graph.edges.find(({ from }) => from === 'image:sha256:i1')!.to;
    assert.equal(shown(graph, middle).includes('1 layer, 30 bytes'), true);
    const ids = new Set(Object.keys(drawing.nodes));
    for (const [, left, right] of drawing.mermaid.matchAll(/^ {2}(\w+) --> (\w+)$/gm)) assert.ok(ids.has(left!) && ids.has(right!));
    assert.equal(drawing.mermaid.match(/-->/g)?.length, 13 + 13);
  });

  test('the same graph gives the same text, in whatever order the daemon told it', () => {
    const facts = syntheticFacts({ seed: 6, images: 30, layers: 90, containers: 20, volumes: 4, networks: 4 });
    const turned = { ...facts, images: [...facts.images].reverse(), containers: [...facts.containers].reverse() };
    const id = `image:${facts.images[3]!.id}`;
    assert.deepEqual(focusDiagram(buildGraph(facts, 'daemon'), id), focusDiagram(buildGraph(turned, 'daemon'), id));
  });

  test('127 layers, and an edge that leads back to itself, end', () => {
    const chain = Array.from({ length: 127 }, (_, index) => `l${index}`);
    const graph = graphOf({ images: chain.map((_, index) => image(`i${index}`, chain.slice(0, index + 1))) });
    assert.match(focusDiagram(graph, 'image:sha256:i126')!.drawing.leftOut ?? '', /segments of layers/);
    const layer = graph.nodes.find(({ kind }) => kind === 'layer')!.id;
    assert.ok(focusDiagram({ ...graph, edges: [...graph.edges, { from: layer, to: layer, kind: 'on' }] }, layer));
  });

  for (const name of ['a"]; click x "javascript:alert(1)"', '%%{init: {"theme":"dark"}}%%', '<img src=x onerror=alert(1)>', 'x\naccDescr { y }', 'end', '};\n  class x y']) {
    test(`${JSON.stringify(name)} stays inside its label, title and description`, () => {
      const graph = graphOf({ containers: [container('c', 'x', { name, compose: { ...compose, project: name } })], volumes: [{ name, driver: 'local', created: 1, anonymous: false, composeProject: name }] });
      for (const node of ['container:c', `project:${name}`, `volume:${name}`]) {
        const lines = focusDiagram(graph, node)!.drawing.mermaid.trimEnd().split('\n');
        assert.equal(lines[0], 'flowchart LR');
        for (const line of lines.slice(1)) {
          assert.match(line, /^ {2}(?:(?:accTitle|accDescr): [^\n"<>%`{}]*|\w+(?:\("|\[\(")[^\n"<>%`{}]*(?:<br\/>[^\n"<>%`{}]*)?(?:"\)|"\)\]):::\w+|\w+ (?:-->|-\.-) \w+|class \w+ chosen)$/);
        }
      }
    });
  }
});
