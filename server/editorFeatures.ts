import { RegistrationType, type ClientCapabilities, type Connection, type Disposable, type ServerCapabilities, type TextDocumentClientCapabilities } from 'vscode-languageserver';
import { guard, type FailureLog } from './guard';
import { shareOfOthers, type EditorMethod } from './language/coexistence/othersHave';
import { tokenModifiers, tokenTypes } from './language/semanticTokens/token';
import { dockerfiles } from './protocol/documentSelector';

/** One capability that editors expect of any language, beside hover and diagnostics. */
interface EditorFeature {
  readonly method: EditorMethod;
  readonly clientCapability: keyof TextDocumentClientCapabilities;
  readonly serverCapability: keyof ServerCapabilities;
  readonly options: object | true;
}

const legend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

const features: readonly EditorFeature[] = [
  { method: 'textDocument/documentSymbol', clientCapability: 'documentSymbol', serverCapability: 'documentSymbolProvider', options: true },
  { method: 'textDocument/foldingRange', clientCapability: 'foldingRange', serverCapability: 'foldingRangeProvider', options: true },
  { method: 'textDocument/definition', clientCapability: 'definition', serverCapability: 'definitionProvider', options: true },
  { method: 'textDocument/references', clientCapability: 'references', serverCapability: 'referencesProvider', options: true },
  { method: 'textDocument/documentHighlight', clientCapability: 'documentHighlight', serverCapability: 'documentHighlightProvider', options: true },
  { method: 'textDocument/rename', clientCapability: 'rename', serverCapability: 'renameProvider', options: { prepareProvider: true } },
  { method: 'textDocument/documentLink', clientCapability: 'documentLink', serverCapability: 'documentLinkProvider', options: {} },
  {
    method: 'textDocument/completion',
    clientCapability: 'completion',
    serverCapability: 'completionProvider',
    options: { triggerCharacters: ['-', '=', ',', '$', '{', '/'] },
  },
  {
    method: 'textDocument/signatureHelp',
    clientCapability: 'signatureHelp',
    serverCapability: 'signatureHelpProvider',
    options: { triggerCharacters: [' ', '=', ',', '[', '"'] },
  },
  {
    method: 'textDocument/semanticTokens',
    clientCapability: 'semanticTokens',
    serverCapability: 'semanticTokensProvider',
    options: { legend, full: true, range: true },
  },
  { method: 'textDocument/formatting', clientCapability: 'formatting', serverCapability: 'documentFormattingProvider', options: true },
  { method: 'textDocument/rangeFormatting', clientCapability: 'rangeFormatting', serverCapability: 'documentRangeFormattingProvider', options: true },
  {
    method: 'textDocument/onTypeFormatting',
    clientCapability: 'onTypeFormatting',
    serverCapability: 'documentOnTypeFormattingProvider',
    options: { firstTriggerCharacter: '\n' },
  },
];

/**
 * Offers these features to the editor. Where the editor can take them one at a time, they come and go with what other
 * extensions offer; any other editor gets all of them at the start.
 */
export class EditorFeatures {
  private readonly dynamic: readonly EditorFeature[];
  private readonly registered = new Map<EditorFeature, Disposable>();
  private wasAdditionsOnly = false;
  private settled: Promise<void> = Promise.resolve();

  /** @param canChange true where the editor tells about other extensions */
  constructor(
    private readonly connection: Connection,
    private readonly log: FailureLog,
    client: ClientCapabilities,
    canChange: boolean,
  ) {
    this.dynamic = canChange ? features.filter(({ clientCapability }) => canRegister(client, clientCapability)) : [];
  }

  /** What the answer to `initialize` says. */
  get capabilities(): ServerCapabilities {
    const fixed = features.filter((feature) => !this.dynamic.includes(feature));
    return Object.fromEntries(fixed.map(({ serverCapability, options }) => [serverCapability, options]));
  }

  /** Registers what is to be offered now and takes back the rest. Calls are worked off one after the other. */
  offer(additionsOnly: boolean): Promise<void> {
    this.settled = this.settled.then(() => guard('editor features', this.log, undefined, () => this.change(additionsOnly)));
    return this.settled;
  }

  private async change(additionsOnly: boolean): Promise<void> {
    const wanted = this.dynamic.filter(({ method }) => !additionsOnly || shareOfOthers[method] !== 'all');
    const isOther = additionsOnly !== this.wasAdditionsOnly;
    this.wasAdditionsOnly = additionsOnly;
    for (const [feature, registration] of this.registered) {
      // The editor asks again for links and folds when their provider is a new one.
      if (wanted.includes(feature) && !(isOther && shareOfOthers[feature.method] === 'part')) continue;
      this.registered.delete(feature);
      registration.dispose();
    }
    const missing = wanted.filter((feature) => !this.registered.has(feature));
    await Promise.all(missing.map(async (feature) => this.registered.set(feature, await this.register(feature))));
  }

  private register({ method, options }: EditorFeature): Promise<Disposable> {
    // Only Dockerfiles: a second formatter for YAML would make the editor ask which one to take.
    return this.connection.client.register(new RegistrationType<object>(method), { documentSelector: dockerfiles, ...(options === true ? {} : options) });
  }
}

function canRegister({ textDocument }: ClientCapabilities, capability: keyof TextDocumentClientCapabilities): boolean {
  return (textDocument?.[capability] as { dynamicRegistration?: boolean } | undefined)?.dynamicRegistration === true;
}
