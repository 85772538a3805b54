import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../baseImages';
import { dockerOutput, ownName, removeEverything, startContainer } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { smallBuild } from './smallBuild';
import { taskCommands } from './taskCommands';

/** Answers each request on the port that it is told, and only to those who come to the address that it is told. */
const serve = (address: string): string => `CMD ["httpd", "-f", "-p", "${address}", "-h", "/"]`;

suite('Lesson first-dockerfile, on a real daemon', () => {
  const build = smallBuild({ 'app.txt': 'first' });
  const inImage = (image: string, command: string) => dockerOutput('run', '--rm', image, 'sh', '-c', command);
  let number = 0;
  const tagged = () => ({ tag: `${ownName}/first:${++number}` });

  suiteSetup(async () => void (await ensureBaseImage()));
  suiteTeardown(async () => {
    build.remove();
    await removeEverything();
  });

  test('fact from-is-the-base: files and settings of the base image are there, and this one\'s lie on top', async () => {
    const base = tagged();
    await build.build('RUN echo base >/base.txt\nENV FROM_BASE=yes\nWORKDIR /from-base', base);
    const { image } = await build.build(`RUN true\nFROM ${base.tag}\nRUN echo own >own.txt`);
    assert.equal(await inImage(image, 'cat /base.txt; echo $FROM_BASE; cat /from-base/own.txt'), 'base\nyes\nown');
  });

  test('fact workdir-makes-folder: the folder is made, and instructions and the program work in it', async () => {
    const { image } = await build.build('WORKDIR /made/deep\nRUN pwd >where\nCOPY app.txt ./\nCMD ["sh", "-c", "pwd; ls"]');
    assert.equal(await dockerOutput('run', '--rm', image), '/made/deep\napp.txt\nwhere');
    assert.equal(await inImage(image, 'cat where'), '/made/deep');
  });

  test('fact copy-is-a-copy: an edit after the build is not in the image', async () => {
    const { image } = await build.build('COPY app.txt /app/');
    build.write({ 'app.txt': 'second' });
    assert.equal(await inImage(image, 'cat /app/app.txt'), 'first');
    const { image: newer } = await build.build('COPY app.txt /app/');
    assert.equal(await inImage(newer, 'cat /app/app.txt'), 'second');
  });

  test('fact run-at-build-cmd-at-start: what RUN noted is the same in each container, what CMD notes is not', async () => {
    const { image } = await build.build('RUN cat /proc/sys/kernel/random/uuid >/built\nCMD ["sh", "-c", "cat /built /proc/sys/kernel/random/uuid"]');
    const [first, second] = [await dockerOutput('run', '--rm', image), await dockerOutput('run', '--rm', image)].map((text) => text.split('\n'));
    assert.equal(first![0], second![0]);
    assert.notEqual(first![1], second![1]);
  });

  test('fact mount-hides-image: the image\'s files are not seen below a mounted folder, and those elsewhere are', async () => {
    const { image } = await build.build('WORKDIR /app\nCOPY app.txt ./\nRUN mkdir obj /packages && echo restored >obj/assets && echo kept >/packages/one');
    const mounted = join(build.folder, 'mounted');
    mkdirSync(mounted);
    const seen = await dockerOutput('run', '--rm', '--volume', `${mounted}:/app`, image, 'sh', '-c', 'ls /app; cat /packages/one; echo new >made-inside');
    assert.equal(seen, 'kept');
    assert.equal(readFileSync(join(mounted, 'made-inside'), 'utf8'), 'new\n');
    assert.equal(statSync(join(mounted, 'made-inside')).uid, 0);
    assert.equal(await inImage(image, 'ls /app'), 'app.txt\nobj');
  });

  test('a volume on a folder below the mount has what the image has there', async () => {
    const { image } = await build.build('WORKDIR /app\nCOPY app.txt ./\nRUN mkdir obj && echo restored >obj/assets');
    const mounted = join(build.folder, 'mounted-too');
    mkdirSync(mounted);
    const seen = await dockerOutput('run', '--rm', '--volume', `${mounted}:/app`, '--volume', '/app/obj', image, 'sh', '-c', 'cat /app/obj/assets; ls /app');
    assert.equal(seen, 'restored\nobj');
    assert.ok(existsSync(join(mounted, 'obj')), 'an empty folder is left on the host as the place of the volume');
  });

  test('fact published-port-needs-listener: only a program that listens there, and not on its own localhost alone, answers', async () => {
    build.write({ 'app.txt': 'served' });
    const answerOf = async (address: string): Promise<string> => {
      const { image } = await build.build(`COPY app.txt /\n${serve(address)}`);
      const container = await startContainer(image, ['--publish', '127.0.0.1:0:8080']);
      const port = /:(\d+)$/m.exec(await dockerOutput('port', container, '8080'))?.[1] ?? '';
      for (let attempt = 0; attempt < 100 && !(await dockerOutput('exec', container, 'netstat', '-tln')).includes('LISTEN'); attempt++);
      return fetch(`http://127.0.0.1:${port}/app.txt`).then((response) => response.text(), (error: Error) => String(error.cause));
    };
    assert.equal(await answerOf('8080'), 'served');
    const elsewhere = await answerOf('5000');
    const localhostOnly = await answerOf('127.0.0.1:8080');
    for (const found of [elsewhere, localhostOnly]) assert.match(found, /reset|closed|hang up/i);
  });

  test('COPY gives files to root, also below USER, and --chown to somebody else', async () => {
    const { image } = await build.build('USER 1000\nWORKDIR /app\nCOPY app.txt ./\nCOPY --chown=1000 app.txt owned.txt');
    assert.equal(await inImage(image, 'stat -c %u app.txt owned.txt'), '0\n1000');
  });
});

