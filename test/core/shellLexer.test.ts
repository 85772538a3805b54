import assert from 'node:assert/strict';
import { findVariables, lexShellText, ShellLexBound, ShellLexError } from '../../server/language/dockerfile/shellLexer';

/** What BuildKit 0.32 makes of `ENV R=…` with these variables; `U` is not set. */
const values: Readonly<Record<string, string>> = { A: 'value', E: '', P: 'a/b/c.tar.gz', S: '*?x', X: '.gz' };
const lookup = (name: string): string | undefined => values[name];
const expand = (text: string, escape = '\\'): string => lexShellText(text, lookup, { escape }).result;

suite('shell lexer: what BuildKit expands', () => {
  const table: readonly (readonly [string, string])[] = [
    ["$A", "value"],
    ["\\${A}x", "${A}x"],
    ["${A}", "value"],
    ["${A}text", "valuetext"],
    ["pre$A-post", "prevalue-post"],
    ["$A$A", "valuevalue"],
    ["$A_", ""],
    ["$U", ""],
    ["${U}", ""],
    ["${A:-x}", "value"],
    ["${A-x}", "value"],
    ["${E:-x}", "x"],
    ["${E-x}", ""],
    ["${U:-x}", "x"],
    ["${U-x}", "x"],
    ["${A:+x}", "x"],
    ["${A+x}", "x"],
    ["${E:+x}", ""],
    ["${E+x}", "x"],
    ["${U:+x}", ""],
    ["${U+x}", ""],
    ["${A:?x}", "value"],
    ["${A?x}", "value"],
    ["${E?x}", ""],
    ["${P#*/}", "b/c.tar.gz"],
    ["${P##*/}", "c.tar.gz"],
    ["${P%/*}", "a/b"],
    ["${P%%/*}", "a"],
    ["${P%.gz}", "a/b/c.tar"],
    ["${P%%.*}", "a/b/c"],
    ["${P#x}", "a/b/c.tar.gz"],
    ["${P#?}", "/b/c.tar.gz"],
    ["${P%??}", "a/b/c.tar."],
    ["${P/b/X}", "a/X/c.tar.gz"],
    ["${P//a/X}", "X/b/c.tXr.gz"],
    ["${P/\\//-}", "a-b/c.tar.gz"],
    ["${P//\\//-}", "a-b-c.tar.gz"],
    ["${P/*./}", "gz"],
    ["${U/a/b}", ""],
    ["${U#a}", ""],
    ["${S#\\*}", "?x"],
    ["${S%\\?}", "*?x"],
    ["${S/\\*/star}", "star?x"],
    ["${P#[a]}", "a/b/c.tar.gz"],
    ["${U:-$A}", "value"],
    ["${U:-${E:-deep}}", "deep"],
    ["${A:+${P##*/}}", "c.tar.gz"],
    ["\"${U:-a b}\"", "a b"],
    ["${U:-\"q\"}", "q"],
    ["${U:-}", ""],
    ["'$A'", "$A"],
    ["\"$A\"", "value"],
    ["\\$A", "$A"],
    ["\"\\$A\"", "$A"],
    ["\"\\x\"", "\\x"],
    ["\"\\\\\"", "\\"],
    ["a\\bc", "abc"],
    ["'it''s'", "its"],
    ["\"a'b\"", "a'b"],
    ["'a\"b'", "a\"b"],
    ["\"\"", ""],
    ["a\"\"b", "ab"],
    ["$", "$"],
    ["$$A", "A"],
    ["$1", ""],
    ["${1}", ""],
    ["$@", ""],
    ["$?x", "x"],
    ["é$A", "évalue"],
    ["$é", ""],
    ["\"$U$A\"", "value"],
    ["'\\$A'", "\\$A"],
    ["${A}${A}", "valuevalue"],
    ["${P//b/${A}}", "a/value/c.tar.gz"],
    ["${P%${X}}", "a/b/c.tar"],
    ["${D//\\\\/\\/}", ""],
  ];
  for (const [text, expected] of table) test(text, () => assert.equal(expand(text), expected));

  test('with a backtick as escape, a backslash is an ordinary character', () => {
    assert.equal(expand('C:\\app\\$A', '`'), 'C:\\app\\value');
    assert.equal(expand('`$A "`$A"', '`'), '$A $A');
  });
});

