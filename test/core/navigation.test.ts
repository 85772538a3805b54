import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { definitionSpan, renameThing, thingAt } from '../../server/language/navigation/navigate';

/** `|` is the cursor. Gives the text with each place of what is found in brackets, a definition with `!`. */
function marked(input: string): string {
  const offset = input.indexOf('|');
  const text = input.replace('|', '');
  const found = thingAt(parseDockerfile(text), offset);
  const places = [...(found?.thing.occurrences ?? [])].sort((one, other) => other.span.start - one.span.start);
  return places.reduce((result, { span, role }) => `${result.slice(0, span.start)}[${role === 'definition' ? '!' : ''}${result.slice(span.start, span.end)}]${result.slice(span.end)}`, text);
}

/** Line and text of the definition. */
function definition(input: string): string | undefined {
  const offset = input.indexOf('|');
  const text = input.replace('|', '');
  const found = thingAt(parseDockerfile(text), offset);
  const span = found && definitionSpan(found);
  return span && `${text.slice(0, span.start).split('\n').length}: ${text.slice(span.start, span.end)}`;
}

/** The renamed text, or the refusal. */
function renamed(input: string, newName = 'renamed'): string {
  const offset = input.indexOf('|');
  const text = input.replace('|', '');
  const dockerfile = parseDockerfile(text);
  const found = thingAt(dockerfile, offset);
  if (!found) return 'nothing';
  const result = renameThing(dockerfile, found, newName);
  if ('refusal' in result) return result.refusal;
  return [...result.edits].sort((one, other) => other.span.start - one.span.start).reduce((before, { span, newText }) => before.slice(0, span.start) + newText + before.slice(span.end), text);
}

suite('navigation: stages', () => {
  test('finds FROM, COPY --from in any case and by number, and mounts', () => {
    assert.equal(
      marked('FROM a AS Bu|ild\nFROM build\nCOPY --from=BUILD x y\nCOPY --from=0 x y\nRUN --mount=type=bind,from=build,target=/x z\n'),
      'FROM a AS [!Build]\nFROM [build]\nCOPY --from=[BUILD] x y\nCOPY --from=[0] x y\nRUN --mount=type=bind,from=[build],target=/x z\n',
    );
  });
  test('FROM takes the lower-case name and an earlier stage only', () => {
    assert.equal(marked('FROM build\nFROM a AS bui|ld\nFROM Build\n'), 'FROM build\nFROM a AS [!build]\nFROM Build\n');
  });
  test('goes to the definition, or to the image of a stage without a name', () => {
    assert.equal(definition('FROM a AS one\r\nFROM b\r\nCOPY --from=o|ne x y\r\n'), '1: one');
    assert.equal(definition('FROM a\nFROM b\nCOPY --from=|0 x y\n'), '1: a');
    assert.equal(definition('FROM a\nCOPY --from=ngi|nx x y\n'), undefined);
  });
  test('renames every place, lower case behind FROM, and leaves numbers', () => {
    assert.equal(renamed('FROM a AS bui|ld\nFROM build\nCOPY --from=Build x y\nCOPY --from=0 x y', 'New'), 'FROM a AS New\nFROM new\nCOPY --from=New x y\nCOPY --from=0 x y');
  });
  test('changes only the case', () => {
    assert.equal(renamed('FROM a AS Bui|ld\nFROM build\nCOPY --from=Build x y', 'build'), 'FROM a AS build\nFROM build\nCOPY --from=build x y');
  });
  test('refuses what is not certain', () => {
    assert.match(renamed('FROM a AS o|ne\nFROM b AS one\n'), /Two stages/);
    assert.match(renamed('ARG X=one\nFROM a AS o|ne\nFROM $X\n'), /line 3 takes its image from a variable/);
    assert.match(renamed('FROM a AS o|ne\nFROM b\nCOPY --from="one" x y\n'), /quotes/);
    assert.match(renamed('FROM a AS o|ne\nFROM b\nONBUILD COPY --from=one x y\n'), /ONBUILD in line 3/);
    assert.match(renamed('FROM a\nFROM b\nCOPY --from=|0 x y\n'), /has no name/);
  });
  test('a variable that cannot come out as the name does not matter', () => {
    assert.match(renamed('ARG V=22\nFROM a AS o|ne\nFROM node:${V}-slim\n'), /AS renamed/);
  });
  test('refuses names that cannot be or that mean another image', () => {
    assert.match(renamed('FROM a AS o|ne\n', '1x'), /starts with a letter/);
    assert.match(renamed('FROM a AS o|ne\n', 'scratch'), /something else/);
    assert.match(renamed('FROM a AS o|ne\nFROM b AS two\n', 'TWO'), /line 2 already|Line 2 already/);
    assert.match(renamed('FROM a AS o|ne\nFROM node\n', 'node'), /line 2/);
    assert.match(renamed('FROM a AS o|ne\nCOPY --from=node x y\n', 'node'), /Line 2/);
  });
});

