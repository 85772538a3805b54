import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { buildImage, createFolder, docker, dockerOutput, ownName, removeFolder, type BuildOptions, type BuildResult } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { taskCommands } from './taskCommands';

const image = `${ownName}/stages:1`;

/** A build stage of several megabytes, one that nothing needs and that fails, and a last one that takes one file. */
const dockerfile = `FROM ${busyboxImage} AS build
ENV CULTURE=pl-PL
WORKDIR /source
RUN head -c 3000000 /dev/urandom >/compiler && echo program >/source/out

FROM build AS test
RUN echo testing && cat /source/out && exit 7

FROM ${busyboxImage}
COPY --from=build /source/out /out
`;

async function build(text: string, options: BuildOptions = {}): Promise<BuildResult> {
  const folder = createFolder({ Dockerfile: text });
  try {
    return await buildImage(folder, { tag: image, ...options });
  } finally {
    removeFolder(folder);
  }
}

async function built(text: string, options: BuildOptions = {}): Promise<BuildResult> {
  const result = await build(text, options);
  assert.ok(result.ok, result.output);
  return result;
}

const inside = (command: string): Promise<string> => dockerOutput('run', '--rm', image, 'sh', '-c', command);

const bytes = async (): Promise<number> => Number(await dockerOutput('image', 'inspect', '--format', '{{.Size}}', image));

