import assert from 'node:assert/strict';
import type { ContextEntry } from '../../server/language/context/contextEntry';
import { ContextTree } from '../../server/language/context/contextTree';
import { emptyIgnoreFile, parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';

function file(path: string, identity = path): ContextEntry {
  return { path, type: 'file', size: 1, identity };
}

function folder(path: string, mode?: number): ContextEntry {
  return { path, type: 'directory', size: 0, ...(mode === undefined ? {} : { mode }) };
}

function paths(tree: ContextTree): string[] {
  return tree.entries.map(({ path }) => path);
}

suite('context tree', () => {
  const tree = new ContextTree([file('b/z'), file('a'), file('b/a/x'), file('b.txt'), file('b-c')]);

  test('folders stand before what is in them, and missing ones are added', () => {
    assert.deepEqual(paths(tree), ['a', 'b', 'b/a', 'b/a/x', 'b/z', 'b-c', 'b.txt']);
    assert.equal(tree.get('b')?.type, 'directory');
    assert.deepEqual(tree.below('b').map(({ path }) => path), ['b/a', 'b/a/x', 'b/z']);
    assert.equal(tree.get('b/a/x/y'), undefined);
  });

  test('a folder that is listed after its files keeps what is known of it', () => {
    assert.equal(new ContextTree([file('a/b'), folder('a', 0o700)]).get('a')?.mode, 0o700);
    assert.deepEqual(paths(new ContextTree([file('a/b'), folder('a', 0o700)])), ['a', 'a/b']);
  });

  test('changes give the same tree as reading everything anew, and share the rest', () => {
    const changed = tree.with([
      { path: 'b/z', entry: file('b/z', 'other') },
      { path: 'new/deep/file', entry: file('new/deep/file') },
      { path: 'a', entry: undefined },
      { path: 'not/there', entry: undefined },
    ]);
    const anew = new ContextTree([file('b/z', 'other'), file('b/a/x'), file('b.txt'), file('b-c'), file('new/deep/file')]);
    assert.deepEqual(changed.entries, anew.entries);
    assert.equal(changed.root.digest, anew.root.digest);
    assert.notEqual(changed.root.digest, tree.root.digest);
    assert.equal(changed.folder('b/a'), tree.folder('b/a'));
  });

  test('a folder that nobody listed goes with its last file; one that was listed stays', () => {
    assert.deepEqual(paths(new ContextTree([file('a/b/c'), file('d')]).with([{ path: 'a/b/c', entry: undefined }])), ['d']);
    assert.deepEqual(paths(new ContextTree([folder('a', 0o755), file('a/c')]).with([{ path: 'a/c', entry: undefined }])), ['a']);
    assert.deepEqual(paths(new ContextTree([file('a')]).with([{ path: 'a', entry: undefined }])), []);
  });

  test('a file becomes a folder and a folder a file', () => {
    assert.deepEqual(paths(new ContextTree([file('a')]).with([{ path: 'a/b', entry: file('a/b') }])), ['a', 'a/b']);
    assert.deepEqual(paths(new ContextTree([file('a/b')]).with([{ path: 'a', entry: file('a') }])), ['a']);
  });

  test('the digest tells name, type, mode, bytes and link target, and nothing else', () => {
    const digest = (...entries: ContextEntry[]): string => new ContextTree(entries).root.digest;
    const same = digest(file('a'), file('b'));
    assert.equal(digest(file('b'), file('a')), same);
    assert.equal(digest({ ...file('a'), size: 99 }, file('b')), same);
    const others = [
      digest(file('a'), file('c', 'b')),
      digest(file('a'), file('b', 'other')),
      digest(file('a'), { ...file('b'), mode: 0o755 }),
      digest(file('a'), { path: 'b', type: 'symlink', size: 0, linkTarget: 'a' }),
      digest(file('a'), folder('b')),
      digest(file('a'), file('b/b', 'b')),
    ];
    assert.equal(new Set([same, ...others]).size, others.length + 1);
  });

  test('a shared folder is filtered by each ignore file anew', () => {
    const sent = (ignore: string): string[] => paths(filterContext(tree, parseDockerignore(ignore)).sent);
    assert.deepEqual(sent('b/a'), ['a', 'b', 'b/z', 'b-c', 'b.txt']);
    assert.deepEqual(sent('b/z'), ['a', 'b', 'b/a', 'b/a/x', 'b-c', 'b.txt']);
    assert.deepEqual(sent('b\n!b/z'), ['a', 'b', 'b/z', 'b-c', 'b.txt']);
    assert.equal(filterContext(tree, emptyIgnoreFile).sent, tree);
  });
});
