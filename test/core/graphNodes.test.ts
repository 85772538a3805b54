import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { ContainerFacts, DaemonFacts, HistoryRow, ImageFacts } from '../../server/language/graph/daemonFacts';
import { diskUsage } from '../../server/language/graph/disk/diskUsage';
import type { GraphNode } from '../../server/protocol/graph';
import { syntheticFacts } from './graphFacts';

const nothing: DaemonFacts = { host: 'unix:///x', engineVersion: '1', images: [], containers: [], leftOut: [] };

const row = (bytes: number): HistoryRow => ({ createdBy: 'COPY a b # buildkit', bytes, created: 1, comment: 'buildkit.dockerfile.v0' });

/** An image whose layers are named with their sizes: `x:10`. */
function image(id: string, layers: readonly string[], more: Partial<ImageFacts> = {}): ImageFacts {
  const sizes = layers.map((layer) => Number(layer.split(':')[1]));
  return { id: `sha256:${id}`, tags: [`${id}:1`], bytes: sizes.reduce((a, b) => a + b, 0), created: 1, layers, history: sizes.map(row), ...more };
}

function container(id: string, more: Partial<ContainerFacts> = {}): ContainerFacts {
  const words = { imageId: 'sha256:a', imageName: 'a:1', state: 'running', status: 'Up 2 minutes', command: 'sleep 1', created: 1 };
  return { id, name: id, ...words, ...more };
}

function nodesOf<Kind extends GraphNode['kind']>(facts: Partial<DaemonFacts>, kind: Kind): Extract<GraphNode, { kind: Kind }>[] {
  return buildGraph({ ...nothing, ...facts }, 'daemon').nodes.filter((node): node is Extract<GraphNode, { kind: Kind }> => node.kind === kind);
}

suite('What images share', () => {
  const sizes = (...images: ImageFacts[]) => nodesOf({ images }, 'image').map(({ ownBytes, sharedBytes }) => [ownBytes, sharedBytes]);

  test('layers that begin both are shared, the rest is its own', () => {
    assert.deepEqual(sizes(image('a', ['x:10', 'y:20']), image('b', ['x:10', 'z:5'])), [[20, 10], [5, 10]]);
  });

  test('an image that is another one\'s base shares all it has', () => {
    assert.deepEqual(sizes(image('a', ['x:10']), image('b', ['x:10', 'z:5'])), [[0, 10], [5, 10]]);
  });

  test('the same layer on another base is not shared', () => {
    assert.deepEqual(sizes(image('a', ['x:10', 's:7']), image('b', ['y:1', 's:7'])), [[17, 0], [8, 0]]);
  });

  test('the same layer twice in one image counts twice, and is shared with nobody', () => {
    assert.deepEqual(sizes(image('a', ['e:3', 'e:3', 'x:10'])), [[16, 0]]);
  });

  test('two tags of one image are one image, no layers are no bytes', () => {
    assert.deepEqual(sizes(image('a', ['x:10'], { tags: ['b:2', 'a:1'] })), [[10, 0]]);
    assert.deepEqual(sizes(image('a', [])), [[0, 0]]);
  });

  test('127 layers are all counted', () => {
    const layers = Array.from({ length: 127 }, (_, index) => `l${index}:1`);
    assert.deepEqual(sizes(image('a', layers), image('b', layers.slice(0, 100))), [[27, 100], [0, 100]]);
  });

  test('without a history nothing is claimed; another image\'s history tells of the shared layers', () => {
    assert.deepEqual(sizes(image('a', ['x:10', 'y:20'], { history: [] }), image('b', ['x:10'])), [[undefined, undefined], [0, 10]]);
    assert.deepEqual(sizes(image('a', ['x:10'], { history: undefined }), image('b', ['x:10', 'y:1'])), [[0, 10], [1, 10]]);
  });

  test('own layers and each shared layer once are all the bytes of all layers', () => {
    const graph = buildGraph(syntheticFacts({ seed: 3, images: 60, layers: 200, containers: 0 }), 'daemon');
    const images = graph.nodes.filter((node) => node.kind === 'image');
    const layers = graph.nodes.filter((node) => node.kind === 'layer');
    const own = images.reduce((sum, { ownBytes = NaN }) => sum + ownBytes, 0);
    const shared = layers.filter((layer) => layer.images > 1).reduce((sum, { bytes = NaN }) => sum + bytes, 0);
    assert.equal(own + shared, layers.reduce((sum, { bytes = NaN }) => sum + bytes, 0));
    assert.ok(images.every(({ ownBytes = NaN, sharedBytes = NaN, bytes }) => ownBytes + sharedBytes === bytes));
  });

  test('a layer knows how many images need it', () => {
    const layers = nodesOf({ images: [image('a', ['x:10']), image('b', ['x:10', 'y:1']), image('c', ['x:10', 'y:1', 'z:1'])] }, 'layer');
    assert.deepEqual(layers.map(({ images }) => images).sort(), [1, 2, 3]);
  });
});

