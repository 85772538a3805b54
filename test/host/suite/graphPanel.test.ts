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

  test('a node can be named that nobody knows, and a graph that was closed opens again', async () => {
    for (let time = 0; time < 3; time += 1) {
      await vscode.commands.executeCommand('layerwise.showGraph', 'container:nobody', 'focus');
      await eventually('a webview', () => webviewTabs()[0]);
      assert.equal(webviewTabs().length, 1);
      await vscode.window.tabGroups.close(webviewTabs());
      await eventually('no webview', () => webviewTabs().length === 0 || undefined);
    }
  });

  test('side bar and refreshing work with and without somebody who looks', async () => {
    await vscode.commands.executeCommand('layerwise.refreshDocker');
    await vscode.commands.executeCommand('layerwise.docker.focus');
    await vscode.commands.executeCommand('layerwise.refreshDocker');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await vscode.commands.executeCommand('layerwise.refreshDocker');
  });

  test('no folder chooses the daemon: the settings belong to the machine', async () => {
    const settings = vscode.workspace.getConfiguration('layerwise');
    for (const key of ['dockerHost', 'dockerContext']) {
      await assert.rejects(async () => settings.update(key, 'elsewhere', vscode.ConfigurationTarget.Workspace), key);
      assert.equal(vscode.workspace.getConfiguration('layerwise').get(key), '');
    }
  });
});
