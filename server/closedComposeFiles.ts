import { TextDocument } from 'vscode-languageserver-textdocument';
import { filePathOf } from './fileUri';
import { parseCompose } from './language/compose/parseCompose';
import type { ParsedCompose } from './openDocuments';
import { readTextFile } from './world/textFile';

/** Compose files that no editor holds, as the disk has them: a picture stays when its file's tab is closed. */
export class ClosedComposeFiles {
  private readonly files = new Map<string, ParsedCompose>();
  private version = 0;

  get(uri: string): ParsedCompose | undefined {
    return this.files.get(uri);
  }

  /** Reads a file, or reads it again; forgets it where it cannot be read. Never rejects. */
  async read(uri: string): Promise<void> {
    const path = filePathOf(uri);
    const text = path === undefined ? undefined : await readTextFile(path).catch(() => undefined);
    if (text === undefined) return this.forget(uri);
    const version = ++this.version;
    const document = TextDocument.create(uri, 'dockercompose', version, text);
    this.files.set(uri, { kind: 'compose', document, version, compose: parseCompose(text) });
  }

  forget(uri: string): void {
    this.files.delete(uri);
  }
}