suite('Where not all is known', () => {
  const volumes = [{ name: 'data', driver: 'local', created: 1, anonymous: false }];
  const facts = { images: [image('a', ['x:10'], { tags: [] })], volumes };

  test('without all images nothing is called an image\'s own, and nothing is said to be freed', () => {
    const [node] = nodesOf({ ...facts, incomplete: ['images'] }, 'image');
    assert.deepEqual([node?.ownBytes, node?.sharedBytes, node?.cues], [undefined, undefined, ['dangling-image', 'unused-image']]);
    const { rows, danglingBytes, unusedBytes } = diskUsage({ ...nothing, ...facts, incomplete: ['images'] });
    assert.deepEqual([rows[0]?.freedBytes, rows[0]?.heldBy, danglingBytes, unusedBytes], [0, 'not all images and containers are known', undefined, undefined]);
  });

  test('without all containers nothing is called unused', () => {
    assert.deepEqual(nodesOf({ ...facts, incomplete: ['containers'] }, 'image')[0]?.cues, ['dangling-image']);
    assert.deepEqual(nodesOf({ ...facts, incomplete: ['containers'] }, 'volume')[0]?.cues, undefined);
    assert.deepEqual(nodesOf(facts, 'volume')[0]?.cues, ['unused-volume']);
  });
});

