import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFolder, labFolder, labs, unmetOf, withFolder } from './labFolder';

/** Checks what a learner has made of one file of the lab. */
async function unmetWith(lesson: string, variant: string | undefined, files: Readonly<Record<string, string>>): Promise<string[]> {
  const found = labs.find((each) => each.lesson.id === lesson && each.variant === variant)!;
  return withFolder(files, async (folder) => unmetOf(await checkFolder(found.lab, folder)), labFolder(found.lesson, 'start', variant));
}

/** A Dockerfile for the Python variant, with lines of it put in place of others. */
const python = ({ from = 'FROM python:3.14-slim', folder = 'WORKDIR /app', copy = 'COPY app.py ./', run = 'RUN date -u > built.txt', start = 'CMD ["python", "app.py"]' }) =>
  [from, folder, copy, run, start, ''].join('\n');

const asWellInPython: readonly string[] = [
  python({ run: 'RUN date -u>built.txt' }),
  python({ run: 'RUN date --utc | tee /app/built.txt' }),
  python({ run: 'RUN ["sh", "-c", "date -u > built.txt"]' }),
  python({ run: 'RUN <<EOF\ndate -u > built.txt\nEOF' }),
  python({ run: 'RUN echo "$(date -u)" > built.txt' }),
  python({ start: 'ENTRYPOINT ["python", "-u"]\nCMD ["app.py"]' }),
  python({ copy: 'COPY . .' }),
  python({ copy: 'COPY --chown=1000 ["app.py", "/app/"]', start: 'USER 1000\nCMD ["python","/app/app.py"]' }),
  python({ from: 'ARG VERSION=3.14\nFROM docker.io/library/python:${VERSION}-alpine AS base', folder: 'ENV HOME_OF_APP=/srv\nWORKDIR $HOME_OF_APP\nWORKDIR app' }),
  python({}).replace('FROM', 'from').replace('RUN', 'run').replaceAll('\n', '\r\n'),
];

/** With a word of the title of what is not met. */
const notInPython: readonly (readonly [string, RegExp])[] = [
  [python({ run: 'RUN date -u' }), /time of the build/],
  [python({ run: 'RUN echo date -u > built.txt' }), /time of the build/],
  [python({ run: '', start: 'CMD ["sh", "-c", "date -u > built.txt; exec python app.py"]' }), /time of the build/],
  [python({ start: "CMD ['python', 'app.py']" }), /without a shell/],
  [python({ start: '' }), /without a shell/],
  [python({ from: 'FROM python' }), /named version/],
  [python({ folder: 'WORKDIR app' }), /folder of its own/],
  [python({ copy: '' }), /copied into the image/],
];

suite('labs of the course: other ways to do them', () => {
  test('first-dockerfile takes any Dockerfile that does it', async () => {
    for (const text of asWellInPython) assert.deepEqual(await unmetWith('first-dockerfile', 'python', { Dockerfile: text }), [], text);
    const twoStages = 'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /out && date -u > /out/built.txt\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY --from=build /out .\nENTRYPOINT ["dotnet", "hello.dll"]\n';
    assert.deepEqual(await unmetWith('first-dockerfile', 'dotnet', { Dockerfile: twoStages }), []);
  });

  test('first-dockerfile says what is missing of a half solution, and nothing else', async () => {
    for (const [text, title] of notInPython) {
      const unmet = await unmetWith('first-dockerfile', 'python', { Dockerfile: text });
      assert.equal(unmet.length, 1, `${text}\n${unmet.join('\n')}`);
      assert.match(unmet[0]!, title);
    }
  });

  test('first-container takes each spelling of the list of all containers', async () => {
    const answers = (list: string) => ({ 'answers.yaml': `order:\n- run\n- exec\n- "stop"\n- rm\nno-such-program: "127"\nshows-ended-ones: ${list}\n` });
    for (const list of ['docker ps --all', 'docker container ls -a', '"Docker  ps -a"']) assert.deepEqual(await unmetWith('first-container', undefined, answers(list)), [], list);
    for (const list of ['docker ps', 'docker images -a']) assert.equal((await unmetWith('first-container', undefined, answers(list))).length, 1, list);
  });

  test('containers-vs-vms takes a yes that YAML reads as true, and two words without their hyphen', async () => {
    const answers = (yes: string) => ({ 'answers.yaml': `kernel-of: Machine\ndebian-prints-the-same: ${yes}\nboots-a-system: False\nstronger-wall: virtual machine\n` });
    assert.deepEqual(await unmetWith('containers-vs-vms', undefined, answers('true')), []);
    assert.equal((await unmetWith('containers-vs-vms', undefined, answers('false'))).length, 1);
  });

  test('docker-architecture takes arrows in any notation, and no way around a component', async () => {
    const { lesson } = labs.find((each) => each.lesson.id === 'docker-architecture')!;
    const nodes = readFileSync(join(labFolder(lesson, 'start', undefined), 'flow.mmd'), 'utf8').replace(/^ *cli -->[\s\S]*/m, '');
    const drawn = async (edges: string) => unmetWith('docker-architecture', undefined, { 'flow.mmd': `${nodes}${edges}\n` });
    assert.deepEqual(await drawn('cli --> dockerd --> containerd --> shim --> runc --> process\ndockerd --> registry'), []);
    assert.deepEqual(await drawn('cli -->|API| dockerd\ndockerd --> registry & containerd\ncontainerd ==> shim; shim -.-> runc\nrunc ---> process'), []);
    assert.match((await drawn('cli --> dockerd --> containerd --> runc --> process\ncontainerd --> shim\ndockerd --> registry')).join(), /not right: containerd --> runc/);
  });
});
