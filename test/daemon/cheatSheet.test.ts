/** What the cheat sheet says of docker commands, said by the docker client and done by a daemon. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readDockerCalls } from '../../server/language/course/commands/dockerCalls';
import { readContentFolder } from '../../server/world/contentFolder';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { createFolder, docker, dockerOutput, ownName, removeEverything, removeFolder } from './engine';

const { cheatSheet, dockerOptions, commands } = readContentFolder(join(process.cwd(), 'content'));

/** Programs of their own, which a client need not have. */
const plugin = /^docker (compose|buildx|scout|extension)\b/;

suite('the cheat sheet, on a real daemon', function () {
  this.timeout(120_000);
  const label = `${ownName}-cheat-sheet`;
  suiteSetup(ensureBaseImage);
  suiteTeardown(async () => {
    await removeEverything();
    for (const kind of ['volume', 'network']) {
      const { stdout } = await docker([kind, 'ls', '--quiet', '--filter', `label=${label}`]);
      for (const name of stdout.split('\n').filter(Boolean)) await docker([kind, 'rm', name]);
    }
  });

  const run = (...args: string[]) => docker(['run', '--label', ownName, ...args]);
  const started = (...args: string[]): Promise<string> => dockerOutput('run', '--detach', '--label', ownName, ...args);

  test('every command and option is one of the client', async () => {
    const own = cheatSheet.filter(({ command }) => !plugin.test(command));
    assert.ok(own.length > 70);
    for (const { id, command } of own) {
      const [call] = readDockerCalls(command, dockerOptions!, commands);
      const { code, stdout } = await docker([...call!.id.split(' ').slice(1), '--help']);
      assert.equal(code, 0, id);
      // A client that has Buildx hands `docker build` on to it.
      assert.match(stdout, new RegExp(`Usage:\\s+${call!.id.replace('docker build', 'docker (buildx )?build')}\\b`), id);
      for (const { spelling, value } of call!.options) {
        const row = new RegExp(`^\\s+(?:-\\w, +)?(?:-\\w, )?${spelling.startsWith('--') ? `.*${spelling}` : `${spelling}, +--[\\w-]+`}( \\S+)?(?:  |$)`, 'm').exec(stdout);
        assert.ok(row, `${id}: ${spelling}`);
        assert.equal(row[1] !== undefined, value !== undefined, `${id}: ${spelling} ${value}`);
      }
    }
  });

  test('a volume in memory needs a device, and a volume that is there is left as it is', async () => {
    const create = (...args: string[]) => docker(['volume', 'create', '--label', label, ...args]);
    assert.match((await create('--driver', 'local', '--opt', 'type=tmpfs', `${label}-memory`)).stderr, /missing required option: "device"/);
    assert.equal((await create('--driver', 'local', '--opt', 'type=tmpfs', '--opt', 'device=tmpfs', `${label}-memory`)).code, 0);
    assert.match((await run('--rm', '-v', `${label}-memory:/x`, busyboxImage, 'mount')).stdout, /tmpfs on \/x type tmpfs/);
    assert.equal((await create(`${label}-twice`)).code, 0);
    await run('--rm', '-v', `${label}-twice:/x`, busyboxImage, 'touch', '/x/kept');
    assert.equal((await create(`${label}-twice`)).stdout.trim(), `${label}-twice`);
    assert.equal((await run('--rm', '-v', `${label}-twice:/x`, busyboxImage, 'ls', '/x')).stdout.trim(), 'kept');
  });

  test('a source that is missing is made by -v and reported by --mount', async () => {
    const folder = createFolder({});
    try {
      assert.equal((await run('--rm', '-v', `${folder}/typo:/x`, busyboxImage, 'ls', '-d', '/x')).stdout.trim(), '/x');
      assert.match((await run('--rm', '--mount', `type=bind,source=${folder}/other,target=/x`, busyboxImage, 'ls')).stderr, /bind source path does not exist/);
    } finally {
      removeFolder(folder);
    }
  });

  test('a network that only stopped containers belong to is unused', async () => {
    const name = `${label}-network`;
    await dockerOutput('network', 'create', '--label', label, name);
    const inside = await started('--network', name, busyboxImage, 'sleep', '600');
    assert.match((await docker(['network', 'rm', name])).stderr, /has active endpoints/);
    await dockerOutput('stop', '--time', '0', inside);
    assert.match(await dockerOutput('network', 'prune', '--force', '--filter', `label=${label}`), new RegExp(name));
  });

  test('stop kills who does not end; the container can still be read, and nothing runs in it', async () => {
    const container = await started(busyboxImage, 'sleep', '600');
    await dockerOutput('exec', container, 'touch', '/made');
    assert.match(await dockerOutput('top', container), /sleep 600/);
    await dockerOutput('stop', '--time', '1', container);
    assert.equal(await dockerOutput('inspect', '--format', '{{.State.ExitCode}}', container), '137');
    assert.match(await dockerOutput('diff', container), /^A \/made$/m);
    assert.match((await docker(['exec', container, 'ls'])).stderr, /is not running/);
    const folder = createFolder({ file: 'text' });
    try {
      await dockerOutput('cp', join(folder, 'file'), `${container}:/`);
      await dockerOutput('start', container);
      assert.equal(await dockerOutput('exec', container, 'cat', '/made', '/file'), 'text');
    } finally {
      removeFolder(folder);
    }
  });

  test('the last name of an image stays while a stopped container uses it, unless it is forced', async () => {
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nENTRYPOINT ["echo", "own"]\n` });
    const [one, two] = [`${ownName}/cheat-sheet:1`, `${ownName}/cheat-sheet:2`];
    try {
      await dockerOutput('build', '--tag', one, folder);
      await dockerOutput('tag', one, two);
      // ENTRYPOINT takes what stands behind the image; --entrypoint replaces it.
      assert.equal((await run(one, '/bin/sh')).stdout.trim(), 'own /bin/sh');
      assert.equal((await run('--rm', '--entrypoint', 'sh', one, '-c', 'echo shell')).stdout.trim(), 'shell');
      assert.equal((await docker(['rmi', two])).code, 0);
      assert.match((await docker(['rmi', one])).stderr, /must force/);
      assert.equal((await docker(['rmi', '--force', one])).code, 0);
    } finally {
      removeFolder(folder);
    }
  });

  test('rm -v takes anonymous volumes, and leaves named ones', async () => {
    const named = `${label}-named`;
    await dockerOutput('volume', 'create', '--label', label, named);
    const container = await started('-v', '/anonymous', '-v', `${named}:/named`, busyboxImage, 'true');
    await dockerOutput('wait', container);
    const anonymous = (await dockerOutput('inspect', '--format', '{{range .Mounts}}{{.Name}} {{end}}', container)).split(' ').find((name) => name !== named && name !== '');
    await dockerOutput('rm', '-v', container);
    const left = (await dockerOutput('volume', 'ls', '--quiet')).split('\n');
    assert.deepEqual([left.includes(named), left.includes(anonymous!)], [true, false]);
  });

  test('another container’s network shows its ports; without rights of root port 80 can be had', async () => {
    const container = await started('--cap-drop=ALL', busyboxImage, 'nc', '-l', '-p', '80');
    let ports = '';
    for (let tries = 0; tries < 100 && !/:80 /.test(ports); tries++) ports = (await run('--rm', '--network', `container:${container}`, busyboxImage, 'netstat', '-tln')).stdout;
    assert.match(ports, /:80 /);
    const { code, stderr } = await run('--rm', '--security-opt', 'seccomp=default.json', busyboxImage, 'true');
    assert.notEqual(code, 0);
    assert.match(stderr, /opening seccomp profile/);
    assert.notEqual((await run('--rm', '--read-only', busyboxImage, 'touch', '/tmp/x')).code, 0);
    assert.equal((await run('--rm', '--read-only', '--tmpfs', '/tmp', busyboxImage, 'touch', '/tmp/x')).code, 0);
  });
});
