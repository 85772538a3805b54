import assert from 'node:assert/strict';
import type { NamedContext } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { ContextTree } from '../../server/language/context/contextTree';
import { entries, input, outcomes, type Files } from './cachePredictions';

const folder = (of: Files, ignoreFile?: string): NamedContext => ({ kind: 'folder', context: new ContextTree(entries(of)), ...(ignoreFile !== undefined && { ignoreFile }) });
const image = (reference: string): NamedContext => ({ kind: 'image', reference });

/** Builds with one named context, then with another of its name. */
const change = (dockerfile: string, name: string, before: NamedContext, after: NamedContext): string =>
  outcomes(input(dockerfile, { namedContexts: { [name]: before } }), input(dockerfile, { namedContexts: { [name]: after } }));

const copying = 'FROM alpine\nCOPY --from=shared lib /lib\nRUN echo\n';

suite('cache: named contexts', () => {
  test('a COPY from a folder keys the content of what it takes, and nothing else of the folder', () => {
    const before = folder({ 'lib/a': '1', other: '1' });
    assert.equal(change(copying, 'shared', before, folder({ 'lib/a': '1', other: '2' })), 'cached 2,3');
    assert.equal(change(copying, 'shared', before, folder({ 'lib/a': '2', other: '1' })), 'runs 2,3');
    const named = (a: string) => input(copying, { namedContexts: { shared: folder({ 'lib/a': a }) } });
    const [step] = predict(named('1'), named('2')).steps;
    assert.equal(step?.because, 'What changed: the file lib/a of shared.');
    assert.deepEqual(step.files, ['lib/a of shared']);
  });

  test('the folder has an ignore file of its own', () => {
    const ignoring = (a: string): NamedContext => folder({ 'lib/a': '1', 'lib/b.log': a }, '**/*.log\n');
    assert.equal(change(copying, 'shared', ignoring('1'), ignoring('2')), 'cached 2,3');
  });

  test('a bind mount sees it too; files of the build context are others', () => {
    const mounting = 'FROM alpine\nRUN --mount=from=shared,source=lib,target=/lib ls /lib\nCOPY a.txt /\n';
    assert.equal(change(mounting, 'shared', folder({ 'lib/a': '1' }), folder({ 'lib/a': '2' })), 'runs 2,3');
    assert.equal(change(mounting, 'shared', folder({ 'a.txt': '1', 'lib/a': '1' }), folder({ 'a.txt': '2', 'lib/a': '1' })), 'cached 2,3');
  });

  test('a source that the folder does not hold makes the build fail', () => {
    const without = input(copying, { namedContexts: { shared: folder({ a: '1' }) } });
    assert.match(predict(input('FROM alpine\n'), without).steps[0]!.because, /fails here/);
  });

  test('an image in the place of another: what it is decides, not its name', () => {
    const based = 'FROM node:22\nRUN echo\n';
    assert.equal(change(based, 'node:22', image('mine:1'), image('docker.io/library/mine:1')), 'cached 2');
    assert.equal(change(based, 'node:22', image('mine:1'), image('mine:2')), 'runs 2');
    assert.equal(change(based, 'docker.io/library/node:22', image('mine:1'), image('mine:2')), 'runs 2');
    assert.equal(change(based, 'node:20', image('mine:1'), image('mine:2')), 'cached 2');
    assert.equal(outcomes(input('FROM mine:1\nRUN echo\n'), input(based, { namedContexts: { 'node:22': image('mine:1') } })), 'cached 2');
  });

  test('one that stands in for a stage, and a folder as base, are not predicted', () => {
    const replaced = input('FROM alpine AS shared\nRUN echo\nFROM alpine\nCOPY --from=shared /a /\n', { namedContexts: { shared: folder({ a: '1' }) } });
    assert.match(predict(replaced, replaced).problem ?? '', /stands in for the stage shared; that is not predicted/);
    const base = input('FROM shared\nRUN echo\n', { namedContexts: { shared: folder({ a: '1' }) } });
    assert.match(predict(base, base).problem ?? '', /base shared is a folder/);
  });
});