suite('navigation: variables', () => {
  test('the global ARG, the stages that declare it, and FROM', () => {
    assert.equal(
      marked('ARG VER|SION=1\nFROM a:$VERSION\nARG VERSION\nRUN echo "${VERSION:-2}" \'$VERSION\'\nFROM b\nRUN echo $VERSION\n'),
      'ARG [!VERSION]=1\nFROM a:$[VERSION]\nARG [!VERSION]\nRUN echo "${[VERSION]:-2}" \'$VERSION\'\nFROM b\nRUN echo $VERSION\n',
    );
  });
  test('a stage ARG with a value is its own variable', () => {
    assert.equal(marked('ARG A=1\nFROM a\nARG |A=2\nRUN $A\nFROM b\nARG A\nRUN $A\n'), 'ARG A=1\nFROM a\nARG [!A]=2\nRUN $[A]\nFROM b\nARG A\nRUN $A\n');
  });
  test('a stage inherits from the stage it builds on', () => {
    assert.equal(marked('FROM a AS one\nENV |A=1\nFROM one\nWORKDIR /$A\nFROM b\nWORKDIR /$A\n'), 'FROM a AS one\nENV [!A]=1\nFROM one\nWORKDIR /$[A]\nFROM b\nWORKDIR /$A\n');
  });
  test('goes to the definition that counts: all pairs of one ENV see what stands above', () => {
    const text = 'FROM a\nENV A=1\nENV A=2 B=$A\nRUN $A\n';
    assert.equal(definition(text.replace('B=$A', 'B=$|A')), '2: A');
    assert.equal(definition(text.replace('RUN $A', 'RUN $|A')), '3: A');
  });
  test('each pair of an ARG sees those before it', () => {
    assert.equal(definition('FROM a\nARG A=1 B=$|A\n'), '2: A');
  });
  test('ARG NAME goes to the global ARG', () => {
    assert.equal(definition('ARG A=1\nFROM a\nARG |A\n'), '1: A');
  });
  test('CMD sees the ENV of the whole stage, and no ARG', () => {
    assert.equal(marked('FROM a\nCMD echo $A $B\nENV |A=1\nARG B=1\n'), 'FROM a\nCMD echo $[A] $B\nENV [!A]=1\nARG B=1\n');
    assert.equal(marked('FROM a\nARG |B=1\nCMD echo $B\n'), 'FROM a\nARG [!B]=1\nCMD echo $B\n');
  });
  test('exec form has no variables', () => {
    assert.equal(marked('FROM a\nENV |A=1\nRUN ["echo", "$A"]\nCOPY ["$A", "/"]\n'), 'FROM a\nENV [!A]=1\nRUN ["echo", "$A"]\nCOPY ["$[A]", "/"]\n');
  });
  test('heredocs: the shell reads its own; COPY expands unless the name is quoted', () => {
    assert.equal(
      marked("FROM a\nENV |A=1\nRUN <<EOF\necho $A\nEOF\nCOPY <<X <<'Y' /\n'$A'\nX\n$A\nY\n"),
      "FROM a\nENV [!A]=1\nRUN <<EOF\necho $[A]\nEOF\nCOPY <<X <<'Y' /\n'$[A]'\nX\n$A\nY\n",
    );
  });
  test('flags that BuildKit expands, continued lines and UTF-16', () => {
    assert.equal(marked('ARG |P=x\r\nFROM --platform=$P a\r\n'), 'ARG [!P]=x\r\nFROM --platform=$[P] a\r\n');
    assert.equal(marked('FROM a\r\nENV 😀=1 A=1\r\nRUN echo 😀 \\\r\n # $A\r\n  $|A\r\n'), 'FROM a\r\nENV 😀=1 [!A]=1\r\nRUN echo 😀 \\\r\n # $A\r\n  $[A]\r\n');
  });
  test('renames every place', () => {
    assert.equal(renamed('ARG A=1\nFROM x:${A}\nARG A\nRUN echo $|A # ${A}\nLABEL A=1\n', 'B'), 'ARG B=1\nFROM x:${B}\nARG B\nRUN echo $B # ${B}\nLABEL A=1\n');
  });
  test('refuses what is not certain', () => {
    assert.match(renamed('FROM a\nENV PA|TH=/x:$PATH\n'), /above its definition/);
    assert.match(renamed('FROM a\nARG TARGET|ARCH\n'), /builder defines/);
    assert.match(renamed("FROM a\nENV X|Y=1\nRUN printenv XY\n"), /Line 3 mentions XY/);
    assert.match(renamed("FROM a\nENV X|Y=1\nRUN echo '$XY'\n"), /Line 3 mentions XY/);
    assert.match(renamed('FROM a\nENV X|Y=1\nRUN ["sh", "-c", "echo $XY"]\n'), /Line 3 mentions XY/);
    assert.match(renamed('FROM a\nENV X|Y=1\nONBUILD RUN echo $XY\n'), /Line 3 mentions XY/);
    assert.match(renamed('FROM a\nENV X|Y=1\nRUN <<EOF\nprintenv XY\nEOF\n'), /Line 3 mentions XY/);
    assert.match(renamed('FROM a AS one\nARG X|Y=1\nFROM b\nARG XY=1\n'), /Line 4 has another ARG XY/);
    assert.match(renamed('ARG B=one\nFROM a AS one\nENV X|Y=1\nFROM $B\nRUN $XY\n'), /line 4 takes its stage/);
  });
  test('refuses names that are taken or cannot be', () => {
    assert.match(renamed('FROM a\nENV |A=1\n', '1a'), /letters, digits/);
    assert.match(renamed('FROM a\nENV |A=1\nRUN B=2 x\n', 'B'), /Line 3 already/);
    assert.match(renamed('FROM a\nENV |A=1\n', 'TARGETARCH'), /builder defines/);
  });
});