suite('The words and facts of nodes', () => {
  test('an image: all tags, sorted; its size; how many containers were made from it', () => {
    const [node] = nodesOf({ images: [image('a', ['x:10'], { tags: ['web:2', 'web:1'] })], containers: [container('c'), container('d')] }, 'image');
    assert.deepEqual([node?.label, node?.note, node?.tags, node?.layers, node?.containers], ['web:1', '10 bytes, and 1 more tag', ['web:1', 'web:2'], 1, 2]);
  });

  test('an image without a tag is named by its digest where it was pulled, else by its id', () => {
    const digest = `web@sha256:${'1234567890abcdef'.repeat(4)}`;
    const [pulled, built] = nodesOf({ images: [image('a', [], { tags: [], digests: [digest] }), image('b'.repeat(64), [], { tags: [] })] }, 'image');
    assert.deepEqual([pulled?.label, built?.label], ['web@sha256:1234567890ab', 'untagged bbbbbbbbbbbb']);
  });

  test('a layer: how many and how large, and the step that is the largest', () => {
    const history = [row(1), { ...row(5), createdBy: 'RUN /bin/sh -c npm ci # buildkit' }];
    const [node] = nodesOf({ images: [image('a', ['x:1', 'y:5'], { history })] }, 'layer');
    assert.deepEqual([node?.label, node?.note, node?.bytes], ['2 layers, 6 bytes', 'RUN npm ci', 6]);
  });

  test('a container: state, health, exit code, project and service', () => {
    const compose = { project: 'shop', service: 'web', folder: '', files: [], isOneOff: false };
    const [healthy, ended, dead] = nodesOf(
      {
        containers: [
          container('a', { status: 'Up 2 minutes (healthy)', compose }),
          container('b', { state: 'exited', status: 'Exited (137) 1 hour ago' }),
          container('c', { state: 'dead', status: 'Dead', name: '' }),
        ],
      },
      'container',
    );
    assert.deepEqual([healthy?.health, healthy?.project, healthy?.service, healthy?.note], ['healthy', 'shop', 'web', 'running, healthy']);
    assert.deepEqual([ended?.exitCode, ended?.note, ended?.health], [137, 'exited with code 137', undefined]);
    assert.deepEqual([dead?.exitCode, dead?.label, dead?.note], [undefined, 'c', 'dead']);
  });

  test('ports are sorted by number, say where they are bound, and end', () => {
    const ports = [
      { containerPort: 443, protocol: 'tcp' },
      { containerPort: 80, protocol: 'tcp', hostAddress: '::', hostPort: 8080 },
      { containerPort: 80, protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 8080 },
    ];
    const [node, range] = nodesOf(
      { containers: [container('a', { ports }), container('b', { ports: Array.from({ length: 5_000 }, (_, index) => ({ containerPort: index, protocol: 'udp' })) })] },
      'container',
    );
    assert.deepEqual(node?.ports, ['0.0.0.0:8080 → 80/tcp', '[::]:8080 → 80/tcp', '443/tcp']);
    assert.deepEqual([range?.ports.length, range?.ports.at(-1)], [101, 'and 4900 more']);
  });

  test('volumes and networks know their containers; a container that never ran is found by the network\'s name', () => {
    const mounts = [{ kind: 'volume', name: 'data', source: '', target: '/data', readOnly: false }];
    const facts: Partial<DaemonFacts> = {
      volumes: [
        { name: 'data', driver: 'local', created: 1, anonymous: false, composeProject: 'shop' },
        { name: 'f'.repeat(64), driver: 'local', created: 1, anonymous: true },
      ],
      networks: [{ id: 'n1', name: 'bridge', driver: 'bridge', scope: 'local', internal: false, created: 1, subnets: [] }],
      containers: [
        container('a', { mounts: [...mounts, ...mounts], networks: [{ name: 'bridge', id: 'n1', address: '172.17.0.2' }] }),
        container('b', { mounts: [{ ...mounts[0]!, kind: 'bind' }], networks: [{ name: 'bridge', id: '', address: '' }] }),
      ],
    };
    const [data, anonymous] = nodesOf(facts, 'volume');
    assert.deepEqual([data?.label, data?.note, data?.project, data?.containers], ['data', 'local, 1 container', 'shop', 1]);
    assert.deepEqual([anonymous?.label, anonymous?.note], ['anonymous ffffffffffff', 'local, no container']);
    const [network] = nodesOf(facts, 'network');
    assert.deepEqual([network?.note, network?.predefined, network?.containers], ['bridge, 2 containers', true, 2]);
    const edges = buildGraph({ ...nothing, ...facts }, 'daemon').edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`);
    assert.deepEqual(edges, ['container:a joins network:n1', 'container:a mounts volume:data', 'container:b joins network:n1']);
  });

  test('a swarm: services, tasks and machines', () => {
    const swarm = {
      services: [{ id: 's', name: 'web', imageName: 'web:1', mode: 'replicated', replicas: 2 }],
      tasks: [
        { id: 't1', serviceId: 's', machineId: 'm', slot: 1, state: 'running', wantedState: 'running', error: '' },
        { id: 't2', serviceId: 's', machineId: '', slot: 2, state: 'pending', wantedState: 'running', error: 'no suitable node for --token hidden' },
      ],
      machines: [{ id: 'm', name: 'one', role: 'manager', availability: 'drain', state: 'ready' }],
    };
    const graph = buildGraph({ ...nothing, swarm, containers: [container('c', { taskId: 't1' })] }, 'daemon');
    assert.deepEqual(graph.nodes.slice(1).map(({ label, note }) => `${label}: ${note}`), ['web: 1 of 2 running', 'web.1: running', 'web.2: pending: no suitable node for --token ••••', 'one: manager, ready, drain']);
    assert.doesNotMatch(JSON.stringify(graph), /hidden/);
    assert.deepEqual(graph.edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`), [
      'task:t1 starts container:c',
      'task:t1 placed machine:m',
      'task:t1 belongs service:s',
      'task:t2 belongs service:s',
    ]);
  });

  test('no label or note has a control character, turns the text\'s direction or is endless', () => {
    const hostile = `a\u202eb\u0000c\n%%{init}%%<b>"'${'x'.repeat(4_000)}`;
    const graph = buildGraph(
      {
        ...nothing,
        images: [image('a', ['x:1'], { tags: [hostile], history: [{ ...row(1), createdBy: `RUN ${hostile}` }] })],
        containers: [container('c', { name: hostile, state: hostile, status: hostile, imageName: hostile, command: hostile })],
        volumes: [{ name: hostile, driver: hostile, created: 0, anonymous: false }],
        networks: [{ id: 'n', name: hostile, driver: hostile, scope: hostile, internal: true, created: 0, subnets: [] }],
        swarm: {
          services: [{ id: 's', name: hostile, imageName: hostile, mode: hostile }],
          tasks: [{ id: 't', serviceId: 's', machineId: '', state: hostile, wantedState: hostile, error: hostile }],
          machines: [{ id: 'm', name: hostile, role: hostile, availability: hostile, state: hostile }],
        },
      },
      'daemon',
    );
    assert.equal(graph.nodes.length, 8);
    for (const { kind, label, note } of graph.nodes) {
      assert.doesNotMatch(label + note, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/, kind);
      assert.ok(label !== '' && label.length <= 120 && note.length <= 120, `${kind}: ${label.length}, ${note.length}`);
    }
  });

  test('what a daemon names twice is drawn once', () => {
    const graph = buildGraph({ ...nothing, images: [image('a', ['x:1']), image('a', ['x:1'])], containers: [container('c'), container('c')] }, 'daemon');
    assert.deepEqual(graph.nodes.map(({ kind }) => kind), ['layer', 'image', 'container']);
  });
});
