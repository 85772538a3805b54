import type { Diagnostic } from 'vscode-languageserver-types';

interface OwnedDiagnostics {
  /** The ignore file's URI. */
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What is found in ignore files, which several open Dockerfiles may share: what one of them finds is shown once, until none
 * of them finds it any more.
 */
export class IgnoreFileDiagnostics {
  private readonly byOwner = new Map<string, OwnedDiagnostics>();
  /** Diagnostics as JSON, by ignore file; none where nothing is shown. */
  private readonly shown = new Map<string, string>();

  constructor(private readonly send: (uri: string, diagnostics: Diagnostic[]) => Promise<void>) {}

  /** Tells what the Dockerfile `owner` finds in its ignore file now; undefined where it has none, or is closed. */
  async set(owner: string, found: OwnedDiagnostics | undefined): Promise<void> {
    const before = this.byOwner.get(owner);
    if (found && found.diagnostics.length > 0) this.byOwner.set(owner, found);
    else this.byOwner.delete(owner);
    if (before && before.uri !== found?.uri) await this.publish(before.uri);
    if (found) await this.publish(found.uri);
  }

  private async publish(uri: string): Promise<void> {
    const all = [...this.byOwner.values()].flatMap((each) => (each.uri === uri ? each.diagnostics : []));
    const list = [...new Set(all.map((diagnostic) => JSON.stringify(diagnostic)))];
    const text = list.join();
    if (text === (this.shown.get(uri) ?? '')) return;
    if (text === '') this.shown.delete(uri);
    else this.shown.set(uri, text);
    await this.send(uri, list.map((diagnostic) => JSON.parse(diagnostic) as Diagnostic));
  }
}
