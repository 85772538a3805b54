import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseCommandPage } from '../../server/language/commandContent';
import type { CommandGrammar } from '../../server/language/content';
import { readCommands, readContentFolder } from '../../server/world/contentFolder';

const folder = join(process.cwd(), 'content');

const page = `names: [apt]
summary: Installs packages.
reference: https://example.org/
child: It brings things.
teen: It installs packages.
developer: It needs root.
flags:
  -y:
    also: [--yes]
    summary: Says yes.
    child: Yes.
    teen: It says yes.
    developer: Nobody can answer.
  -o: { value: true, summary: Sets., child: a, teen: b, developer: c }
subcommands:
  install:
    also: [add]
    summary: Brings them.
    child: Here.
    teen: Here they are.
    developer: One layer.
    subcommands:
      deeply: { summary: Deep., child: a, teen: b, developer: c }
`;

suite('content: reading commands', () => {
  test('every part becomes a text, every spelling leads to it', () => {
    for (const source of [page, page.replaceAll('\n', '\r\n')]) {
      const { names, grammar, hovers } = parseCommandPage('commands/apt-get.yaml', source);
      assert.deepEqual(names, ['apt-get', 'apt']);
      assert.deepEqual(hovers.map(({ id }) => id), ['command/apt-get', 'command/apt-get -y', 'command/apt-get -o', 'command/apt-get install', 'command/apt-get install deeply']);
      assert.deepEqual(hovers[1], {
        id: 'command/apt-get -y',
        title: 'apt-get -y',
        summary: 'Says yes.',
        levels: { child: 'Yes.', teen: 'It says yes.', developer: 'Nobody can answer.' },
        analogies: {},
        reference: 'https://example.org/',
        lesson: undefined,
      });
      assert.equal(grammar.flags['--yes']?.id, 'command/apt-get -y');
      assert.deepEqual([grammar.flags['-y']?.value, grammar.flags['-o']?.value], [false, true]);
      assert.equal(grammar.subcommands['add'], grammar.subcommands['install']);
      assert.equal(grammar.subcommands['install']?.subcommands['deeply']?.id, 'command/apt-get install deeply');
    }
  });

  const faults: readonly [string, string, RegExp][] = [
    ['an unknown key', page.replace('summary: Installs', 'sumary: x\nsummary: Installs'), /commands\/apt-get\.yaml: apt-get has the unknown key sumary/],
    ['an unknown key of a flag', page.replace('    also: [--yes]', '    alias: [--yes]'), /apt-get -y has the unknown key alias/],
    ['a missing level', page.replace('    teen: It says yes.\n', ''), /apt-get -y: teen is missing or not a text/],
    ['an empty summary', page.replace('Brings them.', "''"), /apt-get install: summary is missing/],
    ['a flag without a dash', page.replace('  -y:', '  y:'), /apt-get y does not start with a dash/],
    ['a value that is neither true nor false', page.replace('value: true', 'value: sometimes'), /-o: value is neither true nor false/],
    ['a spelling twice', page.replace('also: [--yes]', 'also: [-o]'), /apt-get has -o twice/],
    ['spellings that are no list', page.replace('also: [add]', 'also: add'), /apt-get install: also is not a list/],
    ['flags that are no mapping', page.replace(/flags:[\s\S]*subcommands:\n {2}install/, 'flags: [-y]\nsubcommands:\n  install'), /apt-get: flags is not a mapping/],
    ['a subcommand that is a text', page.replace(/subcommands:\n {2}install:[\s\S]*/, 'subcommands:\n  install: Brings them.\n'), /apt-get install is not a mapping/],
    ['a reference that is no address', page.replace('https://example.org/', 'man apt'), /reference is not an https address/],
    ['a list at the top', '- a\n', /is not a mapping/],
  ];
  for (const [name, source, message] of faults) {
    test(`refused: ${name}`, () => assert.throws(() => parseCommandPage('commands/apt-get.yaml', source), message));
  }
});

suite('content: the commands of RUN', () => {
  const { commands } = readCommands(folder);
  const { hovers } = readContentFolder(folder);

  function* grammars(grammar: CommandGrammar): Generator<CommandGrammar> {
    yield grammar;
    for (const inner of Object.values(grammar.subcommands)) yield* grammars(inner);
  }

  test('every command, subcommand and flag has its text', () => {
    const all = Object.values(commands).flatMap((command) => [...grammars(command)]);
    const missing = all.flatMap(({ id, flags }) => [id, ...Object.values(flags).map((flag) => flag.id)]).filter((id) => !hovers[id]);
    assert.deepEqual(missing, []);
    assert.ok(all.length > 300, 'the commands that images are built with are explained');
  });

  test('bundled flags are single letters that are known one by one', () => {
    for (const [name, letters] of [['tar', 'xzf'], ['curl', 'fsSLo'], ['apt-get', 'yq'], ['rm', 'rf'], ['set', 'eux'], ['cp', 'rpf'], ['chown', 'Rh']] as const) {
      assert.deepEqual([...letters].filter((letter) => !commands[name]?.flags[`-${letter}`]), [], name);
    }
  });
});
