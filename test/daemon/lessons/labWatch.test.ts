import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { LabCheckResult } from '../../../server/protocol/course';
import { labCheck, labChecked, labWatch } from '../../../server/protocol/messages';
import { StdioServer } from '../../lsp/serverProcess';
import { ownName } from '../engine';
import { startRecordingProxy, type RecordingProxy } from '../recordingProxy';
import { LessonDaemon } from './lessonDaemon';

suite('A lab that is watched, on a real daemon', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon('image-vs-container');
  const image = `${ownName}/watched:1`;
  let proxy: RecordingProxy;
  let server: StdioServer;
  const received: LabCheckResult[] = [];
  const waiting = new Set<() => void>();

  suiteSetup(async () => {
    await daemon.standIn(image, 'CMD ["sleep", "1000"]');
    proxy = await startRecordingProxy();
    server = await StdioServer.start(undefined, { DOCKER_HOST: proxy.host });
    server.connection.onNotification(labChecked, (result) => {
      received.push(result);
      for (const check of waiting) check();
    });
  });
  suiteTeardown(async () => {
    await server.stop();
    await proxy.close();
    await daemon.end();
  });

  /** Until so many live conditions are met. Mocha's time limit is the bound. */
  function untilMet(count: number): Promise<LabCheckResult> {
    return new Promise((resolve) => {
      const check = (): void => {
        const last = received.at(-1);
        if (last?.conditions.filter(({ kind, state }) => kind === 'live' && state === 'met').length !== count) return;
        waiting.delete(check);
        resolve(last);
      };
      waiting.add(check);
      check();
    });
  }

  test('containers that are made, and a file that docker exec writes, are told; only reading calls leave', async () => {
    const folder = daemon.solution();
    const params = { lesson: 'image-vs-container', folderUri: pathToFileURL(folder).href };
    const before = await server.connection.sendRequest(labCheck, params);
    assert.equal(before.done, 'no');
    await server.connection.sendNotification(labWatch, { ...params, on: true });
    await daemon.docker(folder, 'run', '--detach', '--name', 'dc-a', image);
    await daemon.docker(folder, 'run', '--detach', '--name', 'dc-b', image);
    // One image, and dc-b has no note.
    await untilMet(2);
    await daemon.docker(folder, 'exec', 'dc-a', 'touch', '/note.txt');
    assert.equal((await untilMet(3)).done, 'all');
    await daemon.docker(folder, 'rm', '--force', 'dc-b');
    await untilMet(1);
    await server.connection.sendNotification(labWatch, { ...params, on: false });
    assert.deepEqual(proxy.requests.filter((line) => !/^GET \/(?:_ping|events\?filters=[\w%.-]+|containers\/json\?all=true|containers\/[\w.-]+\/(?:json|changes)|images\/[\w:.-]+\/json) /.test(line) && !/^GET \/(?:version|info) /.test(line)), []);
    assert.deepEqual(server.errors, []);
  });
});
