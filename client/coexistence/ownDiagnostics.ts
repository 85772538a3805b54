import * as vscode from 'vscode';
import type { HandleDiagnosticsSignature, LanguageClient } from 'vscode-languageclient/node';
import { offersComposeAdditionsOnly } from '../../server/protocol/coexistence';
import { defaultSettings, type LayerwiseSettings } from '../../server/protocol/settings';
import { presentExtensions } from './otherExtensions';
import { isSameFinding, type ComparedDiagnostic } from './sameFinding';

const source = 'layerwise';

/**
 * Shows Layerwise's diagnostics without those that another extension shows already. What the others report depends on
 * what is installed on the machine, so it is looked at, not guessed: nothing is lost where they report nothing.
 */
export class OwnDiagnostics implements vscode.Disposable {
  private readonly found = new Map<string, readonly vscode.Diagnostic[]>();
  private readonly shown = new Map<string, readonly vscode.Diagnostic[]>();
  private readonly listeners: vscode.Disposable[];

  constructor(private readonly client: () => LanguageClient) {
    this.listeners = [
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => this.refresh(uri))),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('layerwise.coexist')) this.refreshAll();
      }),
    ];
  }

  /** What the server found in a file, before it is shown. */
  readonly handle = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[], show: HandleDiagnosticsSignature): void => {
    this.found.set(uri.toString(), diagnostics);
    const own = this.withoutOthers(uri, diagnostics);
    this.shown.set(uri.toString(), own);
    show(uri, own);
    if (diagnostics.length === 0) this.forget(uri);
  };

  /** Looks again at every file, after other extensions or the setting have changed. */
  refreshAll(): void {
    for (const uri of this.found.keys()) this.refresh(vscode.Uri.parse(uri));
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }

  private refresh(uri: vscode.Uri): void {
    const found = this.found.get(uri.toString());
    if (!found) return;
    const own = this.withoutOthers(uri, found);
    const before = this.shown.get(uri.toString());
    // Setting what is there already would be heard here again, without end.
    if (before?.length === own.length && before.every((diagnostic, index) => diagnostic === own[index])) return;
    this.shown.set(uri.toString(), own);
    this.client().diagnostics?.set(uri, own);
  }

  private withoutOthers(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
    const coexist = vscode.workspace.getConfiguration(source).get<LayerwiseSettings['coexist']>('coexist', defaultSettings.coexist);
    // Whoever has something for Dockerfiles has something for compose files, too.
    if (diagnostics.length === 0 || !offersComposeAdditionsOnly(coexist, presentExtensions())) return [...diagnostics];
    const others = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source !== source).map(compared);
    return diagnostics.filter((diagnostic) => !others.some((other) => isSameFinding(compared(diagnostic), other)));
  }

  private forget(uri: vscode.Uri): void {
    this.found.delete(uri.toString());
    this.shown.delete(uri.toString());
  }
}

function compared({ source: from, code, message, range }: vscode.Diagnostic): ComparedDiagnostic {
  const value = typeof code === 'object' ? code.value : code;
  return { source: from, code: value === undefined ? undefined : String(value), message, firstLine: range.start.line, lastLine: range.end.line };
}
