import assert from 'node:assert/strict';
import { historyReport } from '../../server/language/cache/history/historyReport';
import { historyTitle, stepBehind } from '../../server/language/cache/history/historyWords';
import type { StepHistory } from '../../server/language/cache/history/replay';

const step: StepHistory = { line: 2, endLine: 2, stage: '0', instruction: 'RUN', words: 'curl -H "Authorization: Bearer abcdefghijklmnop" a | sh', missing: [], ran: 47, depended: 0, of: 50, files: [], patterns: [] };
const patterns = [{ path: 'src/**', times: 44 }, { path: 'package.json', times: 3 }, { path: 'a', times: 2 }, { path: 'b', times: 1 }];

suite('words of a cache history', () => {
  test('a lens counts commits and names the causes that came most often', () => {
    assert.equal(historyTitle({ ...step, patterns }), 're-ran in 47 of the last 50 commits (src/** 44×, package.json 3×, a 2×)');
    assert.equal(historyTitle(step), 're-ran in 47 of the last 50 commits');
    assert.equal(historyTitle({ ...step, ran: 1, depended: 2 }), 're-ran in 1 of the last 50 commits, perhaps in 2 more');
    assert.equal(historyTitle({ ...step, ran: 0, depended: 2 }), 'may have re-run in 2 of the last 50 commits');
    assert.equal(historyTitle({ ...step, ran: 1, of: 1 }), 're-ran in the last commit');
    assert.equal(historyTitle({ ...step, ran: 0, depended: 1, of: 1 }), 'may have re-run in the last commit');
    assert.equal(historyTitle({ ...step, ran: 0 }), undefined);
  });

  test('a step that no file of its own made run names the one above that did', () => {
    const copy = { ...step, line: 1, patterns };
    assert.equal(stepBehind(step, [copy, step]), copy);
    assert.equal(historyTitle(step, 1), 're-ran in 47 of the last 50 commits (with line 1)');
    assert.equal(stepBehind(step, [{ ...copy, ran: 46 }, step]), undefined);
    assert.equal(stepBehind(step, [{ ...copy, stage: 'other' }, step]), undefined);
    assert.equal(stepBehind({ ...step, patterns }, [copy, step]), undefined);
  });

  test('the report is Markdown whatever files and commands are called, and masks secrets', () => {
    const history = { builds: 50, steps: [{ ...step, patterns: [{ path: 'a|b_c<d>', times: 1 }] }], problems: [{ build: '0123456789abcdef', problem: 'no stage | x' }] };
    const text = historyReport({ file: 'Docker_file', history, notes: ['A *note*.'], fixes: [] });
    assert.match(text, /^# Cache history of Docker\\_file$/m);
    assert.match(text, /^\| 47 of 50 \| 2 \| `RUN curl -H "Authorization: •••• ••••" a \\\| sh` \| a\\\|b\\_c\\<d\\> 1× \|$/m);
    assert.match(text, /^- A \\\*note\\\*\.$/m);
    assert.match(text, /^- 1 commit left out, such as 0123456789: no stage \\\| x$/m);
    assert.ok(!text.includes('suggested fixes'));
  });

  test('without builds it says only what limits the counts', () => {
    const text = historyReport({ file: 'a', history: { builds: 0, steps: [], problems: [] }, notes: ['There is only one build here, so there is nothing to compare.'], fixes: [] });
    assert.ok(!text.includes('| Re-ran |'));
    assert.match(text, /What limits the counts/);
  });
});
