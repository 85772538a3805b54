import * as assert from 'node:assert/strict';
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
