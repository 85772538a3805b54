import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const lesson = 'layers-and-cache';

suite('the course', () => {
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('a lesson opens in a tab with its title', async () => {
    await vscode.commands.executeCommand('layerwise.openLesson', lesson);
    const tab = await eventually('the lesson in front', () => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab;
      return active?.input instanceof vscode.TabInputWebview ? active : undefined;
    });
    assert.equal(tab.label, 'Layers and the build cache');
  });

  test('a lesson that does not exist opens nothing and breaks nothing', async () => {
    await vscode.commands.executeCommand('layerwise.openLesson', 'no-such-lesson');
    await vscode.commands.executeCommand('layerwise.startLab', 'no-such-lesson');
    await vscode.commands.executeCommand('layerwise.checkLab', 'no-such-lesson');
  });

  test('a lab starts as a copy of its own', async () => {
    const document = await startLab();
    assert.match(document.getText(), /COPY \. \.\nRUN npm ci/);
    const folder = vscode.Uri.joinPath(document.uri, '..');
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
    assert.deepEqual(names, ['.dockerignore', 'Dockerfile', 'package-lock.json', 'package.json', 'server.js']);
  });

  test('starting it again continues the earlier work', async () => {
    const first = await startLab();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(first.uri, new vscode.Position(0, 0), '# my own note\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await first.save());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const again = await startLab();
    assert.equal(again.uri.toString(), first.uri.toString());
    assert.match(again.getText(), /^# my own note\n/);
  });

  test('checking it saves what was typed', async () => {
    const document = await startLab();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# not saved yet\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('layerwise.checkLab', lesson);
    assert.equal(document.isDirty, false);
  });

  test('progress goes into a file and comes back, and a bad file changes nothing', async () => {
    const folder = vscode.Uri.joinPath((await startLab()).uri, '..', '..');
    const file = vscode.Uri.joinPath(folder, 'progress.json');
    const record = async (): Promise<Record<string, { opened?: string }>> => {
      await vscode.commands.executeCommand('layerwise.exportCourseProgress', file);
      return (JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as { lessons: Record<string, { opened?: string }> }).lessons;
    };
    const before = await record();
    assert.ok(before[lesson]?.opened);

    const bad = vscode.Uri.joinPath(folder, 'bad.json');
    await vscode.workspace.fs.writeFile(bad, new TextEncoder().encode('{"lessons": '));
    await vscode.commands.executeCommand('layerwise.importCourseProgress', bad);
    assert.deepEqual(await record(), before);

    await vscode.workspace.fs.writeFile(bad, new TextEncoder().encode(JSON.stringify({ format: 'layerwise-course-progress', version: 1, lessons: { 'of-another-version': { opened: '2026-11-16T08:00:00.000Z' } } })));
    const imported = vscode.commands.executeCommand('layerwise.importCourseProgress', bad);
    // Merge is the first choice.
    await eventually('both together', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return Object.hasOwn(await record(), 'of-another-version') ? true : undefined;
    });
    await imported;
    assert.deepEqual((await record())[lesson], before[lesson]);
  });
});

async function startLab(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('layerwise.startLab', lesson, { place: 'own' });
  return eventually('the file of the lab', () => {
    const document = vscode.window.visibleTextEditors.map((editor) => editor.document).find(({ uri }) => uri.path.endsWith('/Dockerfile') && uri.path.includes(`/${lesson}`));
    return document;
  });
}
