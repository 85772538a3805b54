import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BuiltImages } from '../../server/builtImages';
import { BaseImages } from '../../server/baseImages';
import { imageSteps, type StageImage } from '../../server/language/cache/imageSteps/imageSteps';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';
import { imagesOf as namesOf } from '../../server/language/navigation/imagesOf';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, chosenDaemon, createFolder, docker, dockerOutput, ownName, removeEverything, removeFolder } from './engine';

const plain = `FROM ${busyboxImage} AS build
ARG NAME="a b" MODE
ENV AT=/opt/x QUOTED="it's \\"q\\""
WORKDIR rel
COPY a.txt ./sub/ dest/
RUN echo   a  && \\
  # a comment
  dd if=/dev/zero of=/big bs=1000 count=3000
RUN ["sh", "-c", "echo \\"two words\\""]
FROM ${busyboxImage}
ARG NAME=c
LABEL "x y"="1 2" b=$NAME
COPY --from=build --chown=1:1 /big \${NAME}/
ADD ["a.txt", "/y z/"]
SHELL ["/bin/sh", "-ec"]
RUN echo "$NAME" >/f
WORKDIR /
EXPOSE 8000-8002 90/TCP
VOLUME /v1 /v2
USER 1:1
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s CMD true
ONBUILD RUN echo $X
ENTRYPOINT ["sh", "-c"]
CMD echo "x" y
`;
const files = { 'a.txt': 'a\n', 'sub/b': 'b\n' };

interface Example {
  readonly name: string;
  readonly dockerfile: string;
  readonly options?: readonly string[];
}

const examples: readonly Example[] = [
  { name: 'every-instruction', dockerfile: plain },
  { name: 'build-arguments', dockerfile: plain, options: ['--build-arg', 'NAME=d e'] },
  { name: 'stage-on-stage', dockerfile: `FROM ${busyboxImage} AS low\nARG A=1\nRUN echo $A >/a\nFROM low\nARG B=2\nCOPY a.txt /$B\nRUN echo $B\n` },
  { name: 'no-base', dockerfile: 'FROM scratch\nCOPY a.txt /\nADD sub /sub\n' },
  { name: 'base-environment', dockerfile: `FROM ${busyboxImage}\nENV PATH=/x:$PATH\nRUN echo x >/x\n` },
];

/** What a server knows when its readings have ended. Mocha's timeout is the bound. */
async function learn(text: string): Promise<DockerfileFacts> {
  const dockerfile = parseDockerfile(text);
  const base = new BaseImages(chosenDaemon);
  await base.learn(namesOf(dockerfile));
  let readings = 0;
  const images = new BuiltImages(chosenDaemon, () => true, () => (readings += 1));
  images.facts();
  while (readings === 0) await wait(20);
  // The first look asks for the rows of the base, where it is not among the newest.
  const isReading = (): boolean => images.facts().machineImages?.historyOf(busyboxImage) === 'reading';
  while (isReading()) await wait(20);
  images.dispose();
  return { ...base.facts(), ...images.facts() };
}

async function imagesOf(text: string): Promise<readonly StageImage[]> {
  return imageSteps(parseDockerfile(text), await learn(text));
}

/** Bytes of each row that the client shows, oldest first, down to the base. */
async function sizesByClient(tag: string, count: number): Promise<readonly number[]> {
  const lines = (await dockerOutput('history', '--human=false', '--no-trunc', '--format', '{{.Size}}', tag)).split('\n');
  return lines.slice(0, count).reverse().map(Number);
}

for (const builder of ['BuildKit', 'legacy builder'] as const) {
  suite(`Layer sizes of images built by the ${builder}`, function () {
    this.timeout(180_000);
    let folder = '';
    suiteSetup(ensureBaseImage);
    suiteTeardown(removeEverything);
    teardown(() => removeFolder(folder));

    for (const { name, dockerfile, options = [] } of examples) {
      test(name, async () => {
        folder = createFolder({ ...files, Dockerfile: dockerfile });
        const tag = `${ownName}/${name}:1`;
        if (builder === 'BuildKit') {
          const { ok, output } = await buildImage(folder, { tag, options });
          assert.ok(ok, output);
        } else {
          const { code, stderr } = await docker(['build', '--tag', tag, ...options, folder], { DOCKER_BUILDKIT: '0' });
          assert.equal(code, 0, stderr);
        }
        const [last] = await imagesOf(dockerfile);
        assert.ok(last?.kind === 'same', JSON.stringify(last?.kind === 'different' ? last.first : last));
        assert.deepEqual(last.image.tags, [tag]);
        assert.deepEqual(last.rows.map(({ bytes }) => bytes), await sizesByClient(tag, last.rows.length));
        assert.deepEqual(last.rows.filter(({ open }) => open), []);
        assert.deepEqual(last.otherValues, options.length > 0 ? ['NAME'] : []);

        const edited = readFileSync(join(folder, 'Dockerfile'), 'utf8').replace(/^(RUN echo|ADD sub)/gm, '$1 edited');
        const [other] = await imagesOf(edited);
        assert.notEqual(other?.kind, 'same', 'a step that was renamed');
      });
    }
  });
}

suite('Images on a machine', function () {
  this.timeout(120_000);

  test('without a daemon nothing is known, and nothing throws', async () => {
    for (const host of ['unix:///nowhere/docker.sock', 'not an address']) {
      const images = new BuiltImages(() => chosenDaemon(host), () => true, () => assert.fail('nothing has changed'));
      assert.deepEqual(images.facts(), {}, 'nothing is waited for');
      await wait(600);
      assert.deepEqual(images.facts(), {});
      images.dispose();
    }
  });
});
