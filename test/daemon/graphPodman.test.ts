import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { connectToDaemon } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { DaemonWatch } from '../../server/world/docker/watch';
import { staticBusybox } from './baseImages';
import { createFolder, removeFolder } from './engine';
import { hasPodman, startPodman, type Podman } from './podman';

if (hasPodman) {
  suite('The graph of a real Podman', function () {
    this.timeout(120_000);
    let podman: Podman;

    suiteSetup(async () => {
      podman = await startPodman();
      const files = { Dockerfile: 'FROM scratch\nCOPY busybox /bin/busybox\nENV A=1\nCMD ["/bin/busybox", "sleep", "300"]\n', Second: 'FROM localhost/first:1\nUSER 1000\nCOPY busybox /other\n' };
      const folder = createFolder(files);
      copyFileSync(staticBusybox(), join(folder, 'busybox'));
      await podman.command('build', '--quiet', '--layers', '--tag', 'first:1', folder);
      await podman.command('build', '--quiet', '--layers', '--tag', 'second:1', '--file', join(folder, 'Second'), folder);
      await podman.command('volume', 'create', 'data');
      await podman.command('create', '--name', 'one', '--volume', 'data:/data', 'localhost/second:1');
      removeFolder(folder);
    });
    suiteTeardown(() => podman.stop());

    async function facts(): Promise<DaemonFacts> {
      const reader = connectToDaemon(parseDaemonHost(podman.host));
      try {
        return await takeSnapshot(reader);
      } finally {
        reader.close();
      }
    }

    test('has its images, with what made their layers, its container, volume and networks', async () => {
      const read = await facts();
      const { nodes, edges } = buildGraph(read, 'daemon');
      assert.deepEqual(read.images.flatMap(({ tags }) => tags).sort(), ['localhost/first:1', 'localhost/second:1']);
      assert.deepEqual([...read.leftOut], []);
      assert.equal(read.swarm, undefined);
      const second = read.images.find(({ tags }) => tags.includes('localhost/second:1'));
      const container = nodes.find((node) => node.kind === 'container' && node.name === 'one');
      assert.ok(edges.some(({ from, to, kind }) => kind === 'runs' && from === container?.id && to === `image:${second?.id}`));
      assert.ok(edges.some(({ from, to, kind }) => kind === 'mounts' && from === container?.id && to === 'volume:data'));
      const steps = nodes.flatMap((node) => (node.kind === 'layer' ? (node.steps ?? []) : []));
      assert.deepEqual(steps.map(({ instruction }) => instruction.split(' ')[0]), ['COPY', 'COPY']);
      assert.ok(nodes.some((node) => node.kind === 'network'));
    });

    test('what changes arrives', async () => {
      let check: () => void = () => undefined;
      let last: DaemonFacts | undefined;
      const watch = new DaemonWatch(() => connectToDaemon(parseDaemonHost(podman.host)), {
        onFacts: (read) => ((last = read), check()),
        onFailure: (failure) => assert.fail(failure.message),
      });
      const until = (holds: (read: DaemonFacts) => boolean): Promise<void> =>
        new Promise<void>((resolve) => {
          check = () => void (last !== undefined && holds(last) && resolve());
          check();
        });
      await until(({ images }) => images.length === 2);
      const tagged = until(({ images }) => images.some(({ tags }) => tags.includes('localhost/first:2')));
      await podman.command('tag', 'localhost/first:1', 'localhost/first:2');
      await tagged;
      const gone = until(({ containers, volumes }) => containers.length === 0 && volumes?.length === 0);
      await podman.command('rm', 'one');
      await podman.command('volume', 'rm', 'data');
      await gone;
      watch.dispose();
    });
  });
}
