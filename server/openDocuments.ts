import type { TextDocument } from 'vscode-languageserver-textdocument';
import { filePathOf } from './fileUri';
import type { ComposeFile } from './language/compose/composeFile';
import { usesContext } from './language/context/usesContext';
import type { Dockerfile } from './language/dockerfile/syntax';
import { fileKindOf } from './language/fileKind';
import { parseCompose } from './language/compose/parseCompose';
import { parseDockerfile } from './language/dockerfile/parser';
import { foundOnce } from './language/foundOnce';
import { TextPositions } from './language/textPosition';

/** A document as Layerwise sees it, parsed once for each version. */
export type ParsedDocument =
  | { readonly kind: 'dockerfile'; readonly document: TextDocument; readonly version: number; readonly dockerfile: Dockerfile }
  | { readonly kind: 'compose'; readonly document: TextDocument; readonly version: number; readonly compose: ComposeFile };

export type ParsedDockerfile = ParsedDocument & { readonly kind: 'dockerfile' };

export type ParsedCompose = ParsedDocument & { readonly kind: 'compose' };

/** Offsets and positions of a document's version; each request needs them. */
export const positionsOf = foundOnce(({ document }: ParsedDocument) => new TextPositions(document.getText()));

/** Keeps the parsed form of the open documents. */
export class OpenDocuments {
  private readonly parsed = new Map<string, ParsedDocument>();
  private readonly contextUse = new WeakMap<ParsedDocument, boolean>();

  /** @param all every document that the editor tells of */
  constructor(
    private readonly find: (uri: string) => TextDocument | undefined,
    private readonly all: () => readonly TextDocument[] = () => [],
  ) {}

  /** The parsed document, or undefined where it is not open or of no kind that Layerwise reads. */
  get(uri: string): ParsedDocument | undefined {
    const document = this.find(uri);
    if (!document) return undefined;
    const known = this.parsed.get(uri);
    if (known?.document === document && known.version === document.version) return known;
    const parsed = parse(document);
    if (parsed) this.parsed.set(uri, parsed);
    return parsed;
  }

  /** Text of any open document, also of kinds that Layerwise does not read. */
  text(uri: string): string | undefined {
    return this.find(uri)?.getText();
  }

  /** Text of an open file by its path: an editor spells its URI in its own way. */
  fileText(path: string): string | undefined {
    return this.all().find(({ uri }) => filePathOf(uri) === path)?.getText();
  }

  /** Every open document that Layerwise reads. */
  uris(): readonly string[] {
    return [...this.parsed.keys()];
  }

  /** True for an open Dockerfile that takes files from its build context. */
  usesContext(uri: string): boolean {
    const parsed = this.get(uri);
    if (parsed?.kind !== 'dockerfile') return false;
    const known = this.contextUse.get(parsed) ?? usesContext(parsed.dockerfile);
    this.contextUse.set(parsed, known);
    return known;
  }

  close(uri: string): void {
    this.parsed.delete(uri);
  }
}

function parse(document: TextDocument): ParsedDocument | undefined {
  const kind = fileKindOf(document.languageId, document.uri);
  const { version } = document;
  if (kind === 'dockerfile') return { kind, document, version, dockerfile: parseDockerfile(document.getText()) };
  if (kind === 'compose') return { kind, document, version, compose: parseCompose(document.getText()) };
  return undefined;
}
