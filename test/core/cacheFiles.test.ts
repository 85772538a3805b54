import assert from 'node:assert/strict';
import { predict } from '../../server/language/cache/predict';
import type { EngineRules } from '../../server/language/cache/buildInput';
import type { ContextEntry } from '../../server/language/context/contextEntry';
import { change, edit, entries, files, input, outcomes } from './cachePredictions';

suite('cache: files that COPY takes', () => {
  const folder = 'FROM alpine\nCOPY d /d\nRUN true\n';
  test('content, new, removed and renamed files of a folder', () => {
    assert.equal(change(folder, { 'd/one.txt': 'x' }), 'runs 2,3');
    assert.equal(change(folder, { 'd/new': '' }), 'runs 2,3');
    assert.equal(change(folder, { 'd/one.txt': undefined }), 'runs 2,3');
    assert.equal(change(folder, { 'd/one.txt': undefined, 'd/ONE.txt': '1' }), 'runs 2,3');
    assert.equal(change(folder, { 'a.txt': 'x', 'new/file': 'x' }), 'cached 2,3');
  });
  test('files that the ignore file takes away do not count', () => {
    assert.equal(change(folder, { 'd/one.txt': 'x' }, 'd/one.txt'), 'cached 2,3');
    assert.equal(change('FROM alpine\nCOPY . /x\n', { 'a.txt': 'x' }, '*.txt'), 'cached 2');
    assert.equal(change('FROM alpine\nCOPY . /x\n', { 'Dockerfile': 'x' }, 'Dockerfile'), 'cached 2');
    assert.equal(change('FROM alpine\nCOPY . /x\n', { 'Dockerfile': 'x' }), 'runs 2');
  });
  test('a change of the ignore file counts through the files it selects', () => {
    const all = 'FROM alpine\nCOPY . /x\n';
    assert.equal(outcomes(input(all, { ignoreFile: 'a.txt\nb.txt' }), input(all, { ignoreFile: '# no\nb.txt\na.txt\nmissing' })), 'cached 2');
    assert.equal(outcomes(input(all), input(all, { ignoreFile: 'a.txt' })), 'runs 2');
    assert.equal(outcomes(input(folder), input(folder, { ignoreFile: 'a.txt' })), 'cached 2,3');
  });
  test('wildcards: matches count by name, not by folder', () => {
    const wildcard = 'FROM alpine\nCOPY *.txt /x/\n';
    assert.equal(change(wildcard, { 'c.txt': '' }), 'runs 2');
    assert.equal(change(wildcard, { 'c.md': '' }), 'cached 2');
    assert.equal(change('FROM alpine\nCOPY a.txt lock* /x/\n', { lock: '' }), 'runs 2');
    assert.equal(change('FROM alpine\nCOPY */one.txt /x/\n', { 'd/one.txt': undefined, 'e/one.txt': '1' }), 'cached 2');
    assert.equal(edit(wildcard, '*.txt', 'a.txt b.txt'), 'runs 2');
  });
  test('spelling of sources and destinations', () => {
    const copy = 'FROM alpine\nWORKDIR /w\nCOPY a.txt b.txt ./\n';
    for (const same of ['./a.txt b.txt ./', '/a.txt ../b.txt .', 'd/../a.txt b.txt /w/', '["a.txt", "b.txt", "./"]']) assert.equal(edit(copy, 'a.txt b.txt ./', same), 'cached 2,3', same);
    assert.equal(edit(copy, 'a.txt b.txt', 'b.txt a.txt'), 'cached 2; runs 3');
    assert.equal(edit('FROM alpine\nCOPY a.txt /x\n', '/x', '/x/'), 'runs 2');
    assert.equal(edit('FROM alpine\nCOPY a.txt /x\n', 'COPY', 'ADD'), 'runs 2');
    assert.equal(edit('FROM alpine\nCOPY d/ /x\n', 'd/', 'd'), 'cached 2');
  });
  test('only the last part of a source path is keyed', () => {
    const before = input(folder);
    const moved = entries({ 'a.txt': 'a', 'deep/d/one.txt': '1', 'deep/d/two.txt': '2', 'deep/d/sub/three.txt': '3' });
    assert.equal(outcomes(before, input(folder.replace('COPY d', 'COPY deep/d'), { context: moved })), 'cached 2,3');
  });
  test('owner and mode flags', () => {
    const copy = 'FROM alpine\nCOPY --chown=root --chmod=755 a.txt /a\n';
    assert.equal(edit(copy, '--chown=root --chmod=755', '--chmod=0755 --chown=0'), 'cached 2');
    assert.equal(edit(copy, '=root', '=node'), 'runs 2');
    assert.equal(edit(copy, '=755', '=700'), 'runs 2');
    assert.equal(edit('FROM alpine\nCOPY a.txt /a\n', 'COPY', 'COPY --chown=0:0'), 'runs 2');
    assert.equal(edit('FROM alpine\nARG U=1\nCOPY --chown=$U a.txt /a\n', 'U=1', 'U=2'), 'runs 3');
  });
  test('the mode of a file counts, that of a folder that was there does not', () => {
    const context = (file: number, directory: number): ContextEntry[] => [
      { path: 'd', type: 'directory', size: 0, mode: directory },
      { path: 'd/f', type: 'file', size: 1, mode: file, identity: 'x' },
    ];
    const run = (file: number, directory: number) => outcomes(input(folder, { context: context(0o644, 0o755) }), input(folder, { context: context(file, directory) }));
    assert.equal(run(0o755, 0o755), 'runs 2,3');
    assert.equal(run(0o644, 0o700), 'cached 2,3');
    const hidden = input(folder, { context: context(0o644, 0o755), ignoreFile: 'd' });
    assert.equal(outcomes([input(folder, { context: context(0o644, 0o755) }), hidden], input(folder, { context: context(0o644, 0o700) })), 'runs 2,3');
  });
  test('links: the target of one that is named, the text of one inside', () => {
    const file = (path: string, identity: string): ContextEntry => ({ path, type: 'file', size: 1, mode: 0o644, identity });
    const link = (path: string, linkTarget: string): ContextEntry => ({ path, type: 'symlink', size: 0, mode: 0o777, linkTarget });
    const named = 'FROM alpine\nCOPY link /a\n';
    const base = [file('x', '1'), file('y', '1'), file('z', '2')];
    assert.equal(outcomes(input(named, { context: [...base, link('link', 'x')] }), input(named, { context: [...base, link('link', 'y')] })), 'cached 2');
    assert.equal(outcomes(input(named, { context: [...base, link('link', 'x')] }), input(named, { context: [...base, link('link', 'z')] })), 'runs 2');
    assert.equal(outcomes(input(named, { context: [...base, file('link', '1')] }), input(named, { context: [...base, link('link', 'x')] })), 'cached 2');
    const inside = 'FROM alpine\nCOPY d /a\n';
    assert.equal(outcomes(input(inside, { context: [...base, link('d/link', '../x')] }), input(inside, { context: [...base, link('d/link', '../y')] })), 'runs 2');
  });
  test('--exclude and --parents', () => {
    const exclude = '# syntax=docker/dockerfile:1\nFROM alpine\nCOPY --exclude=*.md d /d/\n';
    assert.equal(change(exclude, { 'd/x.md': '' }), 'cached 3');
    assert.equal(change(exclude, { 'd/x.txt': '' }), 'runs 3');
    assert.equal(edit(exclude, '=*.md', '=*.zzz'), 'runs 3');
    const parents = '# syntax=docker/dockerfile:1\nFROM alpine\nCOPY --parents d/sub/three.txt /p/\n';
    assert.equal(change(parents, { 'd/one.txt': 'x' }), 'cached 3');
    assert.equal(change(parents, { 'd/sub/three.txt': 'x' }), 'runs 3');
    assert.equal(change(parents.replace('d/sub/', '*/sub/'), { 'd/sub/three.txt': undefined, 'e/sub/three.txt': '3' }), 'runs 3');
  });
  test('a broken link in a matched folder makes the build fail, in a named one it does not', () => {
    const link: ContextEntry = { path: 'd/broken', type: 'symlink', size: 0, mode: 0o777, linkTarget: 'nowhere' };
    const fails = (dockerfile: string, engine?: EngineRules): boolean => {
      const context = [...entries(files), link];
      return /fails here: it follows the links .* d\/broken leads nowhere/.test(predict(input(dockerfile), input(dockerfile, { context }), engine).steps[0]!.because);
    };
    assert.equal(fails('FROM alpine\nCOPY d* /x/\n'), true);
    assert.equal(fails('FROM alpine\nCOPY d /x/\n'), false);
    assert.equal(fails('FROM alpine\nCOPY d* /x/\n', { generation: '20.10', linksCopies: false }), false);
  });
  test('only what a needed step takes is sent: a link to anything else is broken too', () => {
    const links: Record<string, string> = { 'd/out': '../far/end', 'far/end': '../e/one.txt', way: 'e' };
    const context = [...entries({ ...files, 'e/one.txt': '1' }), ...Object.entries(links).map(([path, linkTarget]): ContextEntry => ({ path, type: 'symlink', size: 0, mode: 0o777, linkTarget }))];
    const fails = (...lines: readonly string[]): boolean => {
      const dockerfile = `FROM alpine\n${lines.join('\n')}\nCOPY d* /x/\n`;
      const { because } = predict(input(dockerfile), input(dockerfile.replace('/x/', '/y/'), { context })).steps.at(-1)!;
      assert.match(because, /What changed|d\/out leads to what no COPY takes/);
      return because.includes('fails here');
    };
    assert.equal(fails('RUN true'), true);
    assert.equal(fails('COPY e /e/'), true, 'the link on the way is not sent');
    assert.equal(fails('COPY far/ /far/'), true, 'its target is not sent');
    assert.equal(fails('COPY far/end /end'), false, 'a link that is named is sent with what it leads to');
    assert.equal(fails('COPY e far /all/'), false);
    assert.equal(fails('COPY . /all/'), false);
    assert.equal(fails('RUN --mount=type=bind,source=far/end,target=/m true'), false);
    assert.equal(fails('COPY way/one.txt /e', 'COPY far/ /far/'), false);
    assert.equal(fails('COPY far/end /end', 'FROM alpine'), true, 'a stage that nobody needs takes nothing');
  });
  test('matched folders count as a list of names, and two files of one name in path order', () => {
    const wildcard = 'FROM alpine\nCOPY d* /x/\n';
    assert.equal(change(wildcard, { 'd/two.txt': undefined, 'd/sub/two.txt': '2' }), 'cached 2');
    assert.equal(change(wildcard, { 'd/sub/three.txt': undefined, 'd/three.txt': '3' }), 'runs 2');
    const context = (path: string): ContextEntry[] => entries({ 'd/sub/a': '1', [path]: '2' }).concat({ path: 'd/sub', type: 'directory', size: 0, mode: 0o755 });
    assert.equal(outcomes(input(wildcard, { context: context('d/sub/z') }), input(wildcard, { context: context('d/z') })), 'cached 2');
    const same = 'FROM alpine\nCOPY d/one.txt e/one.txt /x/\n';
    const both = { context: entries({ 'd/one.txt': '1', 'e/one.txt': '2' }) };
    assert.equal(outcomes(input(same, both), input(same.replace('d/one.txt e/one.txt', 'e/one.txt d/one.txt'), both)), 'cached 2');
  });
  test('a source that is missing makes the build fail', () => {
    const [step] = predict(input('FROM alpine\nCOPY nothing /\n'), input('FROM alpine\nCOPY nothing* b* gone /x/\n')).steps;
    assert.match(step!.because, /The build fails here: the context holds no gone/);
  });
});
