/** What a build context sends and what a COPY takes, on a real Engine: the builder lists what has arrived. */
import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { selectSource } from '../../server/language/context/copySources';
import { emptyIgnoreFile, parseDockerignore, type IgnoreGeneration } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { Environment } from '../../server/language/dockerfile/environment';
import { expandText } from '../../server/language/dockerfile/expansion';
import { readBuildContext } from '../../server/world/buildContext';
import { arrivedFiles } from './arrivedFiles';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, removeEverything, removeFolder, writeFiles } from './engine';
import { clientGeneration } from './engineRules';

const files: Readonly<Record<string, string>> = {
  'readme.md': '', 'a b.txt': '', '#c': '', '!d': '', 'e[1].txt': '', '.env': '',
  'src/main.ts': '', 'src/main.test.ts': '', 'src/lib/one.ts': '', 'src/lib/deep/two.ts': '', 'src/readme.md': '',
  'web/lib/three.ts': '', 'web/node_modules/x/index.js': '', 'node_modules/y/index.js': '', 'out/app.js': '', 'log/a.log': '', 'log/keep.log': '',
};

/** Each is a whole ignore file. */
const ignoreFiles = [
  '**/*.md', 'src', 'src/', './src//lib', 'src/*', 'src/**', '*', '**', '*\n!src/lib', '*\n!src/missing', '**\n!web/*/three.ts', 'log/*\n!log/keep.log',
  '**/lib\n!src/lib', 'src/lib\n!src', '**.md', '**/node_modules', 'node_modules', '#c\n \\#c', '\\!d\n! readme.md\n*.md', '[a-e]*\n[!x].env', 'e\\[1].txt\n?env',
  'src\nsrc\n!src/lib/one.ts\nsrc', '/src/../log\n.\n/', '{src,log}\nSRC\nreadme.md/x', 'a b.txt\r\n*.md\r\n', '*/*\n!*/lib', 'src/**/*.ts\n!**/one.ts',
  'src\\readme.md', 'log/\\w.log\n\\Deadme.md', '[\\w]eadme.md\nlog/\\x61.log', 'src/\\bmain.ts\nlog\\Bkeep.log\n\\Aout',
];

const sources = ['src', 'src/', './src/.', '*.md', 's*', '*/lib', '**/lib', 'src/*', '*/*.md', 'src/lib/../main.ts', 'e\\[1].txt', 'e\\\\[1].t*', 'e[[]1].txt', '?env', '[!a-z]*', 'src/main*.ts', '../log', 'w*/[l-n]*'];

async function predictedContext(folder: string, ignore: string, generation: IgnoreGeneration): Promise<string[]> {
  const tree = new ContextTree((await readBuildContext(folder)).entries);
  const { sent } = filterContext(tree, parseDockerignore(ignore), generation);
  return sent.entries.map(({ path, type }) => (type === 'directory' ? `${path}/` : path)).sort();
}

async function predictedCopy(folder: string, source: string): Promise<string[]> {
  const tree = new ContextTree((await readBuildContext(folder)).entries);
  // The builder takes one level of backslashes away before it matches.
  const expanded = expandText(source, new Environment(), '\\').text ?? '';
  const { roots } = selectSource(filterContext(tree, emptyIgnoreFile), expanded);
  const found = new Set<string>();
  for (const { path, entry, inside } of roots) {
    if (entry && entry.type !== 'directory') found.add(path.slice(path.lastIndexOf('/') + 1));
    for (const { relative, entry: inner } of inside) found.add(inner.type === 'directory' ? `${relative}/` : relative);
  }
  return [...found].sort();
}

suite('build context on a real Engine', function () {
  this.timeout(120_000);
  let folder = '';
  let generation: IgnoreGeneration = 'current';
  suiteSetup(async () => {
    await ensureBaseImage();
    generation = await clientGeneration();
    folder = createFolder(files);
  });
  suiteTeardown(async () => {
    removeFolder(folder);
    await removeEverything();
  });

  for (const ignore of ignoreFiles) {
    test(`.dockerignore ${JSON.stringify(ignore)}`, async () => {
      writeFiles(folder, { '.dockerignore': ignore });
      const found = await arrivedFiles(folder, 'COPY . /x/');
      assert.deepEqual(found, await predictedContext(folder, ignore, generation));
    });
  }

  for (const ignore of ['src\\public', 'out\\y', 'log\\1', '\\ä', 'src/[', 'src\\']) {
    test(`.dockerignore ${JSON.stringify(ignore)} is refused`, async () => {
      writeFiles(folder, { '.dockerignore': ignore, Dockerfile: `FROM ${busyboxImage}\nCOPY . /x/\n` });
      const { ok, output } = await buildImage(folder);
      assert.equal(ok, false);
      assert.match(output, /syntax error in pattern/);
      assert.equal(parseDockerignore(ignore).problems.length, 1);
    });
  }

  test('COPY of an escaped wildcard alone finds nothing', async () => {
    writeFiles(folder, { '.dockerignore': '', Dockerfile: `FROM ${busyboxImage}\nCOPY e\\\\[1].txt /x/\n` });
    const { ok, output } = await buildImage(folder, { options: ['--no-cache'] });
    assert.equal(ok, false);
    assert.match(output, /not found/);
    assert.deepEqual(await predictedCopy(folder, 'e\\\\[1].txt'), []);
  });

  for (const source of sources) {
    test(`COPY ${source}`, async () => {
      writeFiles(folder, { '.dockerignore': '' });
      assert.deepEqual(await arrivedFiles(folder, `COPY ${source} /x/`), await predictedCopy(folder, source));
    });
  }
});
