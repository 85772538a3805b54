import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { additions, allFeatures, offeredFeatures, openDockerfile, untidy } from '../suite/editorFeatures';
import { eventually } from '../suite/eventually';

/** Installs a stand-in as a user would from a VSIX, without a restart. */
async function install(file: string, id = file): Promise<void> {
  const folder = process.env['LAYERWISE_TEST_STAND_INS'];
  assert.ok(folder, 'the stand-ins are packed');
  await vscode.commands.executeCommand('workbench.extensions.installExtension', vscode.Uri.file(path.join(folder, `${file}.vsix`)));
  await eventually(`${id} is there`, () => vscode.extensions.getExtension(id));
}

async function uninstall(id: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.extensions.uninstallExtension', id);
  await eventually(`${id} is gone`, () => vscode.extensions.getExtension(id) === undefined || undefined);
}

/** A stand-in's program has not started, so that it can leave without a restart. */
suite('another extension that comes and goes while the editor runs', () => {
  let document: vscode.TextDocument;
  const offered = (features: readonly string[]): Promise<boolean> =>
    eventually(features.join(), async () => (await offeredFeatures(document)).join() === features.join() || undefined);
  suiteSetup(async () => {
    document = await openDockerfile('comes-and-goes/Dockerfile', untidy);
  });

  test('docker.docker, which was there from the start, goes', async () => {
    await offered(additions);
    await uninstall('docker.docker');
    await offered(allFeatures);
  });

  test('ms-azuretools.vscode-containers comes and goes', async () => {
    await install('ms-azuretools.vscode-containers');
    await offered(additions);
    await uninstall('ms-azuretools.vscode-containers');
    await offered(allFeatures);
  });

  test('ms-azuretools.vscode-docker changes nothing as a pack, and does with a program of its own', async () => {
    await install('pack', 'ms-azuretools.vscode-docker');
    assert.deepEqual(await offeredFeatures(document), allFeatures);
    await uninstall('ms-azuretools.vscode-docker');
    await install('ms-azuretools.vscode-docker');
    await offered(additions);
  });

  test("the editor shows its completions, folds and links together with Layerwise's, none of them twice", async () => {
    await vscode.commands.executeCommand('standIn.offer');
    const text = 'FROM alpine:3.22\nRUN a && \\\n  b\nCOPY --from=nginx:1 x y\n';
    const { uri } = await openDockerfile('comes-and-goes/together/Dockerfile', text);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, new vscode.Position(3, 7));
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(labels.filter((label) => /^--(chown|link)/.test(label)).sort(), ['--chown=', '--link']);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
    assert.deepEqual(folds.map(({ start, end }) => `${start}-${end}`).sort(), ['0-3', '1-2']);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    assert.deepEqual(links.map(({ range, target }) => `${range.start.line} ${target?.authority}`).sort(), ['0 example.com', '3 hub.docker.com']);
  });
});
