import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeHistory, decodeImageList, decodeInspectedImage, decodeLayers, decodeVersion } from '../../server/world/docker/decode';
import { decodeContainerList, decodeContainerUser } from '../../server/world/docker/decodeContainers';
import { decodeEvent } from '../../server/world/docker/decodeEvent';
import { decodeMachineList, decodeServiceList, decodeTaskList } from '../../server/world/docker/decodeSwarm';
import { decodeNetworkList, decodeVolumeList } from '../../server/world/docker/decodeVolumesAndNetworks';

type Answers = Readonly<Record<string, unknown>>;

/** Each reads one kind of answer; none may throw, whatever it gets. */
const decoders: Readonly<Record<string, (answer: unknown) => unknown>> = {
  container: decodeContainerUser,
  containers: decodeContainerList,
  history: decodeHistory,
  image: (answer) => [decodeInspectedImage(answer), decodeLayers(answer)],
  images: decodeImageList,
  networks: decodeNetworkList,
  nodes: decodeMachineList,
  services: decodeServiceList,
  tasks: decodeTaskList,
  version: decodeVersion,
  volumes: decodeVolumeList,
  event: decodeEvent,
};

for (const engine of ['20.10', '26.1']) {
  suite(`The answers of Engine ${engine}, as recorded`, () => {
    const answers = JSON.parse(readFileSync(join('test', 'core', 'daemonAnswers', `engine-${engine}.json`), 'utf8')) as Answers;
    const containers = decodeContainerList(answers['containers']);
    const named = (name: string) => containers.find((each) => each.name === name);

    test('a running container: ports, mounts and networks in one order', () => {
      const web = named('shop-web-1');
      assert.deepEqual(web?.ports, [
        { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '0.0.0.0' },
        { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '::' },
        { containerPort: 81, protocol: 'udp', hostPort: 8081, hostAddress: '127.0.0.1' },
        { containerPort: 99, protocol: 'tcp' },
      ]);
      assert.deepEqual(web?.mounts?.map(({ kind, target, readOnly }) => [kind, target, readOnly]), [
        ['volume', '/data', false],
        ['bind', '/host', true],
        ['volume', '/srv', false],
      ]);
      assert.deepEqual(web?.mounts?.[0]?.name, 'shop_data');
      assert.deepEqual(web?.networks?.map(({ name }) => name), ['shop_back', 'shop_front']);
      assert.match(web?.networks?.[0]?.address ?? '', /^10\.99\.\d+\.2$/);
      assert.deepEqual([web?.compose?.project, web?.compose?.service, web?.compose?.isOneOff], ['shop', 'web', false]);
      assert.equal(web?.imageName, 'shop/web:1.4');
    });

    test('a container that was never started knows its network by name only, one that has ended has no address', () => {
      assert.deepEqual(named('never')?.networks, [{ name: 'shop_back', id: '', address: '' }]);
      const [bridge] = named('failed')?.networks ?? [];
      assert.deepEqual([bridge?.name, bridge?.address], ['bridge', '']);
      assert.match(bridge?.id ?? '', /^[0-9a-f]{64}$/);
      assert.match(named('failed')?.status ?? '', /^Exited \(137\)/);
    });

    test('the user of a container', () => assert.equal(decodeContainerUser(answers['container']), '1000:1000'));

    test('volumes with and without a name', () => {
      const volumes = decodeVolumeList(answers['volumes']);
      assert.deepEqual(volumes.find(({ name }) => name === 'shop_data')?.composeProject, 'shop');
      assert.deepEqual([...new Set(volumes.map(({ anonymous }) => anonymous))].sort(), [false, true]);
      assert.ok(volumes.every(({ created, driver }) => created > 1_700_000_000 && driver === 'local'));
    });

    test('networks', () => {
      const networks = decodeNetworkList(answers['networks']);
      const back = networks.find(({ name }) => name === 'shop_back');
      assert.deepEqual([back?.internal, back?.driver, back?.scope, back?.composeProject], [true, 'bridge', 'local', 'shop']);
      assert.match(back?.subnets.join() ?? '', /^10\.99\.\d+\.0\/24$/);
      assert.deepEqual(networks.find(({ name }) => name === 'none')?.subnets, []);
    });

    test('a swarm: services, tasks with their errors, machines, and the task of a container', () => {
      const services = decodeServiceList(answers['services']);
      assert.deepEqual(services.map(({ name, mode, replicas, imageName }) => [name, mode, replicas, imageName]), [
        ['agent', 'global', undefined, 'busybox:1'],
        ['queue', 'replicated', 2, 'busybox:1'],
      ]);
      const tasks = decodeTaskList(answers['tasks']);
      assert.deepEqual(tasks.map(({ slot }) => slot).sort(), [1, 2, undefined, undefined]);
      assert.match(tasks.find(({ state }) => state === 'failed')?.error ?? '', /exec: "\/missing"/);
      const [machine] = decodeMachineList(answers['nodes']);
      assert.deepEqual([machine?.name, machine?.role, machine?.availability, machine?.state], ['host-1', 'manager', 'active', 'ready']);
      assert.ok(tasks.every((task) => task.machineId === machine?.id && services.some(({ id }) => id === task.serviceId)));
      assert.ok(tasks.some(({ id }) => id === decodeContainerList(answers['swarmContainers'])[0]?.taskId));
    });

    test('a mode of a service that only every object has is none', () => {
      assert.deepEqual(decodeServiceList([{ ID: 's', Spec: { Mode: { constructor: {} } } }]).map(({ mode }) => mode), ['']);
    });

    test('an image inspected tells what the list tells', () => {
      const image = decodeInspectedImage(answers['image']);
      assert.deepEqual(image, decodeImageList(answers['images']).find(({ id }) => id === image?.id));
      assert.deepEqual(image?.tags, ['shop/web:1.4', 'shop/web:latest']);
      assert.equal(decodeLayers(answers['image']).length, 2);
      assert.equal(decodeHistory(answers['history'])[0]?.createdBy, 'COPY busybox /bin/ # buildkit');
    });

    test('the version', () => {
      const { engineVersion, operatingSystem } = decodeVersion(answers['version']);
      assert.ok(engineVersion.startsWith(engine));
      assert.equal(operatingSystem, 'linux');
    });

    test('any part of an answer can be missing or of another type', () => {
      const garbage: readonly unknown[] = [null, undefined, 0, -1, 'x', [], {}, [null], [[]], true, { Id: {} }, [{ Id: 'x', Ports: 'y', Names: [1] }]];
      for (const [kind, decode] of Object.entries(decoders)) {
        for (const wrong of garbage) {
          decode(wrong);
          for (const variant of withOneReplaced(answers[kind] ?? { Type: 'container', Actor: { ID: 'x' } }, wrong)) decode(variant);
        }
      }
    });
  });
}

