import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { isSameFinding, type ComparedDiagnostic } from '../../client/coexistence/sameFinding';

function diagnostic(code: string | undefined, source: string, firstLine = 3, message = 'Words'): ComparedDiagnostic {
  return { code, source, message, firstLine, lastLine: firstLine };
}

suite('findings that another extension shows too', () => {
  test("BuildKit's checks are known by name, dockerfile-utils' findings by number", () => {
    assert.ok(isSameFinding(diagnostic('json-args-recommended', 'layerwise'), diagnostic('JSONArgsRecommended', 'docker-language-server')));
    assert.ok(isSameFinding(diagnostic('maintainer-deprecated', 'layerwise'), diagnostic('45', 'dockerfile-utils')));
    assert.ok(!isSameFinding(diagnostic('maintainer-deprecated', 'layerwise'), diagnostic('38', 'dockerfile-utils')));
    assert.ok(!isSameFinding(diagnostic('maintainer-deprecated', 'layerwise'), diagnostic('45', 'another tool')));
  });
  test("an error without a code is known by BuildKit's words", () => {
    const message = 'unknown instruction: RUNN';
    assert.ok(isSameFinding(diagnostic('unknown-instruction', 'layerwise', 3, message), diagnostic(undefined, 'x', 3, `dockerfile parse error on line 4: ${message}`)));
    assert.ok(!isSameFinding(diagnostic('unknown-instruction', 'layerwise', 3, message), diagnostic(undefined, 'x', 3, 'Words')));
  });
  test('other lines are other findings', () => {
    assert.ok(!isSameFinding(diagnostic('undefined-var', 'layerwise', 3), diagnostic('UndefinedVar', 'x', 4)));
  });
  test("each of BuildKit's checks that has a rule is recognized", () => {
    for (const name of ['StageNameCasing', 'FromAsCasing', 'NoEmptyContinuation', 'ConsistentInstructionCasing', 'WorkdirRelativePath', 'SecretsUsedInArgOrEnv', 'FromPlatformFlagConstDisallowed', 'ExposeProtoCasing']) {
      const rule = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(1);
      assert.ok(existsSync(`content/rules/${rule}.md`), rule);
      assert.ok(isSameFinding(diagnostic(rule, 'layerwise'), diagnostic(name, 'docker-language-server')), name);
    }
  });

  test('faults of a compose file are known by the schema, by YAML, and by the code of the YAML library', () => {
    const schema = diagnostic('0', 'yaml-schema: Compose Specification', 3, 'Property imagee is not allowed.');
    assert.ok(isSameFinding(diagnostic('unknown-key', 'layerwise'), schema));
    assert.ok(isSameFinding(diagnostic('value-of-wrong-type', 'layerwise'), schema));
    assert.ok(!isSameFinding(diagnostic('undefined-network', 'layerwise'), schema));
    assert.ok(!isSameFinding(diagnostic('unknown-key', 'layerwise', 4), schema));
    const library = diagnostic('0', 'YAML', 3, 'Map keys must be unique');
    assert.ok(isSameFinding(diagnostic('yaml-duplicate-key', 'layerwise'), library));
    assert.ok(!isSameFinding(diagnostic('invalid-port', 'layerwise'), library));
    const withoutSource = { ...diagnostic('BAD_INDENT', ''), source: undefined };
    assert.ok(isSameFinding(diagnostic('yaml-bad-indent', 'layerwise'), withoutSource));
    assert.ok(!isSameFinding(diagnostic('yaml-missing-char', 'layerwise'), withoutSource));
  });
});