suite('navigation: any input', () => {
  test('never throws, wherever the cursor is', () => {
    for (const text of ['', '\ufeff', 'FROM', 'FROM $ AS $\nENV =\nARG "', 'FROM a AS a\nFROM a AS a\nRUN --mount=,from= ${', 'COPY --from\nENV $A=${A:-${A}}\nONBUILD']) {
      for (let offset = 0; offset <= text.length; offset++) {
        const dockerfile = parseDockerfile(text);
        const found = thingAt(dockerfile, offset);
        if (found) renameThing(dockerfile, found, 'x');
        assert.ok(found === undefined || found.thing.occurrences.length > 0);
      }
    }
  });

  test('a heredoc with very many variables is one more text', () => {
    const text = `FROM a\nENV A=1\nRUN <<EOF\n${'$A '.repeat(200_000)}\n'\nEOF\n`;
    assert.equal(thingAt(parseDockerfile(text), text.indexOf('A=1'))?.thing.occurrences.length, 200_001);
  });
  test('a very long chain of stages ends somewhere', () => {
    const text = `FROM a AS s0\n${Array.from({ length: 3000 }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join('')}RUN $A\n`;
    assert.equal(thingAt(parseDockerfile(text), text.length - 1)?.thing.occurrences.length, 1);
  });
  test('a comment inside an instruction is no mention', () => {
    assert.equal(renamed('FROM a\nENV X|Y=1\nRUN x \\\r\n  # XY\r\n  $XY\n', 'B'), 'FROM a\nENV B=1\nRUN x \\\r\n  # XY\r\n  $B\n');
  });
});
