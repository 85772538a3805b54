/** What the fixes of package-cache-in-layer write, and where they are not offered. */
import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { packageCacheInLayer } from '../../server/language/rules/packageCacheInLayer';
import { applyEdits, asRule } from '../../server/language/rules/rule';

/** The file after each fix of each finding. */
function mended(text: string): string[] {
  const { findings, failures } = runRules(parseDockerfile(text), {}, [asRule(packageCacheInLayer)]);
  assert.deepEqual(failures, []);
  return findings.flatMap(({ fixes }) => fixes.map(({ edits }) => applyEdits(text, edits)));
}

/** The first fix of the only finding. */
function inStep(text: string): string | undefined {
  return mended(text)[0];
}

suite('package caches: cleaning up in a heredoc', () => {
  const file = (run: string) => `FROM node:24\n${run}\n`;

  test('the last command alone decides whether the step went well, so the clean-up is joined to it', () => {
    assert.equal(inStep(file('RUN <<EOF\nnpm ci\nEOF')), file('RUN <<EOF\nnpm ci && npm cache clean --force\nEOF'));
    assert.equal(inStep(file('RUN <<-EOF\n\tnpm ci\n\tEOF')), file('RUN <<-EOF\n\tnpm ci && npm cache clean --force\n\tEOF'));
    assert.equal(inStep(file('RUN <<EOF\nset -e\nnpm ci\nset +e\nnpm test\nEOF')), file('RUN <<EOF\nset -e\nnpm ci\nset +e\nnpm test && npm cache clean --force\nEOF'));
    assert.equal(inStep(file('RUN <<EOF\nif true; then\n  npm ci\nfi\nEOF')), file('RUN <<EOF\nif true; then\n  npm ci\nfi && npm cache clean --force\nEOF'));
  });

  test('a script that stops at the first failure gets a line', () => {
    assert.equal(inStep(file('RUN <<EOF\nset -eux\nnpm ci\nEOF')), file('RUN <<EOF\nset -eux\nnpm ci\nnpm cache clean --force\nEOF'));
    assert.equal(inStep(file('RUN bash -e <<EOF\nnpm ci\nEOF')), file('RUN bash -e <<EOF\nnpm ci\nnpm cache clean --force\nEOF'));
    assert.equal(inStep(file('SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN <<EOF\nnpm ci\nEOF')), file('SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN <<EOF\nnpm ci\nnpm cache clean --force\nEOF'));
  });

  test('behind a comment there is only the mount', () => {
    const text = file('RUN <<EOF\nnpm ci # all\nEOF');
    assert.deepEqual(mended(text), [file('RUN --mount=type=cache,target=/root/.npm <<EOF\nnpm ci # all\nEOF')]);
  });
});
