import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createConnection, DidChangeConfigurationNotification, ProposedFeatures, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { ClientCapabilities, WorkspaceFoldersChangeEvent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { BaseImages } from './baseImages';
import { BuildEngine } from './buildEngine';
import { BuiltImages } from './builtImages';
import { registerCacheHistoryHandlers } from './cacheHistoryHandlers';
import { registerCachePreviewHandlers } from './cachePreviewHandlers';
import { registerCommandHelpHandlers } from './commandHelpHandlers';
import { registerComposeDiagramHandlers } from './composeDiagramHandlers';
import { Coexistence } from './coexistence';
import { DiagnosticsPublisher } from './diagnosticsPublisher';
import { registerDiskUsageHandler } from './diskUsageHandler';
import { registerDockerContextHandlers } from './dockerContextHandlers';
import { DocumentFindings } from './documentFindings';
import { DockerfileBuilds } from './dockerfileBuilds';
import { EditorFeatures } from './editorFeatures';
import { registerEditorHandlers } from './editorHandlers';
import { FactsStore } from './factsStore';
import { filePathOf } from './fileUri';
import { registerGraphDetailsHandler } from './graphDetailsHandler';
import { registerGraphHandlers } from './graphHandlers';
import { guard } from './guard';
import { handleCodeActions, handleCodeLenses, handleHover, handleRulePage, type HandlerContext } from './handlers';
import { HeapBound } from './heapBound';
import { isIgnoreFile } from './language/context/ignoreFileNames';
import { registerLabHandlers } from './labHandlers';
import { cheatSheetView, courseOverview, lessonView, quizCards } from './language/course/lessonView';
import { LanguageService } from './language/languageService';
import { LayerOrigins } from './layerOrigins';
import { OpenDocuments } from './openDocuments';
import { otherExtensionsChanged } from './protocol/coexistence';
import { cheatSheetRequest, courseRequest, lessonRequest, quizRequest, rulePageRequest } from './protocol/messages';
import { ServiceContainers } from './serviceContainers';
import { daemonChoice, readSettings } from './settings';
import { defaultSettings, type LayerwiseSettings } from './protocol/settings';
import { loadContent } from './world/content';
import { AddressFollower } from './world/docker/addressFollower';

/** Wiring only: connects the protocol's messages with the handlers. Speaks stdio or Node IPC, as the arguments say. */
const heap = new HeapBound();
const connection = createConnection(ProposedFeatures.all);
const textDocuments = new TextDocuments(TextDocument);
const content = loadContent(join(__dirname, 'content.json'));
let settings: LayerwiseSettings = defaultSettings;
let capabilities: ClientCapabilities = {};
let commandLinks = false;
let rulePages = false;
let workspaceFolders: readonly string[] = [];

const images = new BaseImages(() => daemonChoice(settings));
const service = new LanguageService(content);
const documents = new OpenDocuments((uri) => textDocuments.get(uri), () => textDocuments.all());
const builtImages = new BuiltImages(() => daemonChoice(settings), () => documents.uris().length > 0, () => publisher.refreshLenses());
const folderPaths = () => workspaceFolders.flatMap((uri) => filePathOf(uri) ?? []);
const builds = new DockerfileBuilds(folderPaths);
const facts = new FactsStore(images, builtImages, builds, (uri) => documents.usesContext(uri), (path) => documents.fileText(path));
const log = { error: (message: string) => connection.console.error(message) };
const context: HandlerContext = {
  service,
  documents,
  facts,
  findings: new DocumentFindings(service, facts, () => settings.rules, log),
  images,
  builds,
  settings: () => settings,
  get commandLinks() {
    return commandLinks;
  },
  get rulePages() {
    return rulePages;
  },
  get canEditOtherFiles() {
    const { documentChanges, resourceOperations } = capabilities.workspace?.workspaceEdit ?? {};
    return documentChanges === true && resourceOperations?.includes('create') === true;
  },
  get canAskBeforeEdits() {
    return capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  },
  get canRefreshLenses() {
    return capabilities.workspace?.codeLens?.refreshSupport === true;
  },
  log,
};
const containers = new ServiceContainers(() => daemonChoice(settings));
const diagrams = registerComposeDiagramHandlers(connection, context, containers);
const labs = registerLabHandlers(connection, context, containers);
const publisher = new DiagnosticsPublisher(context, connection, (uri) => diagrams.checked(uri));
const engine = new BuildEngine(() => daemonChoice(settings));
const previews = registerCachePreviewHandlers(connection, context, engine);
const histories = registerCacheHistoryHandlers(connection, context, engine, () => publisher.refreshLenses());
const coexistence = new Coexistence(() => settings.coexist);
let features: EditorFeatures | undefined;
const graph = registerGraphHandlers(connection, { content, settings: () => settings });
const origins = new LayerOrigins(folderPaths, builds, (path) => documents.fileText(path));
registerDiskUsageHandler(connection, { settings: () => settings, facts: graph.facts, log });
registerGraphDetailsHandler(connection, { content, settings: () => settings, facts: graph.facts, origins, log });

const address = new AddressFollower(() => daemonChoice(settings), () => {
  images.forget();
  graph.daemonChanged();
  containers.restart();
});

connection.onInitialize(({ capabilities: offered, initializationOptions, workspaceFolders: folders }) => {
  workspaceFolders = (folders ?? []).map(({ uri }) => uri);
  capabilities = offered;
  const told = initializationOptions as { commandLinks?: boolean; rulePages?: boolean } | undefined;
  commandLinks = told?.commandLinks === true;
  rulePages = told?.rulePages === true;
  const tellsOfOthers = coexistence.begin(initializationOptions);
  features = new EditorFeatures(connection, log, offered, tellsOfOthers);
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix'] },
      codeLensProvider: {},
      ...features.capabilities,
    },
    serverInfo: { name: 'layerwise' },
  };
});

