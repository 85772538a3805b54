import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { isExplainedByOthers } from '../../server/language/hover/explainedByOthers';

const dockerfile = parseDockerfile('from a\nCOPY --from=b --link c d\n');
const at = (words: string) => ({ start: dockerfile.text.indexOf(words), end: dockerfile.text.indexOf(words) + words.length });

suite('hovers that another extension has too', () => {
  test('a general text on a keyword or on a flag that it knows', () => {
    assert.ok(isExplainedByOthers(dockerfile, { textId: 'dockerfile/FROM', computed: [], span: at('from') }));
    assert.ok(isExplainedByOthers(dockerfile, { textId: 'dockerfile/COPY--from', computed: [], span: at('--from=b') }));
  });
  test('not what is computed, not what it leaves empty', () => {
    assert.ok(!isExplainedByOthers(dockerfile, { textId: 'dockerfile/FROM', computed: ['Builds on a.'], span: at('from') }));
    assert.ok(!isExplainedByOthers(dockerfile, { textId: 'dockerfile/COPY--link', computed: [], span: at('--link') }));
    assert.ok(!isExplainedByOthers(dockerfile, { textId: 'dockerfile/COPY', computed: [], span: at('c d') }));
  });
});
