import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { buildImage, createFolder, docker, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from '../engine';

const image = (version: string): string => `${ownName}/why:${version}`;

/** Number of the processor family in the header of a program, and the one of arm64 (ELF, `e_machine`). */
const processorField = { offset: 18, arm64: 0xb7, amd64: 0x3e } as const;

suite('Lesson why-containers', function () {
  this.timeout(120_000);
  let folder: string;

  suiteSetup(async () => {
    await ensureBaseImage();
    folder = createFolder({ 'prices.txt': 'the program\n' });
    for (const version of ['8', '9']) {
      const runtime = createFolder({
        Dockerfile: `FROM ${busyboxImage}\nENV CULTURE=pl-PL\nCOPY version /opt/runtime/version\nCMD ["sleep", "600"]\n`,
        version: `runtime ${version}\n`,
      });
      const { ok, output } = await buildImage(runtime, { tag: image(version) });
      assert.ok(ok, output);
      removeFolder(runtime);
    }
  });

  suiteTeardown(async () => {
    removeFolder(folder);
    await removeEverything();
  });

  test('fact brings-everything: a container has the files and settings of its image, and not those of the machine', async () => {
    const container = await startContainer(image('8'));
    assert.equal(await dockerOutput('exec', container, 'cat', '/opt/runtime/version'), 'runtime 8');
    assert.equal(await dockerOutput('exec', container, 'sh', '-c', 'echo $CULTURE'), 'pl-PL');
    assert.equal(readFileSync(join(folder, 'prices.txt'), 'utf8'), 'the program\n');
    assert.notEqual((await docker(['exec', container, 'cat', join(folder, 'prices.txt')])).code, 0);
  });

  test('fact same-for-everybody: two containers of one image begin with equal files and settings', async () => {
    const list = 'find /bin /opt /usr -xdev | sort | md5sum; md5sum /opt/runtime/version; env | grep -v ^HOSTNAME= | sort';
    const [first, second] = await Promise.all([1, 2].map(() => dockerOutput('run', '--rm', image('8'), 'sh', '-c', list)));
    assert.match(first!, /CULTURE=pl-PL/);
    assert.equal(first, second);
  });

  test('fact side-by-side: two versions at one path run at the same time', async () => {
    const containers = await Promise.all(['8', '9'].map((version) => startContainer(image(version))));
    const states = await dockerOutput('inspect', '--format', '{{.State.Running}}', ...containers);
    assert.equal(states, 'true\ntrue');
    const read = (container: string): Promise<string> => dockerOutput('exec', container, 'cat', '/opt/runtime/version');
    assert.deepEqual(await Promise.all(containers.map(read)), ['runtime 8', 'runtime 9']);
  });

  test('fact no-kernel: every container reports the kernel of the machine, and a program for another processor does not start', async () => {
    const kernel = await dockerOutput('info', '--format', '{{.KernelVersion}}');
    for (const version of ['8', '9']) assert.equal(await dockerOutput('run', '--rm', image(version), 'uname', '-r'), kernel);
    const { code, stderr } = await runForeignProgram();
    assert.notEqual(code, 0);
    assert.match(stderr, /exec format error/);
  });
});

/** Runs busybox with a header that names another processor. */
async function runForeignProgram(): Promise<{ code: number; stderr: string }> {
  const folder = createFolder({ Dockerfile: 'FROM scratch\nCOPY tool /tool\nCMD ["/tool", "true"]\n' });
  const tool = join(folder, 'tool');
  try {
    const container = await dockerOutput('create', busyboxImage, 'true');
    await dockerOutput('cp', `${container}:/bin/busybox`, tool);
    await dockerOutput('rm', container);
    const { offset, arm64, amd64 } = processorField;
    const own = readFileSync(tool)[offset];
    const file = openSync(tool, 'r+');
    writeSync(file, Buffer.of(own === arm64 ? amd64 : arm64), 0, 1, offset);
    closeSync(file);
    const { ok, output } = await buildImage(folder, { tag: image('foreign') });
    assert.ok(ok, output);
    return await docker(['run', '--rm', image('foreign')]);
  } finally {
    removeFolder(folder);
  }
}
