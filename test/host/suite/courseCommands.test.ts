import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const lesson = 'layers-and-cache';

suite('docker commands in shell texts', () => {
  let folder: vscode.Uri;
  suiteSetup(async () => {
    await vscode.commands.executeCommand('layerwise.startLab', lesson, { place: 'own' });
    const document = await eventually('the file of the lab', () =>
      vscode.window.visibleTextEditors.map((editor) => editor.document).find(({ uri }) => uri.path.endsWith('/Dockerfile') && uri.path.includes(`/${lesson}`)),
    );
    folder = vscode.Uri.joinPath(document.uri, '..');
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['notes.md', 'run.sh']) await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
  });

  async function write(parent: vscode.Uri, name: string, text: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.joinPath(parent, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return vscode.workspace.openTextDocument(uri);
  }

  async function hoverAt({ uri }: vscode.TextDocument, line: number, character: number): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, new vscode.Position(line, character));
    return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
  }

  async function proposalsAt({ uri }: vscode.TextDocument, line: number, character: number): Promise<vscode.CompletionItem[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, new vscode.Position(line, character));
    return list.items.filter(({ label }) => typeof label !== 'string' && label.label.startsWith('docker'));
  }

  const notes = 'docker ps\n\n```sh\ndocker run \\\n  -d nginx\ndocker volume i\n```\n\n```yaml\ndocker ps\n```\n';

  test('a shell fence of a lab’s Markdown file explains and completes, other text does not', async () => {
    const document = await write(folder, 'notes.md', notes);
    assert.equal(document.languageId, 'markdown');
    const text = await eventually('the help', async () => (await hoverAt(document, 3, 2)) || undefined);
    assert.match(text, /docker run -d IMAGE/);
    assert.match(await hoverAt(document, 4, 6), /docker run -d IMAGE/);
    assert.match(await hoverAt(document, 4, 2), /Runs? in the background|runs in the background/);
    const [item, ...more] = await proposalsAt(document, 5, 15);
    assert.deepEqual(more, []);
    assert.equal((item!.insertText as vscode.SnippetString).value, 'docker volume inspect ${1:VOLUME}');
    for (const line of [0, 9]) {
      assert.equal(await hoverAt(document, line, 2), '');
      assert.deepEqual(await proposalsAt(document, line, 9), []);
    }
  });

  test('a script of a lab does', async () => {
    const document = await write(folder, 'run.sh', '#!/bin/sh\nset -e\ndocker-compose up -d\n');
    assert.equal(document.languageId, 'shellscript');
    assert.match(await hoverAt(document, 2, 3), /docker-compose` is the old program/);
  });

  test('files elsewhere are left to others', async () => {
    const elsewhere = vscode.Uri.joinPath(folder, '..', '..', `${lesson}-elsewhere`);
    try {
      const document = await write(elsewhere, 'notes.md', notes);
      assert.equal(await hoverAt(document, 3, 2), '');
      assert.deepEqual(await proposalsAt(document, 5, 15), []);
      const script = await write(elsewhere, 'run.sh', 'docker ps\n');
      assert.equal(await hoverAt(script, 0, 2), '');
    } finally {
      await vscode.workspace.fs.delete(elsewhere, { recursive: true });
    }
  });
});
