import assert from 'node:assert/strict';
import { SymbolKind } from 'vscode-languageserver-types';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { foldingRanges } from '../../server/language/folding/foldingRanges';
import { documentSymbols } from '../../server/language/outline/documentSymbols';

const outline = (text: string) => documentSymbols(parseDockerfile(text));
const folds = (text: string): string[] => foldingRanges(parseDockerfile(text)).map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`);

suite('outline', () => {
  test('holds each stage with its instructions, and what stands above the first FROM', () => {
    const symbols = outline('ARG A=1\nFROM node:22 AS Build\nRUN npm ci\nCOPY . .\nFROM scratch\n');
    assert.deepEqual(symbols.map(({ name, detail }) => [name, detail]), [['ARG', 'A=1'], ['Build', 'FROM node:22'], ['scratch', 'FROM']]);
    assert.deepEqual(symbols[1]!.children!.map(({ name, detail }) => [name, detail]), [['RUN', 'npm ci'], ['COPY', '. .']]);
    assert.equal(symbols[1]!.kind, SymbolKind.Module);
  });
  test('ranges hold heredocs, end before line ends, and contain what is selected', () => {
    const [stage] = outline('FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\n\r\n# end\r\n');
    assert.deepEqual(stage!.range, { start: { line: 0, character: 0 }, end: { line: 3, character: 3 } });
    assert.deepEqual(stage!.selectionRange, { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } });
    assert.deepEqual(stage!.children![0]!.range, { start: { line: 1, character: 0 }, end: { line: 3, character: 3 } });
  });
  test('counts UTF-16 units', () => {
    const [stage] = outline('FROM 😀 AS b\n');
    assert.deepEqual(stage!.selectionRange, { start: { line: 0, character: 11 }, end: { line: 0, character: 12 } });
  });
  test('masks secrets and cuts long arguments', () => {
    const [stage] = outline(`FROM a\nENV DB_PASSWORD=hunter2hunter2\nRUN ${'x'.repeat(500)}\n`);
    assert.ok(!JSON.stringify(stage).includes('hunter2'));
    assert.equal(stage!.children![1]!.detail!.length, 81);
  });
  test('names what has no name', () => {
    assert.deepEqual(outline('FROM\n').map(({ name }) => name), ['FROM']);
    assert.deepEqual(outline(''), []);
  });
});

suite('folding', () => {
  test('folds stages and continued instructions', () => {
    assert.deepEqual(folds('FROM a\nRUN x \\\n  && y\n\nFROM b\nCMD z\n'), ['0-2 region', '1-2', '4-5 region']);
  });
  test('folds each heredoc from the line above its body', () => {
    assert.deepEqual(folds('FROM a\nCOPY <<A <<B /x/\n1\nA\n2\nB\n'), ['0-5 region', '1-3', '3-5']);
  });
  test('folds an unterminated heredoc to the end of the file', () => {
    assert.deepEqual(folds('FROM a\nRUN <<EOF\nx\ny'), ['0-3 region', '1-3']);
  });
  test('folds blocks of comments, also inside an instruction; a blank line parts them', () => {
    assert.deepEqual(folds('# a\n# b\n\n# c\nFROM a\nRUN x \\\n# d\n# e\n  y\n'), ['0-1 comment', '4-8 region', '5-8', '6-7 comment']);
  });
  test('a FROM over several lines folds as its stage', () => {
    assert.deepEqual(folds('FROM \\\r\n  a\r\nRUN x\r\n'), ['0-2 region']);
  });
  test('nothing to fold in one line', () => {
    assert.deepEqual(folds('FROM a'), []);
  });
});
