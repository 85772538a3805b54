import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore, type IgnoreGeneration } from '../../server/language/context/dockerignore';
import { chooseIgnoreFile } from '../../server/language/context/ignoreFileNames';
import { filterContext, neverEntered } from '../../server/language/context/ignoredEntries';
import { compilePathPattern, matchTokens } from '../../server/language/context/pathPattern';
import { Random } from './random';

const project = [
  'Dockerfile',
  'README.md',
  'docs/guide.md',
  'docs/deep/note.md',
  'src/main.ts',
  'src/lib/parse.ts',
  'src/lib/parse.test.ts',
  'packages/one/index.js',
  'packages/one/lib/inner.js',
  'packages/two/index.js',
  'node_modules/left/index.js',
  'a[1].txt',
  '!odd.txt',
  '#odd.txt',
];

function context(files: readonly string[] = project): ContextTree {
  return new ContextTree(files.map((path) => ({ path, type: 'file', size: 1 })));
}

function sent(ignore: string, generation: IgnoreGeneration = 'current', files: readonly string[] = project): string[] {
  return filterContext(context(files), parseDockerignore(ignore), generation).sent.entries.map((entry) => entry.path);
}

function left(ignore: string, generation: IgnoreGeneration = 'current'): string[] {
  const kept = new Set(sent(ignore, generation));
  return project.filter((path) => !kept.has(path));
}

const markdown = ['README.md', 'docs/guide.md', 'docs/deep/note.md'];

suite('.dockerignore', () => {
  test('an empty file leaves everything in', () => assert.deepEqual(left(''), []));
  test('a plain name is anchored at the root', () => assert.deepEqual(left('guide.md\nREADME.md'), ['README.md']));
  test('**/ reaches every depth, the root included', () => assert.deepEqual(left('**/*.md'), markdown));
  test('a star stays in one folder', () => assert.deepEqual(left('docs/*.md'), ['docs/guide.md']));
  test('a folder takes all below it', () => assert.deepEqual(left('docs'), ['docs/guide.md', 'docs/deep/note.md']));
  test('spelling of a path does not matter', () => {
    for (const line of ['docs/', './docs', '/docs', 'x/../docs', 'docs//', '  docs  ', '\uFEFFdocs']) assert.deepEqual(left(line), left('docs'), line);
  });
  test('CRLF line ends', () => assert.deepEqual(left('README.md\r\ndocs\r\n'), markdown));
  test('the last matching line wins', () => {
    assert.deepEqual(left('**/*.md\n!README.md'), ['docs/guide.md', 'docs/deep/note.md']);
    assert.deepEqual(left('!README.md\n**/*.md'), markdown);
  });
  test('a line can bring back a file below an excluded folder', () => {
    assert.deepEqual(sent('*\n!src/lib/parse.ts'), ['src', 'src/lib', 'src/lib/parse.ts']);
    assert.deepEqual(left('docs/*\n!docs/guide.md'), ['docs/deep/note.md']);
  });
  test('an excluded folder is sent only when something in it is', () => {
    assert.deepEqual(sent('*\n!src/missing.ts'), []);
    assert.deepEqual(sent('*\n!src/missing.ts', '20.10'), ['src'], 'the older client sends the folder it looks into');
  });
  test('src/* keeps the empty folder', () => assert.ok(sent('src/*').includes('src')));
  test('comments only in the first column', () => {
    assert.deepEqual(left('#odd.txt\n# README.md'), []);
    assert.deepEqual(left(' #odd.txt'), ['#odd.txt']);
  });
  test('a backslash makes a character literal', () => {
    assert.deepEqual(left('\\!odd.txt\na\\[1].txt'), ['a[1].txt', '!odd.txt']);
  });
  test('a space may follow the exclamation mark', () => assert.deepEqual(left('*.md\n! README.md'), []));
  test('braces are letters, case counts', () => assert.deepEqual(left('{docs,src}\nREADME.MD'), []));
  test('a dot and a slash match nothing', () => assert.deepEqual(left('.\n/'), []));
  test('a pattern below a file matches nothing', () => assert.deepEqual(left('README.md/x'), []));
  test('generations differ: a folder brought back after its child went', () => {
    assert.deepEqual(left('src/lib\n!src'), ['src/lib/parse.ts', 'src/lib/parse.test.ts']);
    assert.deepEqual(left('src/lib\n!src', '20.10'), []);
  });
  test('generations differ: ** glued to a suffix', () => {
    assert.deepEqual(left('**.md'), markdown);
    assert.deepEqual(left('**.md', '20.10'), []);
  });
  test('generations differ: wildcards in a bring-back line', () => {
    assert.ok(sent('*\n!packages/*/index.js').includes('packages/two/index.js'));
    assert.deepEqual(sent('*\n!packages/*/index.js', '20.10'), ['packages']);
  });
  test('malformed lines are problems with their line and exclude nothing', () => {
    const file = parseDockerignore('ok\n!\n[a\nx\\\n[]\n');
    assert.deepEqual(file.problems.map((problem) => problem.line), [2, 3, 4, 5]);
    assert.equal(file.patterns.length, 1);
  });
  test('each excluded file names its line', () => {
    const result = filterContext(context(), parseDockerignore('# first\n**/*.md\ndocs'));
    const lines = new Map(result.ignored.map(({ entry, pattern }) => [entry.path, pattern.line]));
    assert.equal(lines.get('README.md'), 2);
    assert.equal(lines.get('docs'), 2 + 1);
    assert.equal(lines.has('docs/deep/note.md'), false, 'what goes with its folder is not listed, and need not be known');
  });
  test('order of the entries does not matter', () => {
    const ignore = '*\n!src\nsrc/lib/*.test.ts';
    assert.deepEqual(sent(ignore, 'current', [...project].reverse()), sent(ignore));
  });
  test('what lies in a folder that no client enters changes nothing, for either client', () => {
    const random = new Random(4);
    const parts = ['src', 'lib', 'docs', 'node_modules', '*', '**', '*.md', '?ib', 's*', 'packages', 'deep', 'one'];
    let unseen = 0;
    for (let round = 0; round < 600; round++) {
      const lines = Array.from({ length: 1 + random.below(4) }, () => `${random.below(3) === 0 ? '!' : ''}${Array.from({ length: 1 + random.below(3) }, () => random.pick(parts)).join('/')}`);
      const ignore = parseDockerignore(lines.join('\n'));
      const isSkipped = neverEntered(ignore);
      const whole = context();
      const known = whole.entries.filter(({ path }) => !path.split('/').slice(0, -1).some((_, depth) => isSkipped(path.split('/').slice(0, depth + 1).join('/'))));
      unseen += whole.entries.length - known.length;
      for (const generation of ['current', '20.10'] as const) {
        const sentOf = (tree: ContextTree): string[] => filterContext(tree, ignore, generation).sent.entries.map(({ path }) => path);
        assert.deepEqual(sentOf(new ContextTree(known)), sentOf(whole), `${lines.join(' ')} (${generation})`);
      }
    }
    assert.ok(unseen > 200, 'many of them have folders that are not entered');
  });
  test('the Dockerfile own ignore file replaces the other, even when empty', () => {
    const files = new Map([['.dockerignore', 'a'], ['docker/web.Dockerfile.dockerignore', '']]);
    assert.deepEqual(chooseIgnoreFile('docker/web.Dockerfile', (path) => files.get(path)), { path: 'docker/web.Dockerfile.dockerignore', text: '' });
    assert.deepEqual(chooseIgnoreFile('Dockerfile', (path) => files.get(path)), { path: '.dockerignore', text: 'a' });
    assert.equal(chooseIgnoreFile('Dockerfile', () => undefined), undefined);
  });
});

