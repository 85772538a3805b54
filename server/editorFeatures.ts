import { RegistrationType, type ClientCapabilities, type Connection, type Disposable, type ServerCapabilities, type TextDocumentClientCapabilities } from 'vscode-languageserver';
import { guard, type FailureLog } from './guard';
import type { EditorMethod, ShareOfOthers } from './language/coexistence/othersHave';
import type { FileKind } from './language/fileKind';
import { tokenModifiers, tokenTypes } from './language/semanticTokens/token';
import { composeFiles, composeLanguageFiles, dockerfiles, environmentFiles } from './protocol/documentSelector';

/** One capability that editors expect of any language, beside hover and diagnostics. */
interface EditorFeature {
  readonly method: EditorMethod;
  readonly clientCapability: keyof TextDocumentClientCapabilities;
  readonly serverCapability: keyof ServerCapabilities;
  /** For Dockerfiles. */
  readonly options: object | true;
  /** For compose files; missing where they do not have the feature. */
  readonly composeOptions?: object | true;
}

/** One feature for one kind of file, as it is registered. */
interface Offer extends Pick<EditorFeature, 'method'> {
  readonly kind: FileKind;
  readonly options: object | true;
}

interface Registered {
  readonly registration: Disposable;
  readonly share: ShareOfOthers;
}

/** How much of a feature other extensions have for a kind of file. */
export type SharesOfOthers = (kind: FileKind, method: EditorMethod) => ShareOfOthers;

const legend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

/** People who edit compose files as plain YAML have a formatter for YAML mostly; a second one would make the editor ask. */
const composeFormatting = { documentSelector: composeLanguageFiles };

/** Variables of compose files have a line of `.env` too. */
const withEnvironmentFiles = { documentSelector: [...composeFiles, ...environmentFiles] };

const features: readonly EditorFeature[] = [
  { method: 'textDocument/documentSymbol', clientCapability: 'documentSymbol', serverCapability: 'documentSymbolProvider', options: true, composeOptions: true },
  { method: 'textDocument/foldingRange', clientCapability: 'foldingRange', serverCapability: 'foldingRangeProvider', options: true, composeOptions: true },
  { method: 'textDocument/definition', clientCapability: 'definition', serverCapability: 'definitionProvider', options: true, composeOptions: true },
  { method: 'textDocument/references', clientCapability: 'references', serverCapability: 'referencesProvider', options: true, composeOptions: withEnvironmentFiles },
  { method: 'textDocument/documentHighlight', clientCapability: 'documentHighlight', serverCapability: 'documentHighlightProvider', options: true, composeOptions: true },
  { method: 'textDocument/rename', clientCapability: 'rename', serverCapability: 'renameProvider', options: { prepareProvider: true }, composeOptions: { prepareProvider: true, ...withEnvironmentFiles } },
  { method: 'textDocument/documentLink', clientCapability: 'documentLink', serverCapability: 'documentLinkProvider', options: {}, composeOptions: {} },
  {
    method: 'textDocument/completion',
    clientCapability: 'completion',
    serverCapability: 'completionProvider',
    options: { triggerCharacters: ['-', '=', ',', '$', '{', '/'] },
    composeOptions: { triggerCharacters: [' ', ':', '"', "'", ',', '[', '*', '$', '{', '/'] },
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
  { method: 'textDocument/formatting', clientCapability: 'formatting', serverCapability: 'documentFormattingProvider', options: true, composeOptions: composeFormatting },
  { method: 'textDocument/rangeFormatting', clientCapability: 'rangeFormatting', serverCapability: 'documentRangeFormattingProvider', options: true, composeOptions: composeFormatting },
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
  private readonly offers: readonly Offer[];
  private readonly registered = new Map<Offer, Registered>();
  private settled: Promise<void> = Promise.resolve();

  /** @param canChange true where the editor tells about other extensions */
  constructor(
    private readonly connection: Connection,
    private readonly log: FailureLog,
    client: ClientCapabilities,
    canChange: boolean,
  ) {
    this.dynamic = canChange ? features.filter(({ clientCapability }) => canRegister(client, clientCapability)) : [];
    this.offers = this.dynamic.flatMap(({ method, options, composeOptions }): Offer[] => [
      { method, kind: 'dockerfile', options },
      ...(composeOptions === undefined ? [] : [{ method, kind: 'compose' as const, options: composeOptions }]),
    ]);
  }

  /** What the answer to `initialize` says. */
  get capabilities(): ServerCapabilities {
    const fixed = features.filter((feature) => !this.dynamic.includes(feature));
    return Object.fromEntries(fixed.map((feature) => [feature.serverCapability, optionsForAll(feature)]));
  }

  /** Registers what is to be offered now and takes back the rest. Calls are worked off one after the other. */
  offer(shares: SharesOfOthers): Promise<void> {
    this.settled = this.settled.then(() => guard('editor features', this.log, undefined, () => this.change(shares)));
    return this.settled;
  }

  private async change(shares: SharesOfOthers): Promise<void> {
    const wanted = new Map(this.offers.map((offer) => [offer, shares(offer.kind, offer.method)] as const).filter(([, share]) => share !== 'all'));
    for (const [offer, { registration, share }] of this.registered) {
      // The editor asks again for links and folds when their provider is a new one.
      if (wanted.get(offer) === share) continue;
      this.registered.delete(offer);
      registration.dispose();
    }
    const missing = [...wanted].filter(([offer]) => !this.registered.has(offer));
    await Promise.all(missing.map(async ([offer, share]) => this.registered.set(offer, { registration: await this.register(offer), share })));
  }

  private register({ method, kind, options }: Offer): Promise<Disposable> {
    const documentSelector = kind === 'dockerfile' ? dockerfiles : composeFiles;
    return this.connection.client.register(new RegistrationType<object>(method), { documentSelector, ...(options === true ? {} : options) });
  }
}

/** An editor that takes no registrations has one set of options for all files. */
function optionsForAll({ options, composeOptions }: EditorFeature): object | true {
  const [one, other] = [options, composeOptions].map((given) => (given as { triggerCharacters?: readonly string[] } | undefined)?.triggerCharacters ?? []);
  if (options === true || other!.length === 0) return options;
  return { ...options, triggerCharacters: [...new Set([...one!, ...other!])] };
}

function canRegister({ textDocument }: ClientCapabilities, capability: keyof TextDocumentClientCapabilities): boolean {
  return (textDocument?.[capability] as { dynamicRegistration?: boolean } | undefined)?.dynamicRegistration === true;
}
