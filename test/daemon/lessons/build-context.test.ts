import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrivedFiles } from '../arrivedFiles';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { buildImage, createFolder, dockerOutput, ownName, removeEverything, removeFolder, writeFiles } from '../engine';
import { LessonDaemon } from './lessonDaemon';

const project = { 'package.json': '{}', 'a.log': 'a', 'logs/b.log': 'b', '.git/HEAD': 'ref: refs/heads/main', '.env': 'TOKEN=hidden-example' };

/** Runs `use` in a folder that holds the files below `context`, and other files beside that. */
async function inFolder(files: Readonly<Record<string, string>>, use: (context: string, folder: string) => Promise<void>): Promise<void> {
  const folder = createFolder(files);
  mkdirSync(join(folder, 'context'), { recursive: true });
  writeFiles(join(folder, 'context'), project);
  try {
    await use(join(folder, 'context'), folder);
  } finally {
    removeFolder(folder);
  }
}

suite('Lesson build-context, on a real daemon', function () {
  this.timeout(60_000);
  suiteSetup(async () => void (await ensureBaseImage()));
  suiteTeardown(removeEverything);

  test('fact builder-has-only-the-context: a path above it is not found, from the folder above it is', async () => {
    await inFolder({ 'shared/text': 'one' }, async (context, folder) => {
      for (const path of ['../shared/text', join(folder, 'shared', 'text')]) {
        writeFiles(context, { Dockerfile: `FROM ${busyboxImage}\nCOPY ${path} /x/\n` });
        const { ok, output } = await buildImage(context);
        assert.ok(!ok && /not found|no such file/.test(output), output);
      }
      assert.deepEqual(await arrivedFiles(folder, 'COPY shared /x/'), ['text']);
    });
  });

  test('fact ignore-file-keeps-files-out: what is matched is not there for COPY, not even by name', async () => {
    await inFolder({}, async (context) => {
      writeFiles(context, { '.dockerignore': '.env\n.git\nDockerfile\n.dockerignore\n', 'logs/.dockerignore': 'b.log\n' });
      assert.deepEqual(await arrivedFiles(context, 'COPY . /x/'), ['a.log', 'logs/', 'logs/.dockerignore', 'logs/b.log', 'package.json']);
      writeFiles(context, { Dockerfile: `FROM ${busyboxImage}\nCOPY .env /x/\n` });
      const { ok, output } = await buildImage(context);
      assert.ok(!ok && /not found|no such file/.test(output), output);
      writeFiles(context, { 'Dockerfile.dockerignore': '*\n!package.json\n' });
      assert.deepEqual(await arrivedFiles(context, 'COPY . /x/'), ['package.json'], 'the one beside the Dockerfile is taken instead');
    });
  });

  test('fact gitignore-does-not-count: what git ignores is copied', async () => {
    await inFolder({}, async (context) => {
      writeFiles(context, { '.gitignore': '.env\n*.log\n' });
      const arrived = await arrivedFiles(context, 'COPY . /x/');
      for (const path of ['.env', 'a.log', 'logs/b.log', '.git/HEAD']) assert.ok(arrived.includes(path), path);
    });
  });

  test('fact patterns-start-at-the-top: *.log leaves out those at the top, **/*.log all', async () => {
    await inFolder({}, async (context) => {
      const logs = async (ignore: string): Promise<readonly string[]> => {
        writeFiles(context, { '.dockerignore': ignore });
        return (await arrivedFiles(context, 'COPY . /x/')).filter((path) => path.endsWith('.log'));
      };
      assert.deepEqual(await logs('*.log\n'), ['logs/b.log']);
      assert.deepEqual(await logs('/*.log\n'), ['logs/b.log']);
      assert.deepEqual(await logs('**/*.log\n'), []);
      assert.deepEqual(await logs('logs/*\n!logs/b.log\n'), ['a.log', 'logs/b.log']);
    });
  });

  test('fact copied-secret-stays: a later rm hides the file, and docker save gives it back', async () => {
    await inFolder({}, async (context, folder) => {
      const tag = `${ownName}/leak:1`;
      writeFiles(context, { Dockerfile: `FROM ${busyboxImage}\nCOPY .env /app/\nRUN rm /app/.env\n` });
      const { ok, output } = await buildImage(context, { tag });
      assert.ok(ok, output);
      assert.equal(await dockerOutput('run', '--rm', tag, 'ls', '-A', '/app'), '');
      await dockerOutput('save', '--output', join(folder, 'image.tar'), tag);
      assert.ok(savedFiles(folder, 'app/.env').includes(project['.env']));
    });
  });

  test('only what a step asks for is sent', async () => {
    await inFolder({}, async (context) => {
      writeFiles(context, { 'large.bin': 'x'.repeat(3_000_000), Dockerfile: `FROM ${busyboxImage}\nCOPY package.json /\n` });
      assert.doesNotMatch((await buildImage(context, { options: ['--no-cache'] })).output, /transferring context: [\d.]+MB/);
      writeFiles(context, { Dockerfile: `FROM ${busyboxImage}\nCOPY . /all/\n` });
      assert.match((await buildImage(context, { options: ['--no-cache'] })).output, /transferring context: 3\.\d+MB/);
    });
  });

  test('the lab: what was built without an ignore file has the secret, with the solution nothing is unmet', async () => {
    const daemon = new LessonDaemon('build-context');
    try {
      await daemon.standIn('node:24-alpine', "RUN mkdir -p /etc && echo 'node:x:1000:1000::/home/node:/bin/sh' >/etc/passwd");
      const real = { '.env': 'DATABASE_PASSWORD=change-me\n', '.git/HEAD': 'ref: refs/heads/main\n' };
      const build = async (folder: string, tag: string): Promise<void> => {
        await daemon.docker(folder, 'build', '-t', tag, '.');
        await daemon.docker(folder, 'run', '--name', 'dc-f09', tag, 'ls', '-a', '/app', '/app/recordings');
      };
      const start = daemon.start(undefined, real);
      await build(start, 'dc-f09:0');
      const unmet = await daemon.unmet(start);
      assert.equal(unmet.length, 7, unmet.join('\n'));
      await daemon.docker(start, 'rm', 'dc-f09');
      const solution = daemon.solution(undefined, real);
      await build(solution, 'dc-f09:1');
      assert.deepEqual(await daemon.unmet(solution), []);
      assert.equal((await daemon.labResult(solution)).done, 'all');
    } finally {
      await daemon.end();
    }
  });
});

/** What a file of this path holds, in each layer of `image.tar` that has it. */
function savedFiles(folder: string, path: string): readonly string[] {
  execFileSync('tar', ['-xf', 'image.tar'], { cwd: folder });
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const layers = names.filter((entry) => entry.isFile() && (entry.name === 'layer.tar' || /^[0-9a-f]{64}$/.test(entry.name))).map((entry) => join(entry.parentPath, entry.name));
  return layers.flatMap((layer) => {
    if (readFileSync(layer).indexOf(path) < 0) return [];
    try {
      return [execFileSync('tar', ['-xOf', layer, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })];
    } catch {
      return [];
    }
  });
}
