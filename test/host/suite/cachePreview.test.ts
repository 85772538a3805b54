import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CachePreview } from '../../../server/protocol/cachePreview';
import { eventually } from './eventually';
import { open, sampleFile } from './sampleWorkspace';

suite('cache preview', () => {
  let document: vscode.TextDocument;
  setup(async () => {
    document = await open(sampleFile('Dockerfile'));
  });
  teardown(async () => {
    await vscode.commands.executeCommand('layerwise.stopCachePreview', document.uri.toString());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  const preview = (comparison: string): Thenable<CachePreview | undefined> => vscode.commands.executeCommand('layerwise.previewCache', document.uri.toString(), comparison);
  const topLenses = async (): Promise<string[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
    return lenses.filter(({ range }) => range.start.line === 0).map(({ command }) => command!.title);
  };
  const untilLens = (wanted: RegExp): Promise<string> => eventually(`a lens like ${wanted}`, async () => (await topLenses()).find((title) => wanted.test(title)));

  test('is offered at the top of a Dockerfile, and stops', async () => {
    await untilLens(/^preview cache$/);
    await preview('thisFile');
    await untilLens(/All \d+ steps come from the cache/);
    await untilLens(/^stop preview$/);
    await vscode.commands.executeCommand('layerwise.stopCachePreview', document.uri.toString());
    await untilLens(/^preview cache$/);
  });

  test('follows what is typed', async () => {
    const saved = (await preview('thisFile'))!;
    assert.ok(saved.steps.some(({ outcome }) => outcome === 'cached'), saved.summary);
    assert.ok(!saved.steps.some(({ outcome }) => outcome === 'runs'), saved.summary);
    const line = saved.steps.find(({ outcome }) => outcome === 'cached')!.range.end.line;
    await vscode.window.activeTextEditor!.edit((edit) => edit.insert(new vscode.Position(line + 1, 0), 'RUN echo "$(date)"\n'));
    await untilLens(/first: RUN echo "\\\$\(date\)"/);
  });

  test('follows files that change, compared with the last commit', async () => {
    const file = sampleFile('a file that is new');
    const before = await preview('changedFiles');
    assert.equal(before!.isProblem, false, before!.summary);
    assert.ok(!before!.steps.some(({ outcome }) => outcome === 'runs'), before!.summary);
    try {
      await vscode.workspace.fs.writeFile(file, Buffer.from('x'));
      await untilLens(/first: COPY \. \. \(a file that is new\)/);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    await untilLens(/All \d+ steps come from the cache/);
  });

  test('runs on without an answer for what is no Dockerfile', async () => {
    await open(sampleFile('compose.yaml'));
    assert.equal(await vscode.commands.executeCommand('layerwise.previewCache'), undefined);
    await open(sampleFile('Dockerfile'));
  });
});
