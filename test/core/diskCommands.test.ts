import assert from 'node:assert/strict';
import { diskCommands } from '../../server/language/graph/details/diskCommands';
import { around, container, daemon, dangling, web } from './graphDetailsFacts';

suite('Commands that free the disk', () => {
  const volume = { name: 'data', driver: 'local', created: 0, anonymous: false };
  const lines = (over: Parameters<typeof daemon>[0], usage = {}): readonly string[] => diskCommands({ rows: [], ...usage }, daemon(over), around).filter(({ changes }) => changes).map(({ line }) => line);

  test('only where there is something to free', () => {
    assert.deepEqual(lines({ images: [], containers: [] }), []);
    assert.deepEqual(lines({ images: [web], containers: [container()] }), []);
    assert.deepEqual(lines({ images: [web], containers: [container({ state: 'exited' })] }), ['docker container prune']);
    assert.deepEqual(lines({ images: [web] }), ['docker image prune --all']);
    assert.deepEqual(lines({ images: [dangling] }), ['docker image prune', 'docker image prune --all']);
    assert.deepEqual(lines({ images: [dangling], containers: [container({ imageId: dangling.id })] }), []);
    assert.deepEqual(lines({ images: [] }, { buildCacheReclaimable: 5 }), ['docker builder prune']);
  });

  test('volumes with a name go with older Engines only, which is said', () => {
    const titles = (engineVersion: string, anonymous: boolean) => diskCommands({ rows: [] }, daemon({ images: [], engineVersion, volumes: [{ ...volume, anonymous }] }), around).filter(({ changes }) => changes).map(({ title }) => title);
    assert.deepEqual(titles('26.1.5', false), []);
    assert.deepEqual(titles('26.1.5', true), ['Remove volumes without a name that no container uses']);
    assert.deepEqual(titles('20.10.24+dfsg1', false), ['Remove all volumes that no container uses, with their data']);
    const mounts = [{ kind: 'volume', name: 'data', source: '', target: '/data', readOnly: false }];
    assert.deepEqual(lines({ engineVersion: '20.10.24', volumes: [volume], images: [web], containers: [container({ mounts })] }), []);
  });

  test('looking comes first, and without a daemon there is nothing', () => {
    assert.deepEqual(diskCommands({ rows: [] }, daemon(), around)[0], { title: 'Show where the disk goes, one by one', line: 'docker system df --verbose', changes: false });
    assert.deepEqual(diskCommands({ rows: [] }, daemon(), { ...around, docker: undefined }), []);
  });
});
