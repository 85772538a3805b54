import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CodeLensRequest, DocumentFormattingRequest, DocumentSymbolRequest, FoldingRangeRequest, HoverRequest, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { positionOf, StdioServer, Workspace } from './serverProcess';

interface Case {
  /** Files of the folder; `compose.yaml` is opened. */
  readonly files: Readonly<Record<string, string>>;
  /** Code of a finding that says what is wrong; undefined where nothing is. */
  readonly code: string | undefined;
  /** What its first line holds. */
  readonly at?: string;
  /** Makes what a text cannot: folders and links. */
  readonly prepare?: (folder: string) => void;
}

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const one = (text: string, code: string | undefined, at?: string): Case => ({ files: { 'compose.yaml': text }, code, ...(at === undefined ? {} : { at }) });
/** Nobody can read through a link to itself, not even root. */
const linkToItself = (name: string) => (folder: string) => symlinkSync(name, join(folder, name));
const folderNamed = (name: string) => (folder: string) => mkdirSync(join(folder, name));

const image = 'services:\n  web:\n    image: nginx\n';
const cases: Readonly<Record<string, Case>> = {
  'tabs for indentation': one('services:\n\tweb:\n\t\timage: x\n', 'yaml-tab-as-indent', '\tweb'),
  'a quote that is never closed': one('services:\n  web:\n    image: "x\n', 'yaml-missing-char', 'image'),
  'a key that is indented otherwise': one('services:\n   web:\n    image: x\n  db: {}\n', 'yaml-bad-indent'),
  'a bracket that is never closed': one('services:\n  web:\n    command: [a, b\n', 'yaml-bad-indent'),
  'an alias inside of its anchor': one('services: &a\n  web: *a\n', 'yaml-alias-cycle', '*a'),
  'aliases that multiply': one(
    `x-0: &a0 [x, x]\n${lines(30, (index) => `x-${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`)}\nservices:\n  web:\n    image: x\n    command: *a30\n`,
    'too-many-values',
  ),
  'merge keys that multiply': one(
    `x-0: &m0 {a: 1}\n${lines(40, (index) => `x-${index + 1}: &m${index + 1}\n  <<: [*m${index}, *m${index}]\n  k${index}: {<<: *m${index}}`)}\nservices:\n  web:\n    image: x\n    labels: *m40\n`,
    'too-many-values',
  ),
  'a service that extends itself in the end': one('services:\n  a:\n    extends: b\n  b:\n    extends: a\n', 'extends-cycle'),
  'two files whose services extend each other': {
    files: { 'compose.yaml': 'services:\n  a:\n    extends: {file: other.yaml, service: b}\n', 'other.yaml': 'services:\n  b:\n    extends: {file: compose.yaml, service: a}\n' },
    code: 'extends-cycle',
  },
  'a file that includes itself in the end': {
    files: { 'compose.yaml': `include: [other.yaml]\n${image}`, 'other.yaml': 'include: [compose.yaml]\n' },
    code: 'include-cycle',
  },
  'services that wait for each other': one('services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n', 'dependency-cycle'),
  'a variable that must have a value, without .env': one('services:\n  web:\n    image: nginx:${TAG:?say one}\n', 'required-variable', 'image'),
  'an env_file that is not there': one(`${image}    env_file: missing.env\n`, 'env-file-missing', 'missing.env'),
  'a .env that is a folder': { files: { 'compose.yaml': image }, code: undefined, prepare: folderNamed('.env') },
  'a .env that cannot be read': { files: { 'compose.yaml': image }, code: undefined, prepare: linkToItself('.env') },
  'an override that cannot be read': { files: { 'compose.yaml': image }, code: undefined, prepare: linkToItself('compose.override.yaml') },
  'an included file that is a folder': { files: { 'compose.yaml': `include: [parts]\n${image}` }, code: 'included-file-missing', at: 'parts', prepare: folderNamed('parts') },
  'an included folder that cannot be read': { files: { 'compose.yaml': `include: [parts/compose.yaml]\n${image}` }, code: 'included-file-missing', at: 'parts', prepare: linkToItself('parts') },
  'an included file with broken YAML': { files: { 'compose.yaml': `include: [other.yaml]\n${image}`, 'other.yaml': 'a: "x\n' }, code: 'yaml-missing-char', at: 'include' },
  'two thousand services that wait one for the other': one(`services:\n${lines(2000, (index) => `  s${index}: {image: x, depends_on: [s${index + 1}]}`)}\n  s2000: {image: x}\n`, undefined),
  'two thousand services that extend one the other': one(`services:\n${lines(2000, (index) => `  s${index}: {extends: s${index + 1}}`)}\n  s2000: {image: x}\n`, 'project-read-in-part'),
  'services whose environment grows with each': one(`services:\n  s0: {image: x}\n${lines(1500, (index) => `  s${index + 1}:\n    extends: s${index}\n    environment: {K${index}: v}`)}\n`, 'project-read-in-part'),
  'variables of .env that double each other': {
    files: { 'compose.yaml': `${image}    environment: [A=$A60]\n`, '.env': `A0=xxxxxxxxxx\n${lines(60, (index) => `A${index + 1}=$A${index}$A${index}`)}\n` },
    code: undefined,
  },
  'a long text that an alias brings to thousands of places': one(`x-0: &a0 ${'y'.repeat(100_000)}\nservices:\n  web:\n    image: x\n    command: [${Array(5_000).fill('*a0').join(', ')}]\n`, 'project-read-in-part'),
  'ranges of all ports in hundreds of services': one(`services:\n${lines(400, (index) => `  s${index}: {image: x, ports: ["1-65535:1-65535"]}`)}\n`, undefined),
  'a hundred thousand lists in one line': one('- '.repeat(100_000), 'yaml-unreadable'),
  'a variable without a value two hundred thousand times': one(`services:\n  web:\n    image: x\n    command: "${'${A}'.repeat(200_000)}"\n`, 'unset-variable', 'command'),
  'blanks by the hundred thousand in a comment': one(`#${' '.repeat(200_000)}x\n${image}`, undefined),
  'twenty thousand quotes that are never closed': one(lines(20_000, () => 'a: "x'), 'yaml-missing-char'),
  'a note with a hundred and fifty thousand variables': one(`x-note: "${'${A} '.repeat(150_000)}"\n${image}`, undefined),
  'a thousand YAML documents': one(lines(1_000, (index) => `---\nservices:\n  s${index}: {image: x}`), 'project-read-in-part'),
  'includes that meet again and again': {
    files: { 'compose.yaml': `include: [p0.yaml, p1.yaml]\n${image}`, ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}.yaml`, index < 28 ? `include: [p${index + 1}.yaml, p${index + 2}.yaml]\n` : image])) },
    code: 'project-read-in-part',
  },
  'thousands of services that wait in one circle': one(`services:\n${lines(2000, (index) => `  s${index}: {image: x, depends_on: [s${(index + 1) % 2000}]}`)}\n`, 'dependency-cycle'),
  'includes in includes': {
    files: { 'compose.yaml': `include: [p0.yaml]\n${image}`, ...Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`p${index}.yaml`, `include: [p${index + 1}.yaml]\n`])) },
    code: undefined,
  },
};

suite('language server: compose files that cannot be read for certain', () => {
  let server: StdioServer;
  suiteSetup(async () => {
    server = await StdioServer.start();
  });
  suiteTeardown(async () => {
    assert.equal(await server.stop(), 0);
  });

  for (const [name, { files, code, at, prepare }] of Object.entries(cases)) {
    test(name, async () => {
      const workspace = new Workspace(files);
      prepare?.(workspace.folder);
      const [text, uri] = [files['compose.yaml']!, workspace.uri('compose.yaml')];
      const found = server.nextDiagnostics(uri, ({ diagnostics }) => code === undefined || diagnostics.some((one) => one.code === code));
      await server.open(uri, 'dockercompose', text);
      checkPlace(await found, text, code, at);
      await everythingAnswers(uri, text);
      workspace.remove();
    });
  }

  test('a document that lies nowhere: nobody can look beside it, so nothing beside it is missing', async () => {
    const text = 'include: [other.yaml]\nservices:\n  web:\n    image: nginx\n    env_file: web.env\n    imgae: nginx\n  db:\n    extends: {file: base.yaml, service: db}\n';
    for (const uri of ['untitled:Untitled-1', 'vscode-vfs://github/owner/name/compose.yaml']) {
      const found = server.nextDiagnostics(uri, () => true);
      await server.open(uri, 'dockercompose', text);
      assert.deepEqual((await found).map(({ code }) => code).filter((code) => code !== 'unpinned-image'), ['unknown-key'], uri);
      await everythingAnswers(uri, text);
    }
  });

  function checkPlace(diagnostics: readonly Diagnostic[], text: string, code: string | undefined, at: string | undefined): void {
    assert.ok(diagnostics.length <= 551, `${diagnostics.length} diagnostics`);
    const finding = diagnostics.find((one) => one.code === code);
    for (const { message } of diagnostics) assert.ok(String(message).length <= 1_000, String(message).slice(0, 100));
    if (finding && at !== undefined) assert.equal(finding.range.start.line, positionOf(text, at).line);
  }

  async function everythingAnswers(uri: string, text: string): Promise<void> {
    const textDocument = { uri };
    for (const line of [0, 1, text.split('\n').length >> 1]) {
      await server.connection.sendRequest(HoverRequest.type, { textDocument, position: { line, character: 4 } });
    }
    await server.connection.sendRequest(CodeLensRequest.type, { textDocument });
    await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    await server.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options: { tabSize: 2, insertSpaces: true } });
    assert.deepEqual(server.logged, []);
    assert.deepEqual(server.errors, []);
    assert.ok(server.isRunning);
  }
});
