import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';
import { extensionId, open, sampleFile } from './sampleWorkspace';

suite('activation', () => {
  test('the extension runs as installed, not from the checkout', () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is installed`);
    const folder = extension.extensionUri.path.split('/').at(-1);
    assert.equal(folder?.toLowerCase(), `${extensionId}-${String(extension.packageJSON.version)}`);
  });

  test('it wakes by itself where there is a Dockerfile', async () => {
    await open(sampleFile('Dockerfile'));
    await eventually('the extension is active', () => vscode.extensions.getExtension(extensionId)?.isActive || undefined);
  });

  test('each command that it contributes is registered', async () => {
    const contributed: { command: string }[] = vscode.extensions.getExtension(extensionId)?.packageJSON.contributes.commands;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributed.length > 0);
    assert.deepEqual(contributed.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });
});
