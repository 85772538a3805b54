import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeSuite } from '../composeEngine';
import { removeEverything } from '../engine';
import { LessonDaemon } from './lessonDaemon';

const lesson = 'volumes-and-mounts';
const image = 'layerwise-test/mounts:1';
const volume = `layerwise-test-${process.pid}`;

/** Does what the image of PostgreSQL 18 does about its mounts, and nothing else. */
const postgres = `#!/bin/sh
if grep -q ' /var/lib/postgresql/data ' /proc/mounts; then
  echo 'Error: there appears to be PostgreSQL data in: /var/lib/postgresql/data (unused mount/volume)' >&2
  exit 1
fi
if [ -d /var/lib/postgresql/18/docker ]; then echo 'Database directory appears to contain a database; Skipping initialization'; fi
mkdir -p /var/lib/postgresql/18/docker
echo start >>/var/lib/postgresql/18/docker/starts
echo 'database system is ready to accept connections'
exec sleep 300
`;

suite('Lesson volumes-and-mounts, on a real daemon', function () {
  this.timeout(60_000);
  const daemon = new LessonDaemon(lesson);
  let folder = '';

  suiteSetup(async () => {
    folder = daemon.folder({ 'bound/own': 'own\n' });
    await daemon.standIn(image, "RUN mkdir -p /data /etc && echo 'app:x:1000:1000::/:/bin/sh' >/etc/passwd && echo image >/data/seed && chown -R 1000:1000 /data");
  });
  suiteTeardown(async () => {
    await daemon.end();
    await removeEverything();
  });

  /** What a container prints, with its exit code where it is not 0. */
  async function printed(options: readonly string[], command: string): Promise<string> {
    const { code, stdout, stderr } = await daemon.tryDocker(folder, 'run', '--rm', ...options, image, 'sh', '-c', command);
    return code === 0 ? stdout.trim().replaceAll(/\s+/g, ' ') : `${code} ${stderr.trim()}`;
  }

  test('fact mounted-data-stays: after the container the volume and the folder have it, its own layer not', async () => {
    await daemon.docker(folder, 'volume', 'create', `${volume}-stays`);
    const mounts = ['-v', `${volume}-stays:/kept`, '-v', `${join(folder, 'bound')}:/bound`];
    await printed(mounts, 'echo a >/kept/a; echo b >/bound/b; echo c >/c');
    assert.equal(await printed(mounts, 'ls /kept/a /bound/b; ls /c 2>/dev/null || echo gone'), '/bound/b /kept/a gone');
    assert.equal(readFileSync(join(folder, 'bound', 'b'), 'utf8'), 'b\n');
  });

  test('fact empty-volume-is-filled: once, with its owner, and a folder of the host never', async () => {
    const mount = ['-v', `${volume}-filled:/data`];
    await daemon.docker(folder, 'volume', 'create', `${volume}-filled`);
    assert.equal(await printed(mount, 'ls /data; stat -c %u /data'), 'seed 1000');
    await printed(mount, 'rm /data/seed; echo mine >/data/note');
    assert.equal(await printed(mount, 'ls /data'), 'note', 'one that has files is left as it is');
    const empty = daemon.folder();
    assert.equal(await printed(['-v', `${empty}:/data`], 'ls /data'), '');
  });

  test('fact mount-hides-the-image: what the image has is there again without the mount', async () => {
    assert.equal(await printed(['-v', `${join(folder, 'bound')}:/data`], 'ls /data/seed 2>/dev/null || echo hidden; cat /data/own'), 'hidden own');
    assert.equal(await printed([], 'cat /data/seed'), 'image');
    const deeper = ['-v', `${join(folder, 'bound')}:/srv`, '-v', '/srv/data'];
    assert.equal(await printed(deeper, 'ls -d /srv/data /srv/own'), '/srv/data /srv/own', 'a second mount may lie deeper');
  });

  test('fact missing-source: -v makes an empty folder that belongs to root, --mount makes nothing', async () => {
    const missing = join(folder, 'missing');
    assert.match(await printed(['--mount', `type=bind,source=${missing},target=/data`], 'true'), /^125 .*bind source path does not exist/s);
    assert.equal(existsSync(missing), false);
    assert.equal(await printed(['-v', `${missing}:/data`], 'ls /data; stat -c %u /data'), '0');
    assert.equal(existsSync(missing), true);
    assert.equal(await printed(['-v', `${join(folder, 'missing.conf')}:/missing.conf`], 'test -d /missing.conf && echo folder'), 'folder');
  });

  test('fact numbers-own-files: user 1000 may not write where 0 owns, and may where the image gave it the folder', async () => {
    const owned = daemon.folder({ 'x': '' });
    assert.match(await printed(['--user', '1000', '-v', `${owned}:/data`], 'echo a >/data/a'), /Permission denied/);
    chmodSync(owned, 0o777);
    assert.equal(await printed(['--user', '1000', '-v', `${owned}:/data`], 'echo a >/data/a && cat /data/a'), 'a', 'its mode lets everyone write');
    await daemon.docker(folder, 'volume', 'create', `${volume}-owned`);
    await daemon.docker(folder, 'volume', 'create', `${volume}-fresh`);
    assert.equal(await printed(['--user', '1000', '-v', `${volume}-owned:/data`], 'echo a >/data/a && cat /data/a'), 'a');
    assert.match(await printed(['--user', '1000', '-v', `${volume}-fresh:/not-in-the-image`], 'echo a >/not-in-the-image/a'), /Permission denied/);
  });

  test('fact tmpfs-is-memory: in the table of mounts it is tmpfs, and a stop empties it', async () => {
    const name = `${volume}-tmpfs`;
    await daemon.docker(folder, 'run', '--detach', '--name', name, '--tmpfs', '/scratch', image, 'sleep', '300');
    assert.match(await daemon.docker(folder, 'exec', name, 'grep', ' /scratch ', '/proc/mounts'), /^tmpfs /);
    await daemon.docker(folder, 'exec', name, 'touch', '/scratch/a', '/layer');
    await daemon.docker(folder, 'restart', '--time', '0', name);
    assert.equal(await daemon.docker(folder, 'exec', name, 'ls', '/scratch'), '');
    assert.equal(await daemon.docker(folder, 'exec', name, 'ls', '/layer'), '/layer', 'the writable layer outlives a restart');
    const { code, stderr } = await daemon.tryDocker(folder, 'volume', 'create', '--opt', 'type=tmpfs', `${volume}-opt`);
    assert.ok(code !== 0 && /missing required option: "device"/.test(stderr), stderr);
  });

  test('an anonymous volume is left behind by rm, and each container has its own', async () => {
    const names = [`${volume}-one`, `${volume}-two`];
    for (const name of names) await daemon.docker(folder, 'run', '--name', name, '-v', '/data', image, 'true');
    const [one, two] = await Promise.all(names.map((name) => daemon.docker(folder, 'inspect', '--format', '{{range .Mounts}}{{.Name}}{{end}}', name)));
    assert.notEqual(one, two);
    assert.match((await daemon.tryDocker(folder, 'volume', 'rm', one!)).stderr, /volume is in use/);
    await daemon.docker(folder, 'rm', names[0]!);
    await daemon.docker(folder, 'rm', '--volumes', names[1]!);
    assert.equal((await daemon.tryDocker(folder, 'volume', 'rm', one!)).code, 0);
    assert.notEqual((await daemon.tryDocker(folder, 'volume', 'inspect', two!)).code, 0);
  });
});

