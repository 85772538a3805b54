import assert from 'node:assert/strict';
import type { ContextEntry } from '../../server/language/context/contextEntry';
import { cleanPath, contextPath } from '../../server/language/context/contextPath';
import { ContextTree } from '../../server/language/context/contextTree';
import { selectSource, sourceKind, type SelectionOptions } from '../../server/language/context/copySources';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';

const file = (path: string, size = 10): ContextEntry => ({ path, type: 'file', size });
const link = (path: string, linkTarget: string): ContextEntry => ({ path, type: 'symlink', size: 0, linkTarget });

const entries: ContextEntry[] = [
  file('package.json'),
  file('package-lock.json'),
  file('.env'),
  file('src/main.js'),
  file('src/lib/a.js'),
  file('src/lib/b.js', 5),
  file('apps/web/package.json'),
  file('apps/api/package.json'),
  { path: 'empty', type: 'directory', size: 0 },
  link('current', 'src/lib'),
  link('alias.js', 'src/main.js'),
  link('rooted', '/src/lib'),
  link('outside', '../../src'),
  link('loop', 'pool'),
  link('pool', 'loop'),
];

function select(source: string, ignore = '', options: SelectionOptions = {}) {
  return selectSource(filterContext(new ContextTree(entries), parseDockerignore(ignore)), source, 'context', options);
}

const names = (source: string, ignore = '', options: SelectionOptions = {}) => select(source, ignore, options).files.map((entry) => entry.path);

suite('COPY sources', () => {
  test('a file', () => {
    const found = select('src/lib/b.js');
    assert.deepEqual([found.files.length, found.bytes, found.wildcard], [1, 5, false]);
  });
  test('a folder takes all below it', () => assert.deepEqual(names('src'), ['src/lib/a.js', 'src/lib/b.js', 'src/main.js']));
  test('spelling does not matter', () => {
    for (const source of ['./src', '/src', 'src/', '../src', 'src/./', 'apps/../src', 'src//']) assert.deepEqual(names(source), names('src'), source);
  });
  test('the whole context', () => {
    assert.equal(select('.').files.length, entries.length - 1);
    assert.equal(select('/').files.length, entries.length - 1);
  });
  test('a star matches dot files and does not cross folders', () => {
    assert.deepEqual(names('*.js*'), ['src/main.js', 'package-lock.json', 'package.json']);
    assert.ok(names('*').includes('.env'));
    assert.deepEqual(names('apps/*/package.json'), ['apps/api/package.json', 'apps/web/package.json']);
    assert.deepEqual(names('package*.json'), ['package-lock.json', 'package.json']);
  });
  test('two stars are one, but cross folders with --parents', () => {
    assert.deepEqual(names('**/package.json'), []);
    assert.deepEqual(names('apps/**/package.json'), ['apps/api/package.json', 'apps/web/package.json']);
    assert.deepEqual(names('**/a.js', '', { parents: true }), ['src/lib/a.js']);
  });
  test('a matched folder is taken whole, once', () => assert.deepEqual(names('s*'), names('src')));
  test('an empty folder selects no files', () => {
    const found = select('empty');
    assert.equal(found.roots.length, 1);
    assert.deepEqual(found.files, []);
  });
  test('a link is followed', () => {
    assert.deepEqual(names('alias.js'), ['src/main.js']);
    assert.deepEqual(names('current'), ['src/lib/a.js', 'src/lib/b.js']);
    assert.deepEqual(names('current/a.js'), ['src/lib/a.js']);
    assert.deepEqual(names('rooted'), names('current'));
    assert.deepEqual(names('outside'), names('src'));
    assert.deepEqual(names('current/*.js'), ['src/lib/a.js', 'src/lib/b.js']);
  });
  test('links that go round in circles select nothing', () => assert.deepEqual(names('loop/x'), []));
  test('what is not there', () => {
    assert.deepEqual(select('missing').roots, []);
    assert.deepEqual([select('missing*').roots.length, select('missing*').wildcard], [0, true]);
    assert.deepEqual(select('[').roots, []);
  });
  test('files that the ignore file takes away are named with their line', () => {
    const found = select('src', '\n**/b.js');
    assert.deepEqual(found.files.map((entry) => entry.path), ['src/lib/a.js', 'src/main.js']);
    assert.deepEqual(found.ignored.map(({ entry, pattern }) => [entry.path, pattern.line]), [['src/lib/b.js', 2]]);
    for (const source of ['src', 'src/lib', 'src/lib/b.js', 'src/lib/b*', 'src/l*']) assert.deepEqual(select(source, 'src/lib').ignored.map(({ entry, isWhole }) => [entry.path, isWhole]), [['src/lib', true]]);
    assert.deepEqual(select('apps', 'src').ignored, []);
  });
  test('--exclude takes files away relative to the folder', () => {
    assert.deepEqual(names('src', '', { exclude: ['lib/*.js'] }), ['src/main.js']);
    assert.deepEqual(names('src', '', { exclude: ['lib'] }), ['src/main.js']);
  });
  test('an escaped wildcard keeps its backslash, beside a wildcard it is a letter', () => {
    const tree = filterContext(new ContextTree([file('a*b'), file('axb'), file('plain')]), parseDockerignore(''));
    const found = (source: string) => selectSource(tree, source).files.map((entry) => entry.path);
    assert.deepEqual(found('a\\*b'), []);
    assert.deepEqual(found('a\\*?'), ['a*b']);
    assert.deepEqual(found('a[*]b'), ['a*b']);
  });
  test('kinds of sources', () => {
    assert.equal(sourceKind('https://example.com/x.tgz', 'ADD'), 'http');
    assert.equal(sourceKind('https://example.com/x.tgz', 'COPY'), 'context');
    assert.equal(sourceKind('https://example.com/x.git#main', 'ADD'), 'git');
    assert.equal(sourceKind('git@example.com:x/y', 'ADD'), 'git');
    assert.equal(sourceKind('<<EOF', 'COPY'), 'heredoc');
    assert.equal(sourceKind('x.tar', 'ADD'), 'context');
    assert.deepEqual(selectSource(filterContext(new ContextTree(entries), parseDockerignore('')), 'https://x/.', 'http').files, []);
  });
  test('paths are cleaned as Go cleans them', () => {
    assert.deepEqual(['', '.', 'a/..', '../a', '/../a', 'a//b/./c/', '../../x'].map(cleanPath), ['.', '.', '.', '../a', '/a', 'a/b/c', '../../x']);
    assert.deepEqual(['', '.', '/', '../a', './a/'].map(contextPath), ['', '', '', 'a', 'a']);
  });
});
