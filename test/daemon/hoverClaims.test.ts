import assert from 'node:assert/strict';
import { BaseImages } from '../../server/baseImages';
import { formatBytes } from '../../server/protocol/formatBytes';
import { dockerfileHover } from '../../server/language/hover/dockerfileHover';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { imagesOf } from '../../server/language/navigation/imagesOf';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, chosenDaemon, createFolder, dockerHost, dockerOutput, ownName, removeEverything, removeFolder } from './engine';

/** The facts of the hover over the first place of `mark`, with what the daemon at `host` says. */
async function factsAt(text: string, mark: string, host: string): Promise<readonly string[]> {
  const images = new BaseImages(() => chosenDaemon(host));
  const dockerfile = parseDockerfile(text);
  await images.learn(imagesOf(dockerfile));
  return dockerfileHover(dockerfile, text.indexOf(mark), images.facts())?.computed ?? [];
}

/** Builds a Dockerfile on the busybox image and gives what a command in it prints. */
async function printed(lines: string, command: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\n${lines}\n`, ...files });
  const { ok, image, output } = await buildImage(folder, { tag: `${ownName}/claim:1` });
  removeFolder(folder);
  assert.ok(ok && image, output);
  return dockerOutput('run', '--rm', '--entrypoint', '', `${ownName}/claim:1`, ...command);
}

suite('What hovers say of images is what the daemon says', function () {
  this.timeout(120_000);
  const tag = `${ownName}/described:1`;

  suiteSetup(async () => {
    await ensureBaseImage();
    const folder = createFolder({
      Dockerfile: `FROM ${busyboxImage}\nRUN dd if=/dev/zero of=/large bs=1000 count=3000\nWORKDIR /srv\nEXPOSE 8080 53/udp\nUSER 1000\nENTRYPOINT ["sleep"]\nCMD ["300"]\n`,
    });
    const { ok, output } = await buildImage(folder, { tag });
    removeFolder(folder);
    assert.ok(ok, output);
  });
  suiteTeardown(removeEverything);

  test('size, layers, platform and date are those of docker image inspect', async () => {
    const facts = await factsAt(`FROM ${tag}\n`, tag, dockerHost());
    const format = '{{.Size}} {{len .RootFS.Layers}} {{.Os}}/{{.Architecture}} {{.Created}}';
    const [size, layers, platform, created] = (await dockerOutput('image', 'inspect', tag, '--format', format)).split(' ');
    const found = facts.find((fact) => fact.startsWith('On this machine')) ?? '';
    assert.ok(Number(size) > 3_000_000);
    assert.ok(found.includes(`**${formatBytes(Number(size))}** in ${layers} layer`), found);
    assert.ok(found.includes(platform!) && found.includes(created!.slice(0, 10)), found);
  });

  test('what the image brings is named', async () => {
    const facts = await factsAt(`FROM ${tag}\n`, tag, dockerHost());
    const brought = facts.find((fact) => fact.startsWith('It brings')) ?? '';
    for (const part of ['ENTRYPOINT `sleep`', 'CMD `300`', 'WORKDIR `/srv`', '`53/udp`', '`8080/tcp`', 'USER `1000`']) assert.ok(brought.includes(part), `${part} in ${brought}`);
  });

  test("a relative WORKDIR starts at the image's own", async () => {
    assert.ok((await factsAt(`FROM ${tag}\nWORKDIR app\n`, 'app', dockerHost()))[0]!.includes('`/srv/app`'));
    assert.equal(await printed('WORKDIR /srv\nWORKDIR app', ['pwd']), '/srv/app');
  });

  test('an image that is not there is said to be missing; without a daemon nothing is said', async () => {
    const missing = await factsAt(`FROM ${ownName}/nowhere:9\n`, ownName, dockerHost());
    assert.ok(missing.some((fact) => fact.includes('not on this machine')), missing.join('\n'));
    const unasked = await factsAt(`FROM ${tag}\n`, tag, 'unix:///nonexistent/docker.sock');
    assert.ok(!unasked.some((fact) => /this machine/.test(fact)), unasked.join('\n'));
  });

  test('COPY --from an image is described too', async () => {
    const facts = await factsAt(`FROM scratch\nCOPY --from=${tag} /a /b\n`, '--from', dockerHost());
    assert.ok(facts.some((fact) => fact.startsWith('On this machine')), facts.join('\n'));
  });
});

suite('What hovers say of words is what BuildKit does', function () {
  this.timeout(120_000);
  const owner = ['stat', '-c', '%u:%g %a', '/a'];
  const passwd = "RUN mkdir -p /etc && echo 'app:x:1234:1235::/home/app:/bin/sh' >/etc/passwd && echo 'www:x:1300:' >/etc/group";

  suiteSetup(async () => void (await ensureBaseImage()));
  suiteTeardown(removeEverything);

  test('--chown looks names up; one that is not there becomes root without an error', async () => {
    assert.equal(await printed(`${passwd}\nCOPY --chown=app --chmod=640 a /a`, owner, { a: 'a' }), '1234:1235 640');
    assert.equal(await printed(`${passwd}\nCOPY --chown=app:www --chmod=640 a /a`, owner, { a: 'a' }), '1234:1300 640');
    assert.equal(await printed(`${passwd}\nCOPY --chown=nobodyhere:nogroup --chmod=640 a /a`, owner, { a: 'a' }), '0:0 640');
    assert.equal(await printed(`${passwd}\nCOPY --chown=77 --chmod=640 a /a`, owner, { a: 'a' }), '77:77 640');
  });

  test('USER with a number needs no entry and gets group 0; a name without an entry fails', async () => {
    assert.equal(await printed(`${passwd}\nUSER 1000`, ['sh', '-c', 'echo $(id -u):$(id -g)']), '1000:0');
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\n${passwd}\nUSER nobodyhere\nRUN true\n` });
    const { ok, output } = await buildImage(folder);
    removeFolder(folder);
    assert.ok(!ok && /nobodyhere/.test(output), output);
  });

  test('HOME comes from /etc/passwd where nothing sets it, also in RUN; WORKDIR $HOME does not get it', async () => {
    assert.equal(await printed(`${passwd}\nRUN mkdir -m 777 /open\nUSER app\nRUN echo $HOME >/open/home`, ['cat', '/open/home']), '/home/app');
    assert.equal(await printed(`${passwd}\nUSER app\nWORKDIR $HOME/x`, ['pwd']), '/x');
  });

  test("COPY makes a file of its destination unless a folder is there, and leaves a folder's own name out", async () => {
    const files = { 'a.txt': 'a', 'folder/b.txt': 'b' };
    assert.equal(await printed('RUN mkdir /there\nCOPY a.txt /there\nCOPY a.txt /new\nCOPY folder /into', ['ls', '/there', '/new', '/into'], files), '/new\n\n/into:\nb.txt\n\n/there:\na.txt');
  });

  test('a cache without an id is named after its target, relative or not; another uid makes another cache', async () => {
    const write = (options: string, text: string): string => `RUN --mount=type=cache,${options} echo ${text} >>/c/log && cat /c/log >/out`;
    const mark = `m${Date.now()}`;
    assert.equal(await printed(`${write('target=/c', mark)}\nRUN --mount=type=cache,id=/c,target=/d grep ${mark} /d/log >/out2`, ['cat', '/out2']), mark);
    assert.equal(await printed(`RUN --mount=type=cache,id=/c,target=/c,uid=4321 ls /c | wc -l >/out && echo ${mark} >/dev/null`, ['cat', '/out']), '0');
  });
});
