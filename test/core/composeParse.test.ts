import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import type { ComposeFile } from '../../server/language/compose/composeFile';

const codes = (file: ComposeFile): string[] => file.problems.map((problem) => problem.code);
const marked = (file: ComposeFile): string[] => file.problems.map((problem) => file.text.slice(problem.span.start, problem.span.end));

suite('compose parser', () => {
  test('services, with places that give the file back', () => {
    const file = parseCompose('services:\n  web:\n    image: "nginx:1"\n    build: ./app\n    init: true\n    stop_signal: SIGINT\n');
    const service = file.services[0]!;
    assert.equal(service.name, 'web');
    assert.equal(file.text.slice(service.nameSpan.start, service.nameSpan.end), 'web');
    assert.equal(service.image?.text, 'nginx:1');
    assert.equal(file.text.slice(service.image!.span.start, service.image!.span.end), '"nginx:1"');
    assert.equal(service.build?.context?.text, './app');
    assert.equal(service.init, true);
    assert.equal(service.stopSignal?.text, 'SIGINT');
    assert.deepEqual(file.problems, []);
  });

  test('a command is absent, null, a string or a list', () => {
    const command = (line: string) => parseCompose(`services:\n  a:\n    image: x\n${line}`).services[0]!.command;
    assert.equal(command('').kind, 'absent');
    assert.equal(command('    command:\n').kind, 'null');
    assert.equal(command('    command: ~\n').kind, 'null');
    assert.equal(command('    command: !reset null\n').kind, 'absent');
    assert.equal(command('    command: ""\n').kind, 'string');
    assert.deepEqual(command('    command: a "b c"\n').words.map((word) => word.text), ['a', 'b c']);
    assert.equal(command('    command: []\n').kind, 'list');
    assert.deepEqual(command('    command: !override ["a", "b c"]\n').words.map((word) => word.text), ['a', 'b c']);
    assert.deepEqual(command('    command: |\n      a b\n      c\n').words.map((word) => word.text), ['a', 'b', 'c']);
  });

  test('aliases and merge keys: own keys win', () => {
    const file = parseCompose('x-base: &base\n  image: base\n  command: from-base\nservices:\n  a:\n    <<: *base\n    image: own\n');
    const service = file.services[0]!;
    assert.equal(service.image?.text, 'own');
    assert.equal(service.command.value, 'from-base');
    assert.deepEqual(file.problems, []);
  });

  test('several documents, a mark of byte order and Windows line ends', () => {
    const file = parseCompose('\uFEFFservices:\r\n  a:\r\n    image: x\r\n---\r\nservices:\r\n  b:\r\n    image: y\r\n');
    assert.deepEqual(file.services.map((service) => service.name), ['a', 'b']);
    assert.equal(file.text.slice(file.services[1]!.nameSpan.start, file.services[1]!.nameSpan.end), 'b');
    assert.equal(file.services[0]!.image?.text, 'x');
    assert.deepEqual(file.problems, []);
  });

  test('the line ends of old systems count as line ends, as for Compose', () => {
    for (const end of ['\r', '\u0085', '\u2028']) {
      const file = parseCompose(`services:${end}  a:${end}    image: x${end}`);
      assert.deepEqual(codes(file), []);
      assert.equal(file.services[0]!.image?.text, 'x');
    }
  });

  test('quoted lines that are not indented, as pasted keys are', () => {
    const file = parseCompose('services:\n  a:\n    environment:\n      KEY: "begin\nmiddle\nend"\n      NEXT: \'one\ntwo\'\n    image: x\n');
    assert.deepEqual(codes(file), []);
    assert.equal(file.services[0]!.image?.text, 'x');
    assert.equal(file.text.slice(file.services[0]!.image!.span.start).trim(), 'x');
  });

  test('lists and mappings in brackets whose lines are not indented, with comments and quotes in them', () => {
    const file = parseCompose('services:\n  a:\n    command: [\n  "sh", # a ] in a comment\n\t\'it\'\'s\',\nb\nc\n]\n    labels: {\na: "}",\n}\n    image: x\n');
    assert.deepEqual(codes(file), []);
    assert.deepEqual(file.services[0]!.command.words.map(({ text }) => text), ['sh', "it's", 'b c']);
    assert.equal(file.text.slice(file.services[0]!.image!.span.start).trim(), 'x');
    assert.ok(codes(parseCompose('services:\n  a:\n    command: [\n"a"\n    image: x\n')).length > 0, 'never closed');
  });

  test('signs that are text in brackets for Compose, and aliases as keys', () => {
    const file = parseCompose('x-a: &a b\nservices:\n  web:\n    command: [ls, -, a:, b :, ?, http:]\n    labels:\n      *a: c\n    environment: {*a: d, e: -, f: g:}\n');
    assert.deepEqual(file.problems, []);
    assert.deepEqual(file.services[0]!.command.words.map(({ text }) => text), ['ls', '-', 'a:', 'b :', '?', 'http:']);
    const [, services] = file.documents[0]!.kind === 'mapping' ? file.documents[0]!.entries : [];
    const web = services?.value.kind === 'mapping' ? services.value.entries[0]!.value : undefined;
    const [, labels, environment] = web?.kind === 'mapping' ? web.entries.map(({ value }) => value) : [];
    assert.deepEqual(labels?.kind === 'mapping' && labels.entries.map(({ key, value, span }) => [key, value.kind === 'scalar' && value.text, file.text.slice(span.start, span.end)]), [['b', 'c', '*a: c']]);
    assert.deepEqual(environment?.kind === 'mapping' && environment.entries.map(({ key, value }) => [key, value.kind === 'scalar' && value.text]), [['b', 'd'], ['e', '-'], ['f', 'g:']]);
    for (const flow of ['[a, - b]', '[- ]', '["a":]', '[a: ]', '[*a:]']) assert.notDeepEqual(parseCompose(`x-a: &a b\nx-b: ${flow}\nx-c: [{a: b}, *a:b]\n`).problems, [], flow);
  });

  test('names of anchors with a colon, and keys of more than one line', () => {
    for (const text of ['x-a: &a: b\n', 'x-a: &a:b c\nx-b: *a:b\n']) assert.equal(codes(parseCompose(text)).length, 1, text);
    assert.deepEqual(marked(parseCompose('x-a: &a: b\n')), ['&a:']);
    for (const key of ['"a\n  b"', "'a\n  b' ", 'a\n  b', 'a\n  ', '"a" # c\n  ']) assert.deepEqual(codes(parseCompose(`x-a: {${key}: c}\n`)), ['yaml-multiline-implicit-key'], key);
    for (const mapping of ['{a:\n  b}', '{? "a\n  b" : c}', '{"a\n  b"}', '{\n  a: b,\n  "c": d\n  }']) assert.deepEqual(codes(parseCompose(`x-a: ${mapping}\n`)), [], mapping);
  });

  test('tabs on lines without a value and behind a dash, as Compose refuses them', () => {
    const refused = ['services:\n\t\n  a:\n    image: x\n', 'services:\n  a:\n    image: x\n\t\n    user: y\n', 'services:\n  a:\n    image: "x"\n    \t# c\n    user: y\n', 'services:\n  a:\n    command:\n      - \ty\n', '\t\nservices: {}\n', '# c\n\t\nservices: {}\n', 'services:\n  a:\n    command: |\n      \ta\n'];
    for (const text of refused) assert.deepEqual([codes(parseCompose(text)), marked(parseCompose(text))], [['yaml-tab-as-indent'], ['\t']], JSON.stringify(text));
    const taken = ['services:\n  a:\n    image: x\n      \t\n    user: y\n', 'services:\t\n  a:\n    image:\tx\t# c\n', 'services:\n  a:\n    command: [\n\t"a"]\n', 'services:\n  a:\n    command: |\n      a\n      \tb\n', 'services:\n  a:\n    image: x\n# c\n\t\n\t# d\n    user: y\n'];
    for (const text of taken) assert.deepEqual(codes(parseCompose(text)), [], JSON.stringify(text));
  });

  test('escapes in double quotes as Compose has them', () => {
    const image = (text: string) => parseCompose(`services:\n  a:\n    image: "${text}"\n`);
    assert.deepEqual([codes(image("it\\'s \\\\' \\x41")), image("it\\'s \\\\' \\x41").services[0]!.image?.text], [[], "it's \\' A"]);
    for (const escape of ['\\/', '\\ud83d']) assert.deepEqual([codes(image(`a${escape}b`)), marked(image(`a${escape}b`))], [['yaml-bad-dq-escape'], [escape]]);
    assert.deepEqual(codes(image('a\\\\/b')), []);
  });

  test('tags of YAML that do not fit what follows', () => {
    const refused = ['!!int a', '!!int 1.5', '!!bool yes', '!!null x', '!!binary x', '!!float "x"'];
    for (const value of refused) assert.deepEqual(codes(parseCompose(`x-a: ${value}\n`)), ['yaml-tag-does-not-fit'], value);
    const taken = ['!!int "12"', '!!float 1', '!!bool "true"', '!!null ""', '!!binary eA==', '!!str 12', '!!timestamp 2024-01-01', '!own x', '! 1'];
    for (const value of taken) assert.deepEqual(codes(parseCompose(`x-a: ${value}\n`)), [], value);
  });

  test('control characters and directives that Compose refuses', () => {
    assert.deepEqual([codes(parseCompose('services:\n  a:\n    image: x\f\n')), marked(parseCompose('services:\n  a:\n    image: x\f\n'))], [['yaml-control-character'], ['\f']]);
    assert.deepEqual([codes(parseCompose('services: {} # caf\uDFFF\n')), codes(parseCompose('services: {} # caf\uFFFD \u{1F600}\n'))], [['compose-not-text'], []]);
    assert.deepEqual(codes(parseCompose('%FOO a\n---\nservices: {}\n')), ['yaml-bad-directive']);
    assert.deepEqual(codes(parseCompose('%YAML 1.1\n---\nservices: {}\n')), []);
  });

  test('a key twice is marked where it stands the second time', () => {
    const file = parseCompose('services:\n  a:\n    image: x\n  a:\n    image: y\n');
    assert.deepEqual(codes(file), ['yaml-duplicate-key']);
    assert.equal(file.problems[0]!.span.start, file.text.lastIndexOf('a:'));
  });

  test('a tab for indentation is said in those words', () => {
    const file = parseCompose('services:\n  a:\n\timage: x\n');
    assert.ok(codes(file).includes('yaml-tab-as-indent'), codes(file).join());
  });

  test('a key that is a list or a mapping, as templates make it; an alias as a key is fine', () => {
    assert.deepEqual(marked(parseCompose('services:\n  a:\n    image: {{ x }}\n')), ['{{ x }}']);
    assert.deepEqual(codes(parseCompose('x-a:\n  [b]: c\n')), ['yaml-key-not-text']);
    const alias = parseCompose('x-k: &k foo\nservices:\n  *k :\n    image: x\n');
    assert.deepEqual(codes(alias), []);
    assert.equal(alias.services[0]!.name, 'foo');
  });

  test('one cause is one problem, where the cause is', () => {
    const at = (text: string): [string[], string[]] => [codes(parseCompose(text)), marked(parseCompose(text))];
    assert.deepEqual(at('services:\n  a:\n    image: "x\n    ports:\n      - 1:2\n  b:\n    image: y\n'), [['yaml-missing-char'], ['"x']]);
    assert.deepEqual(at('services:\n  a:\n\timage: x\n\tports:\n\t\t- "1:2"\n'), [['yaml-tab-as-indent'], ['\t']]);
    assert.deepEqual(at('services:\n  a:\n    image: x\n   ports:\n      - 1:2\n')[0], ['yaml-bad-indent']);
    assert.deepEqual(at('services:\n  a:\n    image:x\n    ports:\n      - 1:2\n'), [['yaml-multiline-implicit-key'], ['image:x']]);
    assert.deepEqual(at('services:\n  a:\n    command: ["a"')[1], ['"']);
  });

  test('the wrong shape of file, services or service', () => {
    assert.deepEqual(codes(parseCompose('- a\n- b\n')), ['compose-not-a-mapping']);
    assert.deepEqual(codes(parseCompose('hello\n')), ['compose-not-a-mapping']);
    assert.deepEqual(codes(parseCompose('services:\n  - a\n')), ['compose-not-a-mapping']);
    assert.deepEqual(marked(parseCompose('services:\n  a: foo\n')), ['foo']);
  });

  test('an empty or unfinished file is no fault', () => {
    for (const text of ['', '\n', '# only a comment\n', '---\n', 'services:\n', 'services:\n  a:\n']) {
      assert.deepEqual(codes(parseCompose(text)), [], JSON.stringify(text));
    }
  });

  test('aliases that are unknown or stand in their own anchor', () => {
    assert.deepEqual(codes(parseCompose('services:\n  a:\n    image: *nope\n')), ['yaml-unknown-anchor']);
    assert.deepEqual(codes(parseCompose('x-a: &a [*a]\n')), ['yaml-alias-cycle']);
    assert.deepEqual(codes(parseCompose('services:\n  a: &a\n    image: x\n    <<: *a\n')), ['yaml-alias-cycle']);
  });

  test('a file that is not text, too large or nested without end gives one clear problem', () => {
    assert.deepEqual(codes(parseCompose('\x7fELF\0\0\x01')), ['compose-not-text']);
    const large = parseCompose('# comment\n'.repeat(500_000));
    assert.deepEqual(codes(large), ['compose-too-large']);
    assert.ok(large.leftOut);
    assert.ok(codes(parseCompose('a: ' + '['.repeat(3_000))).length > 0);
  });

  test('as many levels are read as anybody writes, and none of more, so that the stack never ends', () => {
    const inLists = (levels: number): string => `x-a: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
    const inMappings = (levels: number): string => Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}x-a:\n`).join('');
    assert.deepEqual(codes(parseCompose(inLists(199))), []);
    assert.deepEqual(codes(parseCompose(inMappings(200))), []);
    for (const text of [inLists(200), inMappings(201), `x-a:\n  ${'- '.repeat(250)}b\n`, '['.repeat(50_000), `x-a: ${'{a: '.repeat(10_000)}`]) {
      const file = parseCompose(text);
      assert.deepEqual(codes(file), ['yaml-unreadable']);
      assert.equal(file.leftOut, 'This file is nested too deeply to be read.');
    }
  });

  test('ten levels of tenfold aliases stay small', () => {
    let text = 'x-0: &l0 {a: b}\n';
    for (let level = 1; level <= 30; level++) {
      text += `x-${level}: &l${level}\n  <<: [${Array.from({ length: 10 }, () => `*l${level - 1}`).join(', ')}]\n`;
    }
    text += 'services:\n  a:\n    <<: *l30\n    image: x\n';
    const file = parseCompose(text);
    assert.equal(file.services[0]!.image?.text, 'x');
    assert.deepEqual(file.problems, []);
  });
});
