import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { encodeTokens } from '../../server/language/semanticTokens/encodeTokens';
import { semanticTokens } from '../../server/language/semanticTokens/semanticTokens';
import { tokenTypes } from '../../server/language/semanticTokens/token';

/** Tokens as an editor gets them, decoded again: `type text`. */
function tokens(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const data = encodeTokens(text, semanticTokens(parseDockerfile(text)));
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let index = 0; index < data.length; index += 5) {
    const [lines_, columns, length, type, modifiers] = data.slice(index, index + 5) as [number, number, number, number, number];
    line += lines_;
    character = lines_ === 0 ? character + columns : columns;
    const piece = lines[line]!.slice(character, character + length);
    assert.equal(piece.length, length, 'a token ends inside its line');
    found.push(`${tokenTypes[type]}${modifiers ? '!' : ''} ${piece}`);
  }
  return found;
}

suite('semantic tokens', () => {
  test('directives, comments, images and stages', () => {
    assert.deepEqual(tokens('# syntax=docker/dockerfile:1\n# words\nFROM --platform=$BUILDPLATFORM node:22 AS build\nFROM build\nCOPY --from=build --from=nginx a b\n'), [
      'comment #', 'macro syntax', 'string docker/dockerfile:1', 'comment # words',
      'keyword FROM', 'property --platform', 'variable $BUILDPLATFORM', 'type node:22', 'keyword AS', 'namespace! build',
      'keyword FROM', 'namespace build',
      'keyword COPY', 'property --from', 'namespace build', 'property --from', 'type nginx',
    ]);
  });
  test('variables stand out in strings, and strings over several lines keep comments between them', () => {
    assert.deepEqual(tokens('FROM a\nENV "A=1" B="x ${A}y" \\\n# why\n  C=\'$A\'\n').slice(2), [
      'keyword ENV', 'variable! "A', 'string =1"', 'variable! B', 'string "x', 'variable ${A}', 'string y"', 'comment # why', 'variable! C', "string '$A'",
    ]);
    assert.deepEqual(tokens('FROM a\r\nRUN echo "a \\\r\n  # no\r\n  b" && c # end\r\n').slice(2), ['keyword RUN', 'string "a \\', 'comment # no', 'string b"', 'operator &&', 'comment # end']);
  });
  test('mounts, option by option', () => {
    assert.deepEqual(tokens('FROM a\nRUN --mount=type=cache,target=/x,sharing=locked,uid=5 --network=none y\n').slice(2), [
      'keyword RUN', 'property --mount', 'property type', 'enumMember cache', 'property target', 'property sharing', 'enumMember locked', 'property uid', 'number 5',
      'property --network', 'enumMember none',
    ]);
  });
  test("heredocs: a RUN's is a script, a COPY's is text, and neither has instructions", () => {
    assert.deepEqual(tokens("FROM a\nRUN <<EOF\nFROM='x' # y\nEOF\nCOPY <<-E /f\n\tRUN it's $V\n\tE\n").slice(2), [
      'keyword RUN', 'label <<EOF', "string 'x'", 'comment # y', 'label EOF',
      'keyword COPY', 'label <<-E', "string RUN it's", 'variable $V', 'label E',
    ]);
  });
  test('ports, signals, health checks, triggers and lists', () => {
    assert.deepEqual(tokens('FROM a\nEXPOSE 80/tcp $P\nSTOPSIGNAL SIGQUIT\nHEALTHCHECK --interval=5s CMD x\nONBUILD CMD ["a", "b"]\nVOLUME ["/x"]\n').slice(2), [
      'keyword EXPOSE', 'number 80/tcp', 'variable $P', 'keyword STOPSIGNAL', 'enumMember SIGQUIT',
      'keyword HEALTHCHECK', 'property --interval', 'number 5s', 'keyword CMD',
      'keyword ONBUILD', 'keyword CMD', 'string "a"', 'string "b"', 'keyword VOLUME', 'string "/x"',
    ]);
  });
  test('an apostrophe that nobody closes colours nothing', () => {
    assert.deepEqual(tokens("FROM a\nRUN echo it's\nRUN b\n").slice(2), ['keyword RUN', 'keyword RUN']);
  });
  test('a part of the file gets the tokens of that part', () => {
    const text = 'FROM a\nRUN b && c\nCMD ["d"]\n';
    const part = { start: text.indexOf('RUN'), end: text.indexOf('CMD') };
    assert.deepEqual(semanticTokens(parseDockerfile(text), part).map(({ start, end }) => text.slice(start, end)), ['RUN', '&&']);
  });
});
