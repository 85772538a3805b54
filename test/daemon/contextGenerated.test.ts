/** Random ignore files and COPY sources over random folders, against a real Engine. Many cases share one build. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ContextTree } from '../../server/language/context/contextTree';
import { selectSource, type SelectedRoot } from '../../server/language/context/copySources';
import { parseDockerignore, type IgnoreGeneration } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import type { ContextEntry } from '../../server/language/context/contextEntry';
import { readBuildContext } from '../../server/world/buildContext';
import { Random } from '../core/random';
import { arrivedFiles } from './arrivedFiles';
import { ensureBaseImage } from './baseImages';
import { createFolder, removeEverything, removeFolder, writeFiles } from './engine';
import { clientGeneration } from './engineRules';

const names = ['a', 'b', 'ab', 'a.b', '.a', 'B', 'b-a', 'ä'];
const parts = ['\\.a', '\\db', '[\\w]', 'a\\Db', 'a', 'b', 'ab', '*', '**', 'a*', '*b', '?', '[ab]', '[^a]', '*.b', '.a', '\\a', 'a.b', '..', '.', 'ä', '?b', 'b-a'];

function randomPaths(random: Random, count: number): string[] {
  const paths = new Set<string>();
  while (paths.size < count) {
    const folders = Array.from({ length: random.below(4) }, () => `d${random.pick(names)}`);
    paths.add([...folders, random.pick(names)].join('/'));
  }
  return [...paths];
}

/** Folders are called like files, with a d in front, so that no path is both. */
function randomPattern(random: Random): string {
  const length = 1 + random.below(4);
  const written = Array.from({ length }, (_, index) => {
    const part = random.pick(parts);
    return index < length - 1 && !part.startsWith('*') && !part.startsWith('.') ? `d${part}` : part;
  });
  return written.join('/');
}

function randomIgnoreLines(random: Random, folder: string): string[] {
  return Array.from({ length: 1 + random.below(4) }, () => {
    // A `..` must not lead out of this case's own folder.
    const pattern = randomPattern(random).replaceAll('..', 'a');
    return `${random.below(3) === 0 ? '!' : ''}${random.below(6) === 0 ? '/' : ''}${folder}/${pattern}${random.below(6) === 0 ? '/' : ''}`;
  });
}

function shown({ path, type }: { path: string; type: ContextEntry['type'] }): string {
  return type === 'directory' ? `${path}/` : type === 'symlink' ? `${path}@` : path;
}

/** What a COPY into a folder makes of the selected entries. */
function copied(roots: readonly SelectedRoot[]): string[] {
  const found = new Set<string>();
  for (const { path, entry, inside } of roots) {
    if (entry && entry.type !== 'directory') found.add(path.slice(path.lastIndexOf('/') + 1));
    for (const { relative, entry: inner } of inside) found.add(shown({ path: relative, type: inner.type }));
  }
  return [...found];
}

/** Fails where the builder gets other entries of these empty files than the ignore file is taken to leave. */
async function assertSent(paths: readonly string[], ignore: string, generation: IgnoreGeneration): Promise<void> {
  const folder = createFolder({ ...Object.fromEntries(paths.map((path) => [path, ''])), '.dockerignore': ignore });
  try {
    const found = await arrivedFiles(folder, 'COPY . /x/');
    const { sent } = filterContext(new ContextTree((await readBuildContext(folder)).entries), parseDockerignore(ignore), generation);
    assert.deepEqual(found, sent.entries.map(shown).sort(), ignore);
  } finally {
    removeFolder(folder);
  }
}

suite('generated build contexts on a real Engine', function () {
  this.timeout(120_000);
  let generation: IgnoreGeneration = 'current';
  suiteSetup(async () => {
    await ensureBaseImage();
    generation = await clientGeneration();
  });
  suiteTeardown(() => removeEverything());

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    test(`twelve folders with ignore lines of their own, seed ${seed}`, async () => {
      const random = new Random(seed);
      const cases = Array.from({ length: 12 }, (_, index) => `case${index}`);
      const paths = cases.flatMap((name) => randomPaths(random, 10).map((path) => `${name}/${path}`));
      const ignore = ['Dockerfile', '.dockerignore', ...cases.flatMap((name) => randomIgnoreLines(random, name))].join('\n');
      await assertSent(paths, ignore, generation);
    });
  }

  for (const seed of [7, 8, 9]) {
    test(`one ignore file for all folders, seed ${seed}`, async () => {
      const random = new Random(seed);
      const ignore = ['Dockerfile', ...Array.from({ length: 6 }, () => `${random.below(3) === 0 ? '!' : ''}${randomPattern(random)}`), '.dockerignore'].join('\n');
      await assertSent(randomPaths(random, 60), ignore, generation);
    });
  }

  for (const seed of [11, 12]) {
    test(`forty COPY sources, seed ${seed}`, async () => {
      const random = new Random(seed);
      const folder = createFolder(Object.fromEntries(randomPaths(random, 60).map((path) => [path, ''])));
      try {
        writeFiles(folder, { '.dockerignore': 'Dockerfile\n.dockerignore\n', 'da/dab/a': '', 'db/b': '' });
        for (const [link, target] of [['dlink', 'da'], ['blink', 'db/b'], ['da/dlink', '../db'], ['db/dlink', '/da/dab']]) symlinkSync(target!, join(folder, link!));
        const context = filterContext(new ContextTree((await readBuildContext(folder)).entries), parseDockerignore('Dockerfile\n.dockerignore'), generation);
        const known = context.sent.entries.map(({ path }) => path);
        const sources = new Set<string>();
        while (sources.size < 40) {
          const source = random.below(4) === 0 ? random.pick(known) : random.pick(['', '', 'dlink/', 'da/', './', 'da/../', '/', '*/']) + randomPattern(random).replaceAll('\\', '');
          // A source that is not there fails the whole build; a pattern without a match does not.
          if (selectSource(context, source).roots.length > 0 && !source.includes('ä')) sources.add(source);
        }
        const found = await arrivedFiles(folder, [...sources].map((source, index) => `COPY ${JSON.stringify([source, `/x/${index}/`])}`).join('\n'));
        const expected = [...sources].flatMap((source, index) => [`${index}/`, ...copied(selectSource(context, source).roots).map((path) => `${index}/${path}`)]);
        assert.deepEqual(found, expected.sort(), [...sources].map((source, index) => `${index} ${source}`).join('\n'));
      } finally {
        removeFolder(folder);
      }
    });
  }
});
