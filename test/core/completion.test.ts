import assert from 'node:assert/strict';
import { dockerfileCompletion } from '../../server/language/completion/dockerfileCompletion';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

function completionAt(input: string) {
  const offset = input.indexOf('|');
  const text = input.replace('|', '');
  return { text, completion: dockerfileCompletion(parseDockerfile(text), offset) };
}

/** `|` is the cursor. The labels that are proposed. */
const labels = (input: string): string[] => completionAt(input).completion?.proposals.map(({ label }) => label) ?? [];

/** The text after a proposal is taken. */
function taken(input: string, label: string): string {
  const { text, completion } = completionAt(input);
  const proposal = completion?.proposals.find((one) => one.label === label);
  if (!completion || !proposal) throw new Error(`${label} is not proposed`);
  return text.slice(0, completion.replaced.start) + (proposal.insert ?? label) + text.slice(completion.replaced.end);
}

suite('completion: instructions', () => {
  test('only FROM and ARG above the first FROM', () => {
    assert.deepEqual(labels('|'), ['FROM', 'ARG']);
    assert.deepEqual(labels('ARG A\nF|'), ['FROM', 'ARG']);
  });
  test('all of them in a stage, at the start of a line and in a word', () => {
    assert.equal(labels('FROM a\n|').length, 18);
    assert.equal(taken('FROM a\nR|\nCMD x', 'RUN'), 'FROM a\nRUN\nCMD x');
    assert.equal(taken('FROM a\r\n  CO|PY . .\r\n', 'COPY'), 'FROM a\r\n  COPY . .\r\n');
    assert.equal(labels('FROM a\n\n|\n\nRUN x').length, 18);
  });
  test("in the file's casing", () => {
    assert.ok(labels('from a\nrun x\nC|').includes('copy'));
    assert.ok(labels('FROM a\nRUN x\nc|').includes('COPY'));
  });
  test('behind ONBUILD, what BuildKit takes there', () => {
    const triggers = labels('FROM a\nONBUILD |');
    assert.equal(triggers.length, 15);
    assert.ok(!triggers.includes('FROM'));
    assert.ok(labels('FROM a\nONBUILD COPY --|').includes('--from'));
  });
  test('after an instruction over several lines, not inside it', () => {
    assert.deepEqual(labels('FROM a\nRUN x \\\n  |'), []);
    assert.deepEqual(labels('FROM a\nRUN x \\\n|'), []);
    assert.equal(labels('FROM a\nRUN x \\\n  y\n|').length, 18);
    assert.equal(labels('FROM a\nRUN <<EOF\nx\nEOF\n|').length, 18);
  });
  test('nothing in comments, commands and heredocs', () => {
    for (const input of ['FROM a\n# R|', 'FROM a\nRUN npm c|', 'FROM a\nRUN x \\\n# R|\n y', 'FROM a\nRUN <<EOF\nR|\nEOF\n']) assert.deepEqual(labels(input), []);
  });
});

suite('completion: flags', () => {
  test("an instruction's own, also on a continued line; a single one only once", () => {
    assert.deepEqual(labels('FROM a\nRUN --|'), ['--mount', '--network', '--security', '--device']);
    assert.deepEqual(labels('FROM a\nRUN --network=none --mount=type=tmpfs,target=/x \\\n  --|'), ['--mount', '--security', '--device']);
    assert.deepEqual(labels('FROM a\nRUN npm --|'), []);
    assert.deepEqual(labels('FROM a\nWORKDIR --|'), []);
  });
  test('a value follows an equals sign; one that is there stays', () => {
    assert.equal(taken('FROM a\nCOPY --fr|', '--from'), 'FROM a\nCOPY --from=');
    assert.equal(taken('FROM a\nCOPY --fr|om=x a b', '--from'), 'FROM a\nCOPY --from=x a b');
    assert.equal(taken('FROM a\nCOPY --li|', '--link'), 'FROM a\nCOPY --link');
  });
  test('values', () => {
    assert.deepEqual(labels('FROM a\nRUN --network=|'), ['default', 'none', 'host']);
    assert.deepEqual(labels('FROM a\nCOPY --link=|'), ['true', 'false']);
    assert.deepEqual(labels('FROM a\nCOPY --constructor=|'), []);
  });
  test('HEALTHCHECK', () => {
    assert.deepEqual(labels('FROM a\nHEALTHCHECK --interval=5s C|'), ['CMD', 'NONE']);
  });
});