suite('shell lexer: what BuildKit rejects', () => {
  const table: readonly (readonly [string, string])[] = [
    ["${E:?x}", "E: x"],
    ["${U:?not-here}", "U: not-here"],
    ["${U?}", "U: is not allowed to be unset"],
    ["${A", "unsupported modifier (�) in substitution"],
    ["${}", "syntax error: bad substitution"],
    ["${A:}", "syntax error: missing '}'"],
    ["${A:x}", "unsupported modifier (:x) in substitution"],
    ["${A=x}", "unsupported modifier (=) in substitution"],
    ["${A:=x}", "unsupported modifier (:=) in substitution"],
    ["${A^^}", "unsupported modifier (^) in substitution"],
    ["${:A}", "syntax error: bad substitution"],
    ["\"open", "unexpected end of statement while looking for matching double-quote"],
    ["'open", "unexpected end of statement while looking for matching single-quote"],
    ["${U:-'open}", "syntax error: missing '}'"],
    ["${P#\\x}", "invalid pattern (\\x) in substitution: invalid escape '\\x'"],
  ];
  for (const [text, message] of table) {
    test(text, () => assert.throws(() => expand(text), (error) => error instanceof ShellLexError && error.message === message));
  }
});

suite('shell lexer: words and variables', () => {
  const words = (text: string): string[] => lexShellText(text, lookup, { escape: '\\' }).words.map((word) => word.text);

  test('white space parts words, except where it is quoted or escaped', () => {
    assert.deepEqual(words('a  b\tc'), ['a', 'b', 'c']);
    assert.deepEqual(words('"a b" c\\ d \'e f\''), ['a b', 'c d', 'e f']);
  });
  test('each word knows its place', () => {
    const text = '  $A "b c"';
    assert.deepEqual(lexShellText(text, lookup, { escape: '\\' }).words.map(({ start, end }) => text.slice(start, end).trim()), ['$A', '"b c"']);
  });
  test('variables are found with their places, the nested ones too, and not in single quotes', () => {
    const text = "$A ${U:-${E:-$P}} '$X' \\$S";
    assert.deepEqual(findVariables(text, '\\').map(({ name, start, end }) => [name, text.slice(start, end)]), [
      ['A', '$A'],
      ['U', '${U:-${E:-$P}}'],
      ['E', '${E:-$P}'],
      ['P', '$P'],
    ]);
  });
  test('variables behind a fault are still found', () => {
    assert.deepEqual(findVariables('${A!} $U', '\\').map(({ name }) => name).includes('U'), true);
  });
  test('variables without a value can stay as they are written', () => {
    const options = { escape: '\\', skipUnset: true };
    for (const text of ['$U', '${U}', '${U:-x}', '${U%x}']) assert.equal(lexShellText(text, lookup, options).result, text);
  });
});

suite('shell lexer: bounds', () => {
  test('deep nesting is refused, not followed', () => {
    assert.throws(() => expand('${A:-'.repeat(100_000)), ShellLexError);
    assert.ok(findVariables(`${'${A:-'.repeat(20_000)}${'}'.repeat(20_000)}`, '\\').length > 0);
  });
  test('a pattern that would be tried in too many ways is refused', () => {
    const long = (): string => 'a'.repeat(500);
    for (const text of ['${A##*a*a*a*a*a*b}', '${A%%b*a*a*a*a*}', '${A//*a*a*b/x}']) {
      assert.throws(() => lexShellText(text, long, { escape: '\\' }), ShellLexBound, text);
    }
    assert.equal(lexShellText('${A##*/}', () => `${'a'.repeat(8000)}/b`, { escape: '\\' }).result, 'b');
  });
});
