import assert from 'node:assert/strict';
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { composeFolds } from '../../server/language/folding/composeFolds';
import { composeSymbols } from '../../server/language/outline/composeSymbols';

const outline = (text: string): DocumentSymbol[] => composeSymbols(parseCompose(text));
const names = (symbols: readonly DocumentSymbol[] = []): string[] => symbols.map(({ name, detail }) => (detail ? `${name}: ${detail}` : name));
const folds = (text: string): string[] => composeFolds(parseCompose(text)).map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`);

suite('compose outline', () => {
  test('holds sections, services with what they are made from, and their keys', () => {
    const [services, networks, volumes] = outline('services:\n  web:\n    build: ./web\n    ports: ["80:80"]\n  db:\n    image: postgres:17\n  api:\n    image: api\n    build:\n      target: dev\nnetworks:\n  back:\nvolumes: {data: {}}\n');
    assert.deepEqual(names([services!, networks!, volumes!]), ['services: 3', 'networks: 1', 'volumes: 1']);
    assert.deepEqual(names(services!.children), ['web: build ./web', 'db: postgres:17', 'api: build .']);
    assert.deepEqual(names(services!.children![0]!.children), ['build: ./web', 'ports: 1 entry']);
    assert.deepEqual([services!.kind, services!.children![0]!.kind, networks!.children![0]!.kind, volumes!.children![0]!.kind], [SymbolKind.Namespace, SymbolKind.Module, SymbolKind.Interface, SymbolKind.Struct]);
  });
  test('ranges end before the line end, hold what is selected and what is below them', () => {
    const text = '\ufeffservices:\r\n  web:\r\n    command: |\r\n      a 😀\r\n\r\n# end\r\n  "db": {image: x, ports: [1,\r\n    2]}\r\nx-a: &a\r\n  b: 1\r\nx-c:\r\n  <<: *a\r\n  d:\r\n';
    const span = ({ start, end }: DocumentSymbol['range']): [number, number] => [start.line * 1000 + start.character, end.line * 1000 + end.character];
    const check = ({ range, selectionRange, children = [] }: DocumentSymbol): void => {
      for (const inner of [selectionRange, ...children.map((child) => child.range)]) {
        assert.ok(span(inner)[0] >= span(range)[0] && span(inner)[1] <= span(range)[1], JSON.stringify({ range, inner }));
      }
      children.forEach(check);
    };
    const symbols = outline(text);
    symbols.forEach(check);
    assert.deepEqual(symbols[0]!.children![0]!.range, { start: { line: 1, character: 2 }, end: { line: 3, character: 10 } });
    assert.deepEqual(names(symbols), ['services: 2', 'x-a', 'x-c']);
    assert.deepEqual(names(symbols[2]!.children), ['<<: *a', 'd']);
  });
  test('an empty value behind a blank does not reach out of what it is in', () => {
    for (const text of ['volumes:\n  data: ', 'volumes:\r\n  data: \r\n']) {
      const [volumes] = outline(text);
      assert.deepEqual([volumes!.range.end, volumes!.children![0]!.range.end], [{ line: 1, character: 7 }, { line: 1, character: 7 }], text);
    }
  });
  test('flow style, anchors, complex keys, several documents, included files', () => {
    const symbols = outline('include: [a.yaml, {path: [b.yaml, c.yaml]}]\nx-a: &base {restart: always}\nservices: {web: {<<: *base, image: a, environment: {A: 1}}}\n---\nservices:\n  ? db\n  : image: b\n');
    assert.deepEqual(names(symbols), ['include: 2 entries', 'x-a', 'services: 1', 'services: 1']);
    assert.deepEqual(names(symbols[0]!.children), ['a.yaml', 'b.yaml']);
    assert.deepEqual(symbols[0]!.children!.map(({ kind }) => kind), [SymbolKind.File, SymbolKind.File]);
    assert.deepEqual(names(symbols[2]!.children![0]!.children), ['<<: *base', 'image: a', 'environment']);
    assert.deepEqual(names(symbols[3]!.children), ['db: b']);
  });
  test('masks secrets, cuts long values, names blank keys', () => {
    const symbols = outline(`services:\n  db:\n    environment:\n      DB_PASSWORD: hunter2hunter2\n    command: ${'x'.repeat(500)}\n"": 1\n`);
    const json = JSON.stringify(symbols);
    assert.ok(!json.includes('hunter2') && json.includes('DB_PASSWORD'));
    assert.equal(symbols[0]!.children![0]!.children![1]!.detail!.length, 80);
    assert.equal(symbols[1]!.name, '?');
  });
  test('is bounded, and aliases do not multiply it', () => {
    const count = (symbols: readonly DocumentSymbol[]): number => symbols.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);
    assert.equal(count(outline(`services:\n${'  a: {image: x}\n'.repeat(6_000)}`)), 5_000);
    const aliases = `a0: &a0 {x: 1}\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} {p: *a${index}, q: *a${index}}\n`).join('')}`;
    assert.equal(count(outline(aliases)), 2 + 30 * 3);
  });
  test('gives what it can of a broken or empty file', () => {
    assert.deepEqual(outline(''), []);
    assert.deepEqual(outline('- a\n'), []);
    assert.deepEqual(names(outline('services:\n  web:\n    image: "x\n')), ['services: 1']);
  });
});

suite('compose folding', () => {
  test('folds keys and list entries with what stands below them', () => {
    assert.deepEqual(folds('services:\n  web:\n    image: x\n    ports:\n      - target: 80\n        published: 80\n\n  db:\n    image: y\n'), ['0-8', '1-5', '3-5', '4-5', '7-8']);
  });
  test('folds texts and brackets; a closing bracket stays visible', () => {
    assert.deepEqual(folds('a: |\n  # no comment\n  # none\nb: [\n  1,\n  2\n]\nc: {x: 1,\n  y: 2}\nd: "1\n\n  2"\n'), ['0-2', '3-5', '7-8', '9-11']);
  });
  test('folds blocks of comments and regions, which may lie in each other', () => {
    assert.deepEqual(folds('# a\n# b\n\n# c\n# region one\na: 1\n  # region two\n# d\n#  e\n# endregion\n# endregion\n# endregion\n'), ['0-1 comment', '4-10 region', '6-9 region', '7-8 comment']);
  });
  test('CRLF, a file without lines, a broken file', () => {
    assert.deepEqual(folds('a:\r\n  b: 1\r\n\r\n'), ['0-1']);
    assert.deepEqual(folds('a: 1'), []);
    assert.deepEqual(folds('services:\n  web:\n    image: "x\n'), ['0-2', '1-2']);
  });
});
