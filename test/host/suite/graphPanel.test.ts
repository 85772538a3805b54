import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const webviewTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.input instanceof vscode.TabInputWebview);

suite('graph panel', () => {
  suiteTeardown(() => vscode.window.tabGroups.close(webviewTabs()));

  test('the command opens one webview, and a second call no second one', async () => {
    assert.deepEqual(webviewTabs(), []);
    await vscode.commands.executeCommand('layerwise.showGraph');
    await eventually('a webview', () => webviewTabs()[0]);
    await vscode.commands.executeCommand('layerwise.showGraph');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    assert.equal(webviewTabs().length, 1);
  });
});
