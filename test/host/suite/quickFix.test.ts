import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';
import { currentFindings, findings, open, sampleFile } from './sampleWorkspace';

const rule = 'copy-before-install';

suite('diagnostics and quick fixes', () => {
  let document: vscode.TextDocument;
  suiteSetup(async () => {
    document = await open(sampleFile('Dockerfile'));
  });
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  test('a COPY of everything before the install is found once, on COPY', async () => {
    const found = await findings(document.uri, rule);
    assert.equal(found.length, 1);
    assert.match(document.lineAt(found[0]!.range.start.line).text, /^COPY \. /);
    assert.ok(found[0]!.message.length > 20, 'the message is a sentence');
  });

  test('its quick fix puts the install before the sources, and the finding goes', async () => {
    const [finding] = await findings(document.uri, rule);
    const fix = await eventually('a quick fix', () => quickFix(document.uri, finding!));
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    const lines = document.getText().split(/\r?\n/);
    const install = lines.findIndex((line) => /^RUN .*npm (ci|install)/.test(line));
    const sources = lines.findIndex((line) => /^COPY \. /.test(line));
    assert.ok(install !== -1 && install < sources, document.getText());
    await eventually('the finding is gone', () => (currentFindings(document.uri, rule).length === 0 ? true : undefined));
  });
});

/**
 * The fix at a finding. Right after a diagnostic appears, VS Code may answer with none: then undefined. What it gives
 * back no longer says to which diagnostic a fix belongs; the AI features, which would add fixes, are off in the profile.
 */
async function quickFix(uri: vscode.Uri, finding: vscode.Diagnostic): Promise<vscode.CodeAction | undefined> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const resolved = 10;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, finding.range, kind, resolved);
  return actions.find((action) => action.edit);
}
