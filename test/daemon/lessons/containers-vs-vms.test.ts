import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { buildImage, createFolder, dockerOutput, ownName, removeFolder, startContainer } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { taskCommands } from './taskCommands';

const otherImage = `${ownName}/other-system:1`;

suite('Lesson containers-vs-vms', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon('containers-vs-vms');

  suiteSetup(async () => {
    await ensureBaseImage();
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nCOPY os-release /etc/os-release\n`, 'os-release': 'NAME=Other\n' });
    const { ok, output } = await buildImage(folder, { tag: otherImage });
    assert.ok(ok, output);
    removeFolder(folder);
  });

  suiteTeardown(() => daemon.end());

  test('fact shared-kernel: containers of different images report the one kernel of the machine', async () => {
    const kernel = await dockerOutput('info', '--format', '{{.KernelVersion}}');
    const reported = await Promise.all([busyboxImage, otherImage].map((image) => dockerOutput('run', '--rm', image, 'uname', '-r')));
    assert.deepEqual(reported, [kernel, kernel]);
    assert.equal(await dockerOutput('run', '--rm', otherImage, 'cat', '/etc/os-release'), 'NAME=Other');
  });

  test('fact process-not-system: a container is one process of the machine, and alone in what it sees', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => startContainer(busyboxImage, [], ['sleep', '600'])));
    const onMachine = await dockerOutput('inspect', '--format', '{{.State.Pid}}', first!);
    const [heading, ...processes] = (await dockerOutput('top', first!, '-o', 'pid,args')).split('\n');
    assert.match(heading!, /PID/);
    assert.equal(processes.length, 1);
    assert.match(processes[0]!, new RegExp(`^${onMachine}\\s+sleep 600$`));
    assert.notEqual(onMachine, '1');
    assert.equal(await dockerOutput('exec', first!, 'sh', '-c', 'tr "\\0" " " </proc/1/cmdline'), 'sleep 600');
    const views = 'for kind in pid mnt net uts; do readlink /proc/1/ns/$kind; done; hostname; ls /sys/class/net';
    const viewsOf = async (container: string): Promise<string[]> => (await dockerOutput('exec', container, 'sh', '-c', views)).split('\n');
    const [one, other] = await Promise.all([first!, second!].map(viewsOf));
    assert.equal(one!.length, other!.length);
    for (const index of [0, 1, 2, 3, 4]) assert.notEqual(one![index], other![index]);
  });

  test('the lab: the solution and the commands of its task meet every condition, and the solution alone does not', async () => {
    await daemon.standIn('busybox:1.37');
    const folder = daemon.solution();
    assert.equal((await daemon.unmet(folder)).length, 1);
    for (const command of taskCommands(daemon.lesson).flat()) await daemon.docker(folder, ...command);
    assert.equal((await daemon.labResult(folder)).done, 'all');
    assert.equal((await daemon.labResult(daemon.start())).done, 'no');
  });
});
