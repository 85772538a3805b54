import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';
import { extensionId } from './sampleWorkspace';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: Readonly<Record<string, unknown>>;
  readonly completionEvents?: readonly string[];
}

suite('walkthrough', () => {
  let steps: readonly Step[];
  suiteSetup(() => {
    const walkthroughs = vscode.extensions.getExtension(extensionId)?.packageJSON.contributes.walkthroughs as { id: string; steps: Step[] }[];
    steps = walkthroughs.find(({ id }) => id === 'foundations')?.steps ?? [];
  });

  test('it has every lesson of Foundations that is in the package, in their order', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const folder = vscode.Uri.joinPath(extension!.extensionUri, 'content', 'lessons', 'foundations');
    const lessons = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
    assert.ok(lessons.length >= 3);
    assert.deepEqual(steps.map(({ id }) => id), lessons.map((name) => name.replace(/^\d+-/, '')));
  });

  test('each step can be completed by an event of its own', () => {
    assert.deepEqual(steps.filter((step) => !step.completionEvents?.length).map(({ id }) => id), []);
  });

  test('each file that a step shows is in the package', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const files = steps.flatMap(({ media }) => [media['markdown'], media['svg']]).filter((file) => typeof file === 'string');
    assert.ok(extension && files.length >= 3);
    for (const file of files) await vscode.workspace.fs.stat(vscode.Uri.joinPath(extension.extensionUri, file));
  });

  test('it opens as a tab', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#foundations`);
    await eventually('a tab that is no text', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab && !(tab.input instanceof vscode.TabInputText) ? tab : undefined;
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