suite('completion: mounts', () => {
  test('types', () => {
    assert.deepEqual(labels('FROM a\nRUN --mount=type=|'), ['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
    assert.equal(taken('FROM a\nRUN --mount=type=ca|che,target=/x y', 'cache'), 'FROM a\nRUN --mount=type=cache,target=/x y');
  });
  test("a type's options that are not there yet", () => {
    assert.deepEqual(labels('FROM a\nRUN --mount=type=tmpfs,|'), ['target', 'size']);
    assert.deepEqual(labels('FROM a\nRUN --mount=type=tmpfs,size=1,|'), ['target']);
    assert.equal(labels('FROM a\nRUN --mount=|')[0], 'type');
    assert.deepEqual(labels('FROM a\nRUN --mount=type=cashe,|'), []);
    assert.equal(taken('FROM a\nRUN --mount=type=secret,req|', 'required'), 'FROM a\nRUN --mount=type=secret,required');
  });
  test("an option's values", () => {
    assert.deepEqual(labels('FROM a\nRUN --mount=type=cache,sharing=|'), ['shared', 'private', 'locked']);
    assert.deepEqual(labels('FROM a AS one\nFROM b\nRUN --mount=from=|'), ['one', 'a', 'b']);
    assert.deepEqual(labels('FROM a\nRUN --mount=target=|'), []);
  });
});

suite('completion: stages', () => {
  test('the earlier ones, behind FROM and --from=', () => {
    assert.deepEqual(labels('FROM a AS One\nFROM b AS two\nFROM o|'), ['one', 'two', 'a', 'b', 'scratch']);
    assert.deepEqual(labels('FROM a AS one\nFROM b AS two\nCOPY --from=|'), ['one', 'a', 'b']);
    assert.equal(taken('FROM a AS one\r\nFROM b\r\nCOPY --from=o| x y\r\n', 'one'), 'FROM a AS one\r\nFROM b\r\nCOPY --from=one x y\r\n');
  });
  test("AS in the file's casing", () => {
    assert.deepEqual(labels('FROM a |'), ['AS']);
    assert.deepEqual(labels('from a\nrun x\nfrom b |'), ['as']);
  });
});

suite('completion: variables', () => {
  test('what is set above, by BuildKit’s scopes', () => {
    const text = 'ARG G=1\nFROM a\nARG D\nENV E=1\nWORKDIR /$|\nENV L=1\n';
    assert.deepEqual(labels(text), ['D', 'E']);
    assert.ok(labels('ARG G=1\nFROM a:$|\n').includes('G'));
    assert.deepEqual(labels('FROM a AS one\nENV E=1\nFROM one\nRUN echo "${|"'), ['E']);
  });
  test('a container has no build arguments', () => {
    assert.deepEqual(labels('FROM a\nARG D=1\nENV E=1\nCMD echo $|'), ['E']);
  });
  test('closes a brace that is open', () => {
    assert.equal(taken('FROM a\nENV ABC=1\nRUN x ${A|', 'ABC'), 'FROM a\nENV ABC=1\nRUN x ${ABC}');
    assert.equal(taken('FROM a\nENV ABC=1\nRUN x ${A|:-1}', 'ABC'), 'FROM a\nENV ABC=1\nRUN x ${ABC:-1}');
  });
  test('nothing where nobody expands', () => {
    for (const end of ['RUN ["echo", "$|"]', 'SHELL ["$|"]', 'COPY --from=$| a b', 'RUN \\$|']) assert.deepEqual(labels(`FROM a\nENV E=1\n${end}`), []);
  });
  test('masks secrets in the detail', () => {
    const { completion } = completionAt('FROM a\nENV API_TOKEN=abcdefgh1234\nRUN $|');
    assert.ok(!JSON.stringify(completion).includes('abcdefgh1234'));
  });
  test('ARG takes the names of global and platform arguments', () => {
    const names = labels('ARG G=1\nFROM a\nARG |');
    assert.equal(names[0], 'G');
    assert.ok(names.includes('TARGETARCH'));
  });
});

suite('completion: directives', () => {
  test('at the head of the file only', () => {
    assert.deepEqual(labels('# |\nFROM a'), ['syntax', 'escape', 'check']);
    assert.deepEqual(labels('# syntax=x\n#ch|'), ['syntax', 'escape', 'check']);
    assert.deepEqual(labels('# words\n# |\nFROM a'), []);
    assert.equal(taken('# syn|', 'syntax'), '# syntax=');
    assert.deepEqual(labels('# escape=|'), ['`', '\\']);
  });
});

suite('completion: any input', () => {
  test('never throws, wherever the cursor is, and replaces what stands around it', () => {
    const texts = ['', '\ufeff# a', '\r\n', 'FROM', 'FROM a\nONBUILD ONBUILD RUN $', 'FROM a\nRUN <<A <<B\nx\nA\n', '# escape=`\nFROM a `\n', 'FROM a\nRUN --mount=,=,type= ${', 'COPY --from\nHEALTHCHECK\nARG ='];
    for (const text of texts) {
      for (let offset = 0; offset <= text.length; offset++) {
        const completion = dockerfileCompletion(parseDockerfile(text), offset);
        assert.ok(!completion || (completion.replaced.start <= offset && offset <= completion.replaced.end && completion.replaced.end <= text.length));
      }
    }
  });
});
