/** The built language server as an editor runs it: a process of its own, spoken to over its standard streams. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';

export const serverFile = join(process.cwd(), 'dist', 'server.js');

/** A folder of a test's own, with the given files. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'layerwise-lsp-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this.uri(path);
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  /** Runs git in the folder, under a name of its own. */
  git(...words: string[]): void {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: this.folder, stdio: 'ignore' });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Waiting = { readonly uri: string; readonly wanted: (params: PublishDiagnosticsParams) => boolean; readonly resolve: (found: readonly Diagnostic[]) => void };

/** An editor's end of the connection. */
export class EditorEnd {
  /** What the server wrote to the editor's log, faults included. */
  readonly logged: string[] = [];
  private readonly published: PublishDiagnosticsParams[] = [];
  private waiting: Waiting[] = [];

  constructor(readonly connection: ProtocolConnection) {
    connection.onNotification(LogMessageNotification.type, ({ message }) => void this.logged.push(message));
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => this.receive(params));
    connection.listen();
  }

  async initialize(capabilities: ClientCapabilities = {}, initializationOptions?: object): Promise<InitializeResult> {
    const params = { processId: process.pid, rootUri: null, capabilities, ...(initializationOptions ? { initializationOptions } : {}) };
    const result = await this.connection.sendRequest(InitializeRequest.type, params);
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  open(uri: string, languageId: string, text: string, version = 1): Promise<void> {
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version, text } });
  }

  /** Replaces the whole text. */
  change(uri: string, version: number, text: string): Promise<void> {
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  /** The next diagnostics of a document, from now on, that are as wanted. Mocha's timeout is the bound. */
  nextDiagnostics(uri: string, wanted: (params: PublishDiagnosticsParams) => boolean = () => true): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => this.waiting.push({ uri, wanted, resolve }));
  }

  /** How often a document's diagnostics came. */
  countOf(uri: string): number {
    return this.published.filter((params) => params.uri === uri).length;
  }

  private receive(params: PublishDiagnosticsParams): void {
    this.published.push(params);
    const done = this.waiting.filter(({ uri, wanted }) => uri === params.uri && wanted(params));
    this.waiting = this.waiting.filter((one) => !done.includes(one));
    for (const { resolve } of done) resolve(params.diagnostics);
  }
}

/** `dist/server.js --stdio`, initialized. */
export class StdioServer extends EditorEnd {
  private constructor(private readonly process: ChildProcessWithoutNullStreams, readonly errors: string[]) {
    super(createProtocolConnection(new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin)));
  }

  /** @param environment beside that of the tests, such as DOCKER_HOST */
  static async start(capabilities?: ClientCapabilities, environment?: NodeJS.ProcessEnv): Promise<StdioServer> {
    const server = StdioServer.spawn(environment);
    await server.initialize(capabilities);
    return server;
  }

  /** The running server before `initialize`, for tests that listen to what follows it. */
  static spawn(environment: NodeJS.ProcessEnv = {}): StdioServer {
    const child = spawn(process.execPath, [serverFile, '--stdio'], { env: { ...process.env, ...environment } });
    const errors: string[] = [];
    child.stderr.on('data', (data) => errors.push(String(data)));
    return new StdioServer(child, errors);
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Ends the server as the protocol says and gives its exit code. */
  async stop(): Promise<number | null> {
    if (!this.isRunning) return this.process.exitCode;
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}

/** A test ends well only where the server has logged nothing, wrote nothing to standard error, and ends as the protocol says. */
export async function endOfTest(server: StdioServer, folder: { remove(): void }): Promise<void> {
  assert.deepEqual(server.logged, []);
  assert.deepEqual(server.errors, []);
  assert.equal(await server.stop(), 0);
  folder.remove();
}

/** Position of the `nth` place where `words` stand, plus `shift` characters. */
export function positionOf(text: string, words: string, shift = 0): Position {
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`${JSON.stringify(words)} is not in the text`);
  const before = text.slice(0, at + shift).split('\n');
  return { line: before.length - 1, character: before[before.length - 1]!.length };
}

/** A text after an editor has applied a list of edits. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  return [...edits]
    .sort((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce((result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)), text);
}