/** The value with each of its parts, to a depth of five, replaced by another. Of a list the first entry stands for all. */
function* withOneReplaced(value: unknown, by: unknown, depth = 5): Generator<unknown> {
  yield by;
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const first of withOneReplaced(value[0], by, depth - 1)) yield [first, ...(value.slice(1) as unknown[])];
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    for (const changed of withOneReplaced(part, by, depth - 1)) yield { ...value, [name]: changed };
  }
}

suite('What an event leads to', () => {
  const event = (type: string, action: string, id = 'x', attributes = {}) => decodeEvent({ Type: type, Action: action, Actor: { ID: id, Attributes: attributes } });
  const image = `sha256:${'a'.repeat(64)}`;

  test('each kind is read for its own events', () => {
    assert.deepEqual(event('container', 'start').kinds, ['containers']);
    assert.deepEqual(event('container', 'commit').kinds, ['containers', 'images']);
    assert.deepEqual(event('container', 'die', 'x', { 'com.docker.swarm.task.id': 't' }).kinds, ['containers', 'swarm']);
    assert.deepEqual(event('network', 'create').kinds, ['networks']);
    assert.deepEqual(event('network', 'disconnect').kinds, ['containers']);
    assert.deepEqual(event('volume', 'destroy').kinds, ['volumes']);
    assert.deepEqual(event('service', 'update').kinds, ['swarm']);
    assert.deepEqual(event('node', 'update').kinds, ['swarm']);
  });

  test('an image is named where the event tells its id, not where it tells a reference', () => {
    assert.deepEqual(event('image', 'tag', image), { kinds: ['images', 'containers'], settles: 'at-once', image });
    assert.equal(event('image', 'pull', 'alpine:3').image, undefined);
  });

  test('what changes nothing leads to nothing', () => {
    for (const action of ['exec_start: sh', 'exec_die', 'attach', 'resize', 'top', 'export']) assert.deepEqual(event('container', action).kinds, [], action);
    for (const action of ['mount', 'unmount']) assert.deepEqual(event('volume', action).kinds, [], action);
    for (const kind of ['builder', 'plugin', 'daemon', 'config', '']) assert.deepEqual(event(kind, 'create').kinds, [], kind);
  });

  test('the end of a process takes longest to show', () => {
    assert.deepEqual(['die', 'start', 'pause'].map((action) => event('container', action).settles), ['late', 'soon', 'soon']);
    assert.equal(event('network', 'connect').settles, 'soon');
  });
});
