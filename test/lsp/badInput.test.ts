import assert from 'node:assert/strict';
import { CodeLensRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { StdioServer, Workspace } from './serverProcess';

const megabytes = (count: number, line: string): string => line.repeat(Math.ceil((count * 1_000_000) / line.length));
const bytes = (count: number): string => String.fromCharCode(...Array.from({ length: count }, (_, index) => (index * 7919) % 256));

const dockerfiles: Readonly<Record<string, string>> = {
  empty: '',
  blank: '\n\n  \n',
  binary: bytes(10_000),
  'zero bytes': '\0'.repeat(1000),
  '5 MB of instructions': `FROM scratch\n${megabytes(5, 'RUN echo one two three\n')}`,
  '1 MB of nonsense lines': megabytes(1, 'lorem ipsum ${dolor "sit\n'),
  '5 MB in one line': `FROM scratch\nRUN ${'x'.repeat(5_000_000)}\n`,
  '1 MB of continuations': `FROM scratch\nRUN echo \\\n${megabytes(1, '  a \\\n')}`,
  'many variables in one ENV': `FROM scratch\nENV A=${'$A'.repeat(30_000)}\n`,
  'many nested variables': `FROM scratch\nWORKDIR ${'${A:-'.repeat(5000)}${'}'.repeat(5000)}\n`,
  'a chain of stages': `FROM scratch AS s0\n${Array.from({ length: 2000 }, (_, index) => `FROM s${index} AS s${index + 1}\nENV A${index}=$A${index - 1}x\n`).join('')}`,
  'doubling variables': `FROM scratch\nENV A=xxxxxxxxxx\n${'ENV A=$A$A\n'.repeat(60)}WORKDIR /$A\n`,
  'patterns with many stars': `FROM scratch\nENV A=${'a'.repeat(200)}\nENV B=\${A##${'*a'.repeat(20)}b}\nWORKDIR /$B\n`,
  'replacements that multiply': `FROM scratch\nENV A=${'a'.repeat(8000)}\n${'ENV A=${A//a/$A}\n'.repeat(5)}WORKDIR /$A\n`,
  'CRLF and byte order mark': '\ufeffFROM scratch\r\nRUN x\r\n',
  'lone carriage returns': 'FROM scratch\rRUN x\r',
  'unclosed heredoc': 'FROM scratch\nRUN <<EOF\necho\n',
  'many heredocs': `FROM scratch\nCOPY ${Array.from({ length: 1000 }, (_, index) => `<<E${index}`).join(' ')} /x\n`,
  'unclosed quote': 'FROM scratch\nCOPY "a /b\nLABEL a="\n',
  'unknown instruction': 'FROM scratch\nFOO bar\n',
  'onbuild chain': `FROM scratch\n${'ONBUILD '.repeat(20_000)}RUN x\n`,
  'lone surrogates': 'FROM scratch\nRUN \ud800 \udfff $\ud83d\n',
};

const composeFiles: Readonly<Record<string, string>> = {
  empty: '',
  tabs: 'services:\n\tweb:\n\t\timage: x\n',
  'a list': '- a\n- b\n',
  'a word': 'hello\n',
  'duplicate keys': 'services:\n  a:\n    image: x\n    image: y\nservices: {}\n',
  binary: bytes(10_000),
  'zero bytes': '\0'.repeat(1000),
  '5 MB of services': `services:\n${megabytes(5, '  web:\n    image: nginx\n')}`,
  'nested brackets': '['.repeat(50_000),
  'an alias of itself': 'a: &a\n  b: *a\nservices: *a\n',
  'aliases that multiply': `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]\n`).join('')}services: {web: {command: *a30}}\n`,
  'nested variables': `services:\n  web:\n    image: ${'${A:-'.repeat(5000)}${'}'.repeat(5000)}\n`,
  'unclosed quote': 'services:\n  web:\n    image: "nginx\n',
  'CRLF and byte order mark': '\ufeffservices:\r\n  web:\r\n    image: nginx\r\n',
};

suite('language server: bad input', () => {
  let server: StdioServer;
  let workspace: Workspace;
  suiteSetup(async () => {
    workspace = new Workspace();
    server = await StdioServer.start();
  });
  suiteTeardown(async () => {
    assert.equal(await server.stop(), 0);
    workspace.remove();
  });

  /** Diagnostics come, hovers and lenses are answered, nothing is logged as a fault, and the server lives on. */
  async function holds(uri: string, languageId: string, text: string): Promise<void> {
    const found = server.nextDiagnostics(uri);
    await server.open(uri, languageId, text);
    const diagnostics = await found;
    assert.ok(diagnostics.length <= 551, `${diagnostics.length} diagnostics`);
    const lines = text.split('\n');
    for (const line of [0, 1, Math.floor(lines.length / 2), Math.max(0, lines.length - 2)]) {
      for (const character of [0, 5, Math.min(70, lines[line]?.length ?? 0)]) {
        await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line, character } });
      }
    }
    await server.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    assert.deepEqual(server.logged, []);
    assert.deepEqual(server.errors, []);
    assert.ok(server.isRunning);
  }

  for (const [name, text] of Object.entries(dockerfiles)) {
    test(`Dockerfile: ${name}`, () => holds(workspace.uri(`${encodeURIComponent(name)}.Dockerfile`), 'dockerfile', text));
  }
  for (const [name, text] of Object.entries(composeFiles)) {
    test(`compose file: ${name}`, () => holds(workspace.uri(`${encodeURIComponent(name)}/compose.yaml`), 'dockercompose', text));
  }
});
