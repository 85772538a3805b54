import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { additions, allFeatures, offeredFeatures, openDockerfile, untidy } from '../suite/editorFeatures';
import { eventually } from '../suite/eventually';
import { currentFindings, findings, hoverText } from '../suite/sampleWorkspace';

const shellForm = 'FROM alpine:3.22\nCMD sleep 5\n';
const rule = 'json-args-recommended';

function coexist(value: string | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('layerwise').update('coexist', value, vscode.ConfigurationTarget.Workspace);
}

/** The other extension's diagnostics of one file; they go with the collection. */
function reportElsewhere(uri: vscode.Uri, code: string | number, source: string, line: number): vscode.DiagnosticCollection {
  const collection = vscode.languages.createDiagnosticCollection('stand-in');
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 5), 'Words of its own', vscode.DiagnosticSeverity.Warning);
  diagnostic.code = code;
  diagnostic.source = source;
  collection.set(uri, [diagnostic]);
  return collection;
}

suite('beside an extension that offers the same', () => {
  suiteSetup(() => assert.ok(vscode.extensions.getExtension('docker.docker'), 'the stand-in is installed'));
  teardown(() => coexist(undefined));

  test('only what it does not have is offered, and the setting brings the rest', async () => {
    const document = await openDockerfile('beside/Dockerfile', untidy);
    await eventually('additions', async () => (await offeredFeatures(document)).join() === additions.join() || undefined);
    await coexist('everything');
    await eventually('every feature', async () => (await offeredFeatures(document)).length === allFeatures.length || undefined);
    await coexist('additionsOnly');
    await eventually('only additions', async () => (await offeredFeatures(document)).join() === additions.join() || undefined);
  });

  test('a finding that it reports too is shown once, and comes back when it does not report it any more', async () => {
    const { uri } = await openDockerfile('beside/shell-form/Dockerfile', shellForm);
    await findings(uri, rule);
    const other = reportElsewhere(uri, 'JSONArgsRecommended', 'docker-language-server', 1);
    await eventually('the finding is left to it', () => currentFindings(uri, rule).length === 0 || undefined);
    other.dispose();
    await findings(uri, rule);
  });

  test('a finding of another line or meaning stays', async () => {
    const { uri } = await openDockerfile('beside/other/Dockerfile', `${shellForm}WORKDIR app\n`);
    await findings(uri, 'workdir-relative-path');
    const other = reportElsewhere(uri, 50, 'dockerfile-utils', 2);
    await eventually('the finding is left to it', () => currentFindings(uri, 'workdir-relative-path').length === 0 || undefined);
    assert.equal(currentFindings(uri, rule).length, 1);
    other.dispose();
  });

  test('with the setting everything, both show', async () => {
    await coexist('everything');
    const { uri } = await openDockerfile('beside/both/Dockerfile', shellForm);
    const other = reportElsewhere(uri, 'JSONArgsRecommended', 'docker-language-server', 1);
    await findings(uri, rule);
    other.dispose();
  });

  test('computed hovers and lenses stay', async () => {
    const { uri } = await openDockerfile('beside/hover/Dockerfile', shellForm);
    await eventually('a computed hover', async () => (/PID 1|process 1/i.test(await hoverText(uri, new vscode.Position(1, 1))) ? true : undefined));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    assert.ok(lenses.length > 0);
  });
});