connection.onInitialized(async () => {
  if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
    await guard('registration for settings', log, undefined, () => connection.client.register(DidChangeConfigurationNotification.type, { section: 'layerwise' }));
  }
  if (capabilities.workspace?.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(foldersChanged);
  await reloadSettings();
  void features?.offer((kind, method) => coexistence.share(kind, method));
});
connection.onNotification(otherExtensionsChanged, ({ present }) => {
  coexistence.present = present;
  void features?.offer((kind, method) => coexistence.share(kind, method));
});

/** Settles when the latest change of the settings is read, or when the editor has not told them for a second. */
let settingsRead: Promise<void> = Promise.resolve();
connection.onDidChangeConfiguration(() => {
  settingsRead = Promise.race([reloadSettings(), wait(1000, undefined, { ref: false })]);
});

/** Asks the editor for the settings; an editor that cannot be asked keeps the defaults. */
async function reloadSettings(): Promise<void> {
  if (!capabilities.workspace?.configuration) return;
  const before = settings;
  settings = await guard('settings', context.log, settings, async () => readSettings(await connection.workspace.getConfiguration('layerwise')));
  address.check();
  publisher.publishAll();
  if (before.codeLens !== settings.codeLens) publisher.refreshLenses();
  if (before.coexist !== settings.coexist) void features?.offer((kind, method) => coexistence.share(kind, method));
}

function foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): void {
  const gone = new Set(removed.map(({ uri }) => uri));
  workspaceFolders = [...workspaceFolders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
  builds.forget();
}

/** An ignore file counts as the editor has it, before it is saved: for those whose context it limits it is a changed file. */
textDocuments.onDidChangeContent(({ document: { uri } }) => (isIgnoreFile(uri) ? fileChanged(uri) : publisher.changed(uri)));
function fileChanged(uri: string): void {
  const changesBuilds = builds.fileChanged(uri);
  publisher.fileChanged(uri, changesBuilds);
  previews.fileChanged(uri, changesBuilds);
  void diagrams.fileChanged(uri);
}
textDocuments.onDidSave(({ document }) => fileChanged(document.uri));
textDocuments.onDidClose(({ document }) => {
  if (isIgnoreFile(document.uri)) return fileChanged(document.uri);
  publisher.closed(document.uri);
  previews.end(document.uri);
  histories.forget(document.uri);
  void diagrams.fileChanged(document.uri);
  setImmediate(() => heap.documentClosed());
});
connection.onDidChangeWatchedFiles(({ changes }) => changes.forEach(({ uri }) => fileChanged(uri)));
connection.onHover(({ textDocument, position }) => guard('hover', context.log, null, async () => {
  // Who has just chosen another level must see it.
  await settingsRead;
  if (await coexistence.leavesHover(context, textDocument.uri, position)) return null;
  return handleHover(context, textDocument.uri, position);
}));
connection.onCodeAction(({ textDocument, range }) => guard('code actions', context.log, [], () => handleCodeActions(context, textDocument.uri, range)));
connection.onCodeLens(({ textDocument }) => guard('code lenses', context.log, [], () => handleCodeLenses(context, textDocument.uri, histories.lenses(textDocument.uri))));
registerEditorHandlers(connection, context, coexistence);
registerDockerContextHandlers(connection, log);
connection.onRequest(rulePageRequest, ({ rule }) => guard('rule page', context.log, null, () => handleRulePage(context, rule)));
connection.onRequest(lessonRequest, (params) => guard('lesson', context.log, null, () => lessonView(service.content, params.lesson) ?? null));
connection.onRequest(courseRequest, () => guard('course', context.log, { levels: [], stages: [] }, () => courseOverview(service.content)));
connection.onRequest(quizRequest, () => guard('quiz', context.log, [], () => quizCards(service.content)));
connection.onRequest(cheatSheetRequest, () => guard('cheat sheet', context.log, [], () => cheatSheetView(service.content)));
registerCommandHelpHandlers(connection, content, log);
connection.onShutdown(() => {
  address.dispose();
  graph.dispose();
  diagrams.dispose();
  labs.dispose();
  containers.dispose();
  builtImages.dispose();
});
// The last net: without it a fault that nobody awaits would end the server, and with it everything that the editor shows.
process.on('unhandledRejection', (reason) => log.error(`A background task failed: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`));

textDocuments.listen(connection);
connection.listen();
