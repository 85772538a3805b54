import assert from 'node:assert/strict';
import { holdsInEveryBuild } from '../../server/language/rules/everyBuild';
import type { Finding, Fix } from '../../server/language/rules/rule';

const fix = (newText: string): Fix => ({ title: newText, edits: [{ span: { start: 0, end: 0 }, newText }] });
const finding = (rule: string, start: number, ...fixes: Fix[]): Finding => ({ rule, severity: 'warning', message: rule, span: { start, end: start + 1 }, alsoKnownAs: [], fixes });
const result = (findings: Finding[], ignoreFileFindings: Finding[] = []) => ({ findings, ignoreFileFindings, failures: [] });

suite('findings of several builds', () => {
  test('one that a build does not have is left out, wherever it stands', () => {
    const both = holdsInEveryBuild([result([finding('a', 1), finding('b', 2)]), result([finding('b', 2), finding('a', 9)])], true);
    assert.deepEqual(both.findings.map(({ rule }) => rule), ['b']);
    assert.deepEqual(holdsInEveryBuild([result([finding('a', 1)])], true).findings.length, 1);
  });

  test('a fix is offered where it is the same in all builds', () => {
    const [one] = holdsInEveryBuild([result([finding('a', 1, fix('x'), fix('y'))]), result([finding('a', 1, fix('y'))])], true).findings;
    assert.deepEqual(one?.fixes.map(({ title }) => title), ['y']);
  });

  test('findings in ignore files are compared where the builds share one', () => {
    const results = [result([], [finding('a', 1)]), result([], [finding('a', 1)])];
    assert.equal(holdsInEveryBuild(results, true).ignoreFileFindings.length, 1);
    assert.equal(holdsInEveryBuild(results, false).ignoreFileFindings.length, 0);
  });
});
