import assert from 'node:assert/strict';
import { checkDirective } from '../../server/language/dockerfile/checkOptions';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { parseCheckOptions, skipCheckEdit } from '../../server/language/rules/checkDirective';
import { applyEdits } from '../../server/language/rules/rule';

const check = 'JSONArgsRecommended';

function skipped(text: string): string | undefined {
  const edit = skipCheckEdit(parseDockerfile(text), check);
  return edit && applyEdits(text, [edit]);
}

function namesAndSeverities(text: string): string[] {
  return runRules(parseDockerfile(text), {}).findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

suite('# check=', () => {
  test('options are read as BuildKit reads them', () => {
    const options = parseCheckOptions(' skip = A, b ;error=T;experimental=all');
    assert.deepEqual([...options!.skip], ['A', 'b']);
    assert.equal(options!.error, true);
    assert.equal(options!.experimentalAll, true);
    assert.equal(parseCheckOptions('skip=all')!.skipAll, true);
    assert.equal(parseCheckOptions('skip=all,A')!.skipAll, false);
  });

  test('what BuildKit rejects gives no options', () => {
    for (const text of ['foo', 'skip', 'error=yes', 'Skip=A', 'skip=A;', 'skip=A;error=true;experimental=A;skip=B']) {
      const isRejected = text !== 'skip=A;error=true;experimental=A;skip=B';
      assert.equal(parseCheckOptions(text) === undefined, isRejected, text);
    }
  });

  test('error=true makes errors of what BuildKit finds too', () => {
    assert.deepEqual(namesAndSeverities('FROM alpine\nCMD server\n'), ['json-args-recommended warning']);
    assert.deepEqual(namesAndSeverities('# check=error=true\nFROM alpine\nCMD server\n'), ['json-args-recommended error']);
    assert.deepEqual(namesAndSeverities(`# check=error=true;skip=${check}\nFROM alpine\nCMD server\n`), []);
  });

  const places: readonly (readonly [title: string, before: string, after: string | undefined])[] = [
    ['the first line of a file without directives', 'FROM alpine\n', `# check=skip=${check}\nFROM alpine\n`],
    ['above a comment, which would end the directives', '# About\nFROM alpine\n', `# check=skip=${check}\n# About\nFROM alpine\n`],
    ['below other directives', '# syntax=docker/dockerfile:1\n#escape=`\nFROM alpine\n', `# syntax=docker/dockerfile:1\n#escape=\`\n# check=skip=${check}\nFROM alpine\n`],
    ['with the line ends of the file', '# syntax=docker/dockerfile:1\r\nFROM alpine\r\n', `# syntax=docker/dockerfile:1\r\n# check=skip=${check}\r\nFROM alpine\r\n`],
    ['behind a byte order mark', '\uFEFFFROM alpine\n', `\uFEFF# check=skip=${check}\nFROM alpine\n`],
    ['in the list that is there', '# check=skip=A,B;error=true\nFROM alpine\n', `# check=skip=A,B,${check};error=true\nFROM alpine\n`],
    ['before a blank, where BuildKit stops reading', '# check=skip=A, B;error=true\nFROM alpine\n', `# check=skip=A,${check} B;error=true\nFROM alpine\n`],
    ['nowhere, where the line that is there is not found', '  # check=skip=A\nFROM alpine\n', undefined],
    ['in an empty list', '# check=skip=;error=true\nFROM alpine\n', `# check=skip=${check};error=true\nFROM alpine\n`],
    ['before other options', '# check=error=true\nFROM alpine\n', `# check=skip=${check};error=true\nFROM alpine\n`],
    ['nowhere, where BuildKit rejects the line', '# check=foo\nFROM alpine\n', undefined],
  ];
  for (const [title, before, after] of places) {
    test(`a check to skip goes ${title}`, () => {
      assert.equal(skipped(before), after);
      if (after !== undefined) assert.ok(parseCheckOptions(checkDirective(parseDockerfile(after))!.value)?.skip.has(check));
    });
  }
});
