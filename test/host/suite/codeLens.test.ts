import * as assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually';
import { lineStart, open, sampleFile } from './sampleWorkspace';

suite('code lens', () => {
  test('a lens on CMD shows what runs', async () => {
    const document = await open(sampleFile('Dockerfile'));
    const start = lineStart(document, /^CMD /);
    const [program] = document.lineAt(start.line).text.replace(/^CMD /, '').match(/[\w./-]+/) ?? [];
    const title = await eventually('a lens on the line of CMD', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
      return lenses.find((lens) => lens.range.start.line === start.line)?.command?.title;
    });
    assert.ok(program && title.includes(program), title);
  });

  test('its command writes the docker run line into a terminal and does not run it', async () => {
    const document = await open(sampleFile('Dockerfile'));
    const folder = mkdtempSync(join(tmpdir(), 'layerwise-terminal-'));
    const received = join(folder, 'received');
    const settings = vscode.workspace.getConfiguration('terminal.integrated');
    const system = process.platform === 'darwin' ? 'osx' : 'linux';
    // A program that keeps each byte it gets, in place of a shell: an Enter would be a byte too.
    const keepBytes = { path: '/bin/sh', args: ['-c', `stty raw -echo; exec cat >'${received}'`] };
    await settings.update(`profiles.${system}`, { keepBytes }, vscode.ConfigurationTarget.Workspace);
    await settings.update(`defaultProfile.${system}`, 'keepBytes', vscode.ConfigurationTarget.Workspace);
    const before = new Set(vscode.window.terminals);
    try {
      const { command } = await eventually('a lens with a command', async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
        return lenses.find((lens) => lens.command?.title.startsWith('runs: '));
      });
      await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
      const text = await eventually('text in the terminal', () => (existsSync(received) && readFileSync(received, 'utf8').includes('IMAGE') ? readFileSync(received, 'utf8') : undefined));
      assert.equal(text, command!.arguments![0]);
      assert.match(text, /^docker run --rm -it (-p \d+:\d+ )*IMAGE$/);
    } finally {
      for (const terminal of vscode.window.terminals) if (!before.has(terminal)) terminal.dispose();
      for (const key of [`profiles.${system}`, `defaultProfile.${system}`]) await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('the setting layerwise.codeLens turns it off', async () => {
    const document = await open(sampleFile('Dockerfile'));
    const settings = vscode.workspace.getConfiguration('layerwise');
    await settings.update('codeLens', false, vscode.ConfigurationTarget.Workspace);
    try {
      await eventually('no lens any more', async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
        return lenses.length === 0 ? true : undefined;
      });
    } finally {
      await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
