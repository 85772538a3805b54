import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually';
import { extensionId, hoverText, lineStart, open, sampleFile } from './sampleWorkspace';

const binary = Buffer.concat([Buffer.from('FROM a\n'.repeat(200)), Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 256))]);

/** Folder of the bad file → its name and bytes. */
const badFiles: Readonly<Record<string, readonly [name: string, bytes: string | Buffer]>> = {
  empty: ['Dockerfile', ''],
  binary: ['Dockerfile', binary],
  'five-megabytes': ['Dockerfile', `FROM node:22\n${'RUN echo "some words that make a line of usual length"\n'.repeat(100_000)}`],
  'windows-lines': ['Dockerfile', 'FROM node:22\r\nCOPY . .\r\nRUN npm ci\r\n'],
  'byte-order-mark': ['Dockerfile', '\uFEFFFROM node:22\nCMD ["node"]\n'],
  'unknown-instruction': ['Dockerfile', 'FROM node:22\nRUNN echo a\n'],
  'unclosed-heredoc': ['Dockerfile', 'FROM node:22\nRUN <<END\necho a\n'],
  'unclosed-quote': ['Dockerfile', 'FROM node:22\nCMD ["node", "a\nENV A="b\n'],
  tabs: ['compose.yaml', 'services:\n\tweb:\n\t\timage: a\n'],
  'duplicate-keys': ['compose.yaml', 'services:\n  web:\n    image: a\n  web:\n    image: b\n'],
  list: ['compose.yaml', '- services\n- web\n'],
};

suite('bad input', () => {
  // Other suites compare the sample with its last commit.
  suiteTeardown(() => vscode.workspace.fs.delete(sampleFile('bad-input'), { recursive: true }));

  for (const [folder, [name, bytes]] of Object.entries(badFiles)) {
    test(`${folder}: the server answers, and goes on`, async () => {
      const uri = sampleFile(`bad-input/${folder}/${name}`);
      await vscode.workspace.fs.writeFile(uri, Buffer.from(bytes));
      const document = await open(uri);
      const last = document.lineAt(document.lineCount - 1).range.end;
      // A request that throws is an error here; that there is nothing to say is fine.
      await hoverText(uri, new vscode.Position(0, 1));
      await hoverText(uri, last);
      await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 10);
      await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, new vscode.Range(new vscode.Position(0, 0), last));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await serverStillAnswers();
    });
  }

  test('none of it left an exception in the log', async () => {
    const hostLog = await eventually('the extension host tells that it woke Layerwise', () => {
      const [log] = logFiles(/(^|[/\\])(remote)?exthost\.log$/).map((file) => fs.readFileSync(file, 'utf8'));
      return log?.includes(`_doActivateExtension ${extensionId}`) ? log : undefined;
    });
    const complaints = hostLog.split('\n').filter((line) => /\[error\]/i.test(line) && /layerwise/i.test(line));
    const own = logFiles(/layerwise[^/\\]*\.log$/i).flatMap((file) => fs.readFileSync(file, 'utf8').split('\n'));
    complaints.push(...own.filter((line) => /\b\w*(Error|Exception)\b|\[error\]|^\s+at /.test(line)));
    assert.deepEqual(complaints, []);
  });
});

async function serverStillAnswers(): Promise<void> {
  const sample = await open(sampleFile('Dockerfile'));
  await eventually('a hover on the sample', async () => (await hoverText(sample.uri, lineStart(sample, /^FROM /))) || undefined);
}

/** Log files that VS Code has written so far. */
function logFiles(name: RegExp): string[] {
  const folder = process.env['LAYERWISE_TEST_LOGS'];
  assert.ok(folder, 'LAYERWISE_TEST_LOGS names the folder below which VS Code writes its logs');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => join(folder, path));
}