suite('Lesson multi-stage-builds', function () {
  this.timeout(180_000);
  const daemon = new LessonDaemon('multi-stage-builds');

  suiteSetup(ensureBaseImage);
  suiteTeardown(() => daemon.end());

  test('fact only-last-stage: tools, settings and bytes of the build stage are not in the image', async () => {
    await built(dockerfile, { target: 'build' });
    const whole = await bytes();
    assert.equal(await inside('test -s /compiler && echo $CULTURE && pwd'), 'pl-PL\n/source');
    await built(dockerfile);
    assert.equal(await inside('ls /compiler 2>/dev/null; echo "[$CULTURE] $(cat /out)"; pwd'), '[] program\n/');
    assert.ok(whole - (await bytes()) > 2_900_000);
    assert.doesNotMatch(await dockerOutput('history', '--no-trunc', image), /urandom|CULTURE/);
    await built(`FROM ${busyboxImage}\nRUN head -c 3000000 /dev/urandom >/compiler\nRUN rm /compiler\n`);
    assert.ok((await bytes()) >= whole - 1_000, 'what a later step removes is still in the image');
  });

  test('fact copied-by-name: files come from a stage by name or number, from another image, and from nowhere else', async () => {
    await built(dockerfile);
    const other = `${ownName}/other:1`;
    await dockerOutput('tag', image, other);
    const copies = `COPY --from=first /one /a\nCOPY --from=0 /one /b\nCOPY --from=${other} /out /c\n`;
    await built(`FROM ${busyboxImage} AS first\nRUN echo 1 >/one\nFROM ${busyboxImage}\n${copies}`);
    assert.equal(await inside('cat /a /b /c'), '1\n1\nprogram');
    const { ok, output } = await build(`FROM ${busyboxImage}\nCOPY --from=bild /one /a\n`);
    assert.equal(ok, false);
    assert.match(output, /docker\.io\/library\/bild/);
  });

  test('fact unused-are-skipped: a stage that would fail is not built where nothing needs it; the legacy builder builds it', async () => {
    const { steps } = await built(dockerfile);
    assert.ok(!steps.some(({ name }) => name.includes('testing')), JSON.stringify(steps));
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage} AS test\nRUN echo testing && exit 7\nFROM ${busyboxImage}\n` });
    const legacy = await docker(['build', '--force-rm', '--tag', image, folder], { DOCKER_BUILDKIT: '0' });
    assert.ok((await buildImage(folder, { tag: image })).ok);
    removeFolder(folder);
    assert.notEqual(legacy.code, 0);
    assert.match(legacy.stdout + legacy.stderr, /testing[\s\S]*returned a non-zero code: 7/);
  });

  test('stages that do not need each other are built at the same time', async () => {
    const stage = (name: string): string => `FROM ${busyboxImage} AS ${name}\nRUN date +%s >/begin && sleep 4 && date +%s >/end\n`;
    const copies = ['a', 'b'].map((name) => `COPY --from=${name} /begin /end /${name}/`).join('\n');
    await built(`${stage('a')}${stage('b')}FROM ${busyboxImage}\n${copies}\n`, { options: ['--no-cache'] });
    const [beginA, endA, beginB, endB] = (await inside('cat /a/begin /a/end /b/begin /b/end')).split('\n').map(Number);
    assert.ok(beginA! < endB! && beginB! < endA!, 'the two steps overlap');
  });

  test('fact target-ends-build: the target is the image, and what comes after it is not built', async () => {
    const { steps } = await built(dockerfile, { target: 'build', options: ['--no-cache'] });
    assert.ok(steps.some(({ name }) => name.includes('urandom')));
    assert.ok(!steps.some(({ name }) => /COPY --from|testing/.test(name)), JSON.stringify(steps));
    assert.equal(await inside('cat /source/out'), 'program');
  });

  test('fact tests-as-stage: tests run as the target, and where a later stage takes something from them', async () => {
    const asTarget = await build(dockerfile, { target: 'test' });
    assert.equal(asTarget.ok, false);
    assert.match(asTarget.output, /testing/);
    const needed = await build(`${dockerfile}COPY --from=test /source/out /tested\n`);
    assert.equal(needed.ok, false);
    assert.match(needed.output, /testing/);
    assert.ok((await build(dockerfile)).ok);
  });

  test('the lab: the start as it is, then the solution, built and run as the task says, meets every condition', async () => {
    await standInForDotnet(daemon);
    const [single, ...rest] = taskCommands(daemon.lesson).flat();
    const start = daemon.start();
    await daemon.docker(start, ...single!);
    const unmet = await daemon.unmet(start);
    assert.ok(unmet.length >= 6, unmet.join('\n'));
    const folder = daemon.solution();
    for (const command of rest) await daemon.docker(folder, ...command);
    assert.deepEqual(await daemon.unmet(folder), []);
    assert.equal((await daemon.labResult(folder)).done, 'all');
    // A container of the first image, and the first image under the second name.
    await daemon.docker(start, 'rm', '--force', 'dc-a01');
    await daemon.docker(start, 'build', '--tag', 'dc-a01:multi', '.');
    await daemon.docker(start, 'run', '--detach', '--name', 'dc-a01', 'dc-a01:multi');
    assert.deepEqual((await daemon.labResult(folder)).conditions.filter(({ state }) => state === 'unmet').length, 2);
  });
});

/** An SDK of some megabytes that restores and publishes, and a runtime that starts what was published. */
async function standInForDotnet(daemon: LessonDaemon): Promise<void> {
  const run = 'test -f "$1" || { echo "$1 does not exist" >&2; exit 1; }\necho "Now listening on: http://[::]:8080"\nexec sleep 600\n';
  const work = `case "$1" in
restore) ls *.csproj && mkdir -p obj && touch obj/restored; exit ;;
publish) test -f obj/restored && test -f Program.cs && mkdir -p /app && touch /app/Prices.dll; exit ;;
esac
`;
  const install = 'COPY dotnet /usr/bin/dotnet\nRUN chmod +x /usr/bin/dotnet\n';
  const sdk = 'RUN mkdir -p /usr/share/dotnet/sdk && head -c 9000000 /dev/urandom >/usr/share/dotnet/sdk/compiler\n';
  await daemon.standIn('mcr.microsoft.com/dotnet/sdk:10.0', install + sdk, { dotnet: `#!/bin/sh\n${work}${run}` });
  await daemon.standIn('mcr.microsoft.com/dotnet/aspnet:10.0', install, { dotnet: `#!/bin/sh\n${run}` });
}
