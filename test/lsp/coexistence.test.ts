import assert from 'node:assert/strict';
import { CompletionRequest, FoldingRangeRequest, HoverRequest, RegistrationRequest, UnregistrationRequest, type ClientCapabilities, type TextDocumentClientCapabilities } from 'vscode-languageserver-protocol/node';
import { otherExtensionsChanged } from '../../server/protocol/coexistence';
import { positionOf, StdioServer, Workspace } from './serverProcess';

const names: readonly (keyof TextDocumentClientCapabilities)[] = [
  'completion', 'signatureHelp', 'references', 'definition', 'documentHighlight', 'documentLink', 'documentSymbol', 'foldingRange', 'rename', 'semanticTokens', 'formatting', 'rangeFormatting', 'onTypeFormatting',
];
const capabilities: ClientCapabilities = { textDocument: Object.fromEntries(names.map((name) => [name, { dynamicRegistration: true }])) };

/** What Layerwise offers beside another extension, some of it in part. */
const additions = ['completion', 'documentLink', 'foldingRange', 'references'];

/** An editor that keeps what is registered with it. */
class Registrations {
  private readonly methods = new Map<string, string>();
  private readonly selectors = new Map<string, readonly { readonly language: string }[]>();
  private waiting: { readonly wanted: (methods: readonly string[]) => boolean; readonly resolve: () => void }[] = [];

  constructor({ connection }: StdioServer) {
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const { id, method, registerOptions } of registrations) {
        this.methods.set(id, method.replace('textDocument/', ''));
        this.selectors.set(id, (registerOptions as { documentSelector: readonly { language: string }[] }).documentSelector);
      }
      this.tell();
    });
    connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
      for (const { id } of unregisterations) this.methods.delete(id);
      this.tell();
    });
  }

  /** Methods that are registered for a language. */
  of(language: string): string[] {
    const ids = [...this.methods.keys()].filter((id) => this.selectors.get(id)!.some((filter) => filter.language === language));
    return ids.map((id) => this.methods.get(id)!).sort();
  }

  get now(): string[] {
    return this.of('dockerfile');
  }

  /** Settles when the registered methods are as wanted. Mocha's timeout is the bound. */
  until(wanted: (methods: readonly string[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ wanted, resolve });
      this.tell();
    });
  }

  private tell(): void {
    for (const { wanted, resolve } of this.waiting) if (wanted(this.now)) resolve();
  }
}

suite('beside other extensions, over standard streams', () => {
  let server: StdioServer;
  let registrations: Registrations;
  let workspace: Workspace;
  setup(() => {
    workspace = new Workspace();
    server = StdioServer.spawn();
    registrations = new Registrations(server);
  });
  teardown(async () => {
    assert.deepEqual(server.errors, []);
    assert.equal(await server.stop(), 0);
    workspace.remove();
  });

  test('features come and go with the other extension', async () => {
    const { capabilities: fixed } = await server.initialize(capabilities, { otherExtensions: ['docker.docker'] });
    assert.equal(fixed.completionProvider, undefined);
    await registrations.until((methods) => methods.join() === additions.join());
    await server.connection.sendNotification(otherExtensionsChanged, { present: [] });
    await registrations.until((methods) => methods.length === names.length);
    assert.deepEqual(registrations.now, [...names].sort());
    await server.connection.sendNotification(otherExtensionsChanged, { present: ['ms-azuretools.vscode-containers'] });
    await registrations.until((methods) => methods.join() === additions.join());
  });

  test('compose files have other neighbours, and a second formatter is never offered', async () => {
    await server.initialize(capabilities, { otherExtensions: [] });
    await registrations.until((methods) => methods.length === names.length);
    const formatters = (language: string): string[] => registrations.of(language).filter((method) => /ormatting/.test(method));
    assert.deepEqual(formatters('dockercompose'), ['formatting', 'rangeFormatting']);
    assert.deepEqual(formatters('yaml'), []);
    for (const language of ['dockercompose', 'yaml']) {
      assert.ok(['documentSymbol', 'foldingRange'].every((method) => registrations.of(language).includes(method)), language);
    }
    for (const present of ['prettier.prettier-vscode', 'docker.docker', 'redhat.vscode-yaml']) {
      await server.connection.sendNotification(otherExtensionsChanged, { present: [present] });
      await registrations.until(() => formatters('dockercompose').length === 0);
      assert.equal(registrations.of('dockercompose').includes('documentSymbol'), present.startsWith('prettier'), present);
      assert.equal(registrations.now.includes('formatting'), present !== 'docker.docker', present);
      await server.connection.sendNotification(otherExtensionsChanged, { present: [] });
      await registrations.until(() => formatters('dockercompose').length === 2 && registrations.of('dockercompose').includes('documentSymbol'));
    }
  });

  test('what is offered in part is without what the other extension has, from the moment that it is there', async () => {
    await server.initialize(capabilities, { otherExtensions: ['ms-azuretools.vscode-containers'] });
    const text = 'FROM alpine\nRUN a \\\n  b\nCOPY --';
    const textDocument = { uri: workspace.write('Dockerfile', text) };
    await server.open(textDocument.uri, 'dockerfile', text);
    const flags = async (): Promise<string[]> => {
      const list = await server.connection.sendRequest(CompletionRequest.type, { textDocument, position: { line: 3, character: 7 } });
      return (Array.isArray(list) ? list : (list?.items ?? [])).map(({ label }) => label);
    };
    const folds = async (): Promise<number[]> => ((await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument })) ?? []).map(({ startLine }) => startLine);
    assert.deepEqual([(await flags()).includes('--link'), (await flags()).includes('--chown')], [true, false]);
    assert.deepEqual(await folds(), [0]);
    await server.connection.sendNotification(otherExtensionsChanged, { present: [] });
    assert.ok((await flags()).includes('--chown'));
    assert.deepEqual(await folds(), [0, 1]);
  });

  test('a hover with facts of the file stays', async () => {
    await server.initialize(capabilities, { otherExtensions: ['docker.docker'] });
    const text = 'FROM node:22\nCMD node server.js\n';
    const textDocument = { uri: workspace.write('Dockerfile', text) };
    await server.open(textDocument.uri, 'dockerfile', text);
    assert.ok(await server.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 1, character: 1 } }));
  });

  test('a general text on a compose key is left to the other extension; a computed one is not', async () => {
    await server.initialize(capabilities, { otherExtensions: ['docker.docker'] });
    const text = 'services:\n  web:\n    image: nginx\n    stdin_open: true\n';
    const textDocument = { uri: workspace.write('compose.yaml', text) };
    await server.open(textDocument.uri, 'yaml', text);
    const hoverOn = (words: string) => server.connection.sendRequest(HoverRequest.type, { textDocument, position: positionOf(text, words, 1) });
    assert.equal(await hoverOn('stdin_open'), null);
    assert.ok(await hoverOn('image'));
    for (const [present, isLeft] of [[[], false], [['redhat.vscode-yaml'], true], [['esbenp.prettier-vscode'], false]] as const) {
      await server.connection.sendNotification(otherExtensionsChanged, { present });
      assert.equal((await hoverOn('stdin_open')) === null, isLeft, present.join());
    }
  });

  test('an editor that tells nothing of others gets everything at the start', async () => {
    const { capabilities: fixed } = await server.initialize(capabilities);
    assert.ok(fixed.completionProvider && fixed.semanticTokensProvider && fixed.documentFormattingProvider && fixed.signatureHelpProvider);
    assert.deepEqual(registrations.now, []);
  });
});