/** Answers on port 8080 and logs the request, as the lab's programs do; it needs the file that RUN makes. */
const serveAndLog = `#!/bin/sh
case "$1" in restore) mkdir obj; exit ;; publish) mkdir out; touch out/hello.dll; exit ;; esac
cat built.txt "$1" >/dev/null || exit 1
echo 'echo "GET / 200" >/proc/1/fd/1; printf "HTTP/1.0 200 OK\\r\\n\\r\\nok"' >/answer
echo listening on port 8080
while true; do nc -l -p 8080 -e sh /answer; done
`;

/** The program that the variant's image has, and which image that is. Stand-ins: what .NET itself does is not tried here. */
const variants = [
  { variant: 'dotnet', image: 'mcr.microsoft.com/dotnet/sdk:10.0' },
  { variant: 'python', image: 'python:3.14-slim' },
  { variant: 'node', image: 'node:24-alpine' },
] as const;

suite('Lab first-dockerfile, on a real daemon', () => {
  const daemon = new LessonDaemon('first-dockerfile');
  const [make = [], , cleanUp = []] = taskCommands(daemon.lesson, { '127.0.0.1:8080:8080': ['127.0.0.1:0:8080'] });

  teardown(() => daemon.end());

  for (const { variant, image } of variants) {
    test(`${variant}: built, run and asked, the solution meets it; before that it does not`, async () => {
      await daemon.standIn(image, `COPY --chmod=755 program /bin/${variant}`, { program: serveAndLog });
      const folder = daemon.solution(variant);
      assert.equal((await daemon.unmet(folder)).length, 4);
      for (const command of make) await daemon.docker(folder, ...command);
      assert.match((await daemon.unmet(folder)).join(), /^The API was asked/);
      await ask(/:(\d+)$/m.exec(await daemon.docker(folder, 'port', 'dc-f06', '8080'))![1]!);
      assert.deepEqual(await daemon.unmet(folder), []);
      assert.equal((await daemon.labResult(folder)).done, 'all');
      assert.notEqual((await daemon.labResult(daemon.start(variant))).done, 'all');
      for (const command of cleanUp) await daemon.tryDocker(folder, ...command);
      assert.equal((await daemon.unmet(folder)).length, 3, 'the image is still there');
    });
  }
});

/** Until the program listens, the connection is closed. */
async function ask(port: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text(), () => undefined);
    if (answer === 'ok') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('no answer');
}
