import assert from 'node:assert/strict';
import { decodeContainerInspection, decodeEngineSecurity, decodeImageInspection, decodeVolumeInspection } from '../../server/world/docker/decodeInspection';
import { now } from './graphDetailsFacts';

const garbage: readonly unknown[] = [undefined, null, 0, 'x', [], {}, [null], { Id: 5 }, { message: 'no such container' }];

suite('Answers about one thing', () => {
  test('garbage is no answer', () => {
    for (const answer of garbage) {
      assert.deepEqual([decodeContainerInspection(answer), decodeVolumeInspection(answer, 'x'), decodeEngineSecurity(answer), decodeImageInspection(answer, now)], [undefined, undefined, undefined, undefined], JSON.stringify(answer));
    }
  });

  test('a container whose parts are of other types is told as far as it goes', () => {
    const odd = { Id: 'a', Path: 7, Args: 'x', State: { ExitCode: 'x', OOMKilled: 'yes', StartedAt: 'never', FinishedAt: 5, Health: { Status: 3 } }, Config: { Env: [1, 'A=b'], Cmd: [null, ''] }, HostConfig: [], RestartCount: -1 };
    const told = decodeContainerInspection(odd);
    assert.deepEqual([told?.argv, told?.started, told?.finished, told?.restarts, told?.environment, told?.cmd], [[], 0, 0, 0, ['A=b'], ['']]);
    assert.ok(told && !('exitCode' in told) && !('memoryRanOut' in told) && !('health' in told));
  });

  test('times before there were computers are none', () => {
    const told = decodeContainerInspection({ Id: 'a', State: { StartedAt: '0001-01-01T00:00:00Z', FinishedAt: '2026-11-22T00:09:29.181053659Z' } });
    assert.deepEqual([told?.started, told?.finished], [0, Date.UTC(2026, 10, 22, 0, 9, 29) / 1_000]);
  });

  test('who root is outside, as the Engine says', () => {
    const options = (...SecurityOptions: readonly string[]) => decodeEngineSecurity({ SecurityOptions });
    assert.deepEqual(options('name=seccomp,profile=default', 'name=rootless'), { rootless: true, mapsUsers: false });
    assert.deepEqual(options('name=userns'), { rootless: false, mapsUsers: true });
    assert.deepEqual(options('name=seccomp,profile=default', 'name=cgroupns'), { rootless: false, mapsUsers: false });
  });

  test('the volume of that name', () => {
    const answer = { Volumes: [{ Name: 'a', Mountpoint: '/a' }, { Name: 'b', Mountpoint: null }] };
    assert.deepEqual([decodeVolumeInspection(answer, 'a'), decodeVolumeInspection(answer, 'b'), decodeVolumeInspection(answer, 'c')], [{ mountPoint: '/a' }, { mountPoint: '' }, undefined]);
  });
});