composeSuite('Lab volumes-and-mounts, on a real daemon', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon(lesson);
  suiteTeardown(async () => {
    await daemon.end();
    await removeEverything();
  });

  test('the database does not start on the old folder, and with the solution its data outlives a container', async () => {
    await daemon.standIn('postgres:18', 'COPY --chmod=755 start /bin/start\nVOLUME /var/lib/postgresql\nCMD ["start"]', { start: postgres });
    daemon.ownsProject('dc-f11');
    const start = daemon.start();
    await daemon.docker(start, 'compose', 'up', '--detach');
    await daemon.docker(start, 'wait', 'dc-f11-db-1');
    assert.equal((await daemon.unmet(start)).length, 7, (await daemon.unmet(start)).join('\n'));
    const solution = daemon.solution();
    await daemon.docker(solution, 'compose', 'up', '--detach');
    await daemon.docker(solution, 'compose', 'up', '--detach', '--force-recreate', '--timeout', '0');
    while ((await daemon.docker(solution, 'logs', 'dc-f11-db-1')) === '') await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await daemon.docker(solution, 'exec', 'dc-f11-db-1', 'cat', '/var/lib/postgresql/18/docker/starts'), 'start\nstart');
    assert.deepEqual(await daemon.unmet(solution), []);
    assert.equal((await daemon.labResult(solution)).done, 'all');
  });
});
