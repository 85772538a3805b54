import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { CommandInstruction } from '../../server/language/dockerfile/syntax';
import { planExecForm } from '../../server/language/rules/execForm';
import { readBrokenJsonList } from '../../server/language/process/jsonList';
import { applyEdits } from '../../server/language/rules/rule';
import { planShellExecForm } from '../../server/language/rules/shellExecForm';

const start = 'FROM scratch\nCMD ';

/** The shell form of a CMD with this text. */
function shellForm(written: string) {
  const text = `${start}${written}\n`;
  const { command } = parseDockerfile(text).instructions[1] as CommandInstruction;
  assert.equal(command?.form, 'shell', written);
  return { text, logical: command.text };
}

/** The words that the mended list has, or why there are none. */
function mended(written: string): unknown {
  const { text, logical } = shellForm(written);
  const list = readBrokenJsonList(logical, false);
  if (!list) return 'no list';
  if (!list.edits || list.commentAt !== undefined) return list.fault;
  const after = parseDockerfile(applyEdits(text, list.edits)).instructions[1] as CommandInstruction;
  assert.equal(after.command?.form, 'exec', written);
  return after.command.words.map(({ value }) => value);
}

suite('A JSON list that is none', () => {
  const cases: readonly [string, unknown][] = [
    ["['a', 'b c']", ['a', 'b c']],
    [`['say "x"', "it's"]`, ['say "x"', "it's"]],
    ['["a", "b",]', ['a', 'b']],
    ['["a",, "b"]', ['a', 'b']],
    ['["a" "b"]', ['a', 'b']],
    ['["a", "b"', ['a', 'b']],
    ['[a, b]', ['a', 'b']],
    ['["a", 8080, b]', ['a', '8080', 'b']],
    ['[“a”, “b”]', ['a', 'b']],
    ['["C:\\new\\app.exe"]', ['C:\\new\\app.exe']],
    ['["grep", "\\d+\\.x"]', ['grep', '\\d+\\.x']],
    ['["a\\d\\n"]', 'backslash'],
    ["['a\\n']", 'single quotes'],
    ['["a", $B]', 'no quotes'],
    ['["a", "b]', 'open quote'],
    ['["a"] && b', 'text behind'],
    ['["a"] # b', 'comment behind'],
    ['["a", \\\n  # comment\n  \'b\']', ['a', 'b']],
    ['[ -f a ]', 'no list'],
    ['[ "$a" = b ]', 'no list'],
    ['[ "$a" ] && b', 'no list'],
    ['[[ "$a" == b ]]', 'no list'],
    ['[a-z]*.txt', 'no list'],
    ['[', 'no list'],
    ['[,', 'no list'],
    ['[]x', 'no list'],
  ];
  for (const [written, expected] of cases) test(written.replaceAll('\n', '⏎'), () => assert.deepEqual(mended(written), expected));
});

suite('A shell form as a JSON list', () => {
  /** The words behind the edits, or the reason why there are none. */
  function listOf(written: string, passArguments?: boolean): unknown {
    const { text, logical } = shellForm(written);
    const plan = planExecForm(logical, false);
    const shell = plan.kind === 'edits' ? plan : planShellExecForm(logical, plan.reason, passArguments === undefined ? {} : { passArguments });
    if (shell.kind === 'blocked') return shell.reason;
    const after = parseDockerfile(applyEdits(text, shell.edits)).instructions[1] as CommandInstruction;
    assert.equal(after.command?.form, 'exec', applyEdits(text, shell.edits));
    return after.command.words.map(({ value }) => value);
  }
  const shell = (text: string): string[] => ['/bin/sh', '-c', text];
  const cases: readonly [string, unknown][] = [
    ['server -p 80 "a b"', ['server', '-p', '80', 'a b']],
    ['exec server', ['server']],
    ['server $X', shell('exec server $X')],
    ['exec server $X', shell('exec server $X')],
    ['server "$X" \'a\\b\'', shell('exec server "$X" \'a\\b\'')],
    ['cd /app && server', shell('cd /app && exec server')],
    ['A=1 B="x y" server', shell('A=1 B="x y" exec server')],
    ['a; b > /log', shell('a; exec b > /log')],
    ['server \\\n  # why\n  "$X"', shell('exec server   "$X"')],
    ['"$X" a', shell('exec "$X" a')],
    ['a | b', 'it uses the syntax of the shell'],
    ['a & b', 'it uses the syntax of the shell'],
    ['trap x TERM; b', 'it uses the syntax of the shell'],
    ['cd /app', '`cd` is the shell\'s own command'],
    ['f() { a; }; f', 'it uses the syntax of the shell'],
    ['. /env && server', shell('. /env && exec server')],
    ['server\t$X', 'only a shell replaces variables'],
    ['server "', 'a quote stays open'],
  ];
  for (const [written, expected] of cases) test(written.replaceAll('\n', '⏎'), () => assert.deepEqual(listOf(written), expected));

  test('with the words of CMD passed on', () => {
    assert.deepEqual(listOf('server $X', true), [...shell('exec server $X "$@"'), '--']);
    assert.equal(listOf('server $X > /log', true), 'only a shell replaces variables');
    assert.equal(listOf('server $1', true), 'only a shell replaces variables');
  });
});