suite('path patterns', () => {
  test('the state machine and the expression agree', () => {
    const patterns = ['*', 'a*', '*.ts', '**/x', 'a/**/x', 'a/**', '?x', '[a-c]/x', '[^a]x', '**', 'a**/x', '**/a/**/x'];
    const paths = ['x', 'a', 'ax', 'a/x', 'a/b/x', 'a/b/c/x', 'b/x', 'bx', 'ab/c/x', 'm.ts', 'a/m.ts', 'aax', 'z/a/x', 'z/a/q/x'];
    for (const pattern of patterns) {
      const compiled = compilePathPattern(pattern, { doubleStar: true })!;
      for (const path of paths) assert.equal(compiled.matches(path), matchTokens(compiled.tokens, path), `${pattern} ${path}`);
    }
  });
  test('a backslash leaves an escape of Go behind, as in an ignore file', () => {
    const match = (pattern: string, path: string) => compilePathPattern(pattern, { doubleStar: true })?.matches(path);
    assert.equal(match('bin\\Debug', 'bin/ebug'), true);
    assert.equal(match('v\\d', 'v1'), true);
    assert.equal(match('[\\d]*', '1a'), true);
    assert.equal(match('\\x61', 'a'), true);
    assert.equal(match('\\!a\\*', '!a*'), true);
    assert.equal(match('src\\bin', 'srcin'), false);
    for (const refused of ['src\\public', 'a\\yb', 'a\\1', '\\ä']) assert.equal(match(refused, 'x'), undefined, refused);
    assert.equal(compilePathPattern('src\\public', { doubleStar: false })?.matches('srcpublic'), true);
  });
  test('many stars stay bounded', () => {
    const hostile = compilePathPattern(`${'a*'.repeat(40)}b`, { doubleStar: true })!;
    assert.equal(hostile.matches('a'.repeat(4000)), false);
    assert.equal(hostile.matches(`${'a'.repeat(4000)}b`), true);
    const folders = compilePathPattern(`${'**/a'.repeat(20)}b`, { doubleStar: true })!;
    assert.equal(folders.matches('a/'.repeat(1000)), false);
  });
  test('without double star, ** is one star', () => {
    const pattern = compilePathPattern('**/x', { doubleStar: false })!;
    assert.equal(pattern.matches('a/x'), true);
    assert.equal(pattern.matches('a/b/x'), false);
    assert.equal(pattern.matches('x'), false);
  });
  test('a character class, ranges, negation and characters outside the basic plane', () => {
    const match = (pattern: string, path: string) => compilePathPattern(pattern, { doubleStar: false })?.matches(path);
    assert.equal(match('[a-c].x', 'b.x'), true);
    assert.equal(match('[^a-c].x', 'b.x'), false);
    assert.equal(match('[\\]]', ']'), true);
    assert.equal(match('?', '😀'), true);
    assert.equal(match('[c-a]', 'b'), false);
    assert.equal(match('[a-]', 'a'), undefined);
  });
});
