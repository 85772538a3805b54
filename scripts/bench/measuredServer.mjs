/** A language server under the bench's clock. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

/** Milliseconds after which a server that does not answer counts as not answering, where nobody says another bound. */
const usualPatience = 60_000;
/** Milliseconds that a server has to end by itself. */
const timeToEnd = 5_000;

const semanticTokens = { requests: { full: true }, tokenTypes: ['keyword', 'comment', 'parameter', 'property', 'namespace', 'class', 'macro', 'string', 'variable', 'operator', 'modifier', 'function', 'number'], tokenModifiers: ['declaration', 'definition', 'deprecated'], formats: ['relative'] };
const textDocumentCapabilities = { hover: { contentFormat: ['markdown'] }, publishDiagnostics: { versionSupport: true }, completion: {}, semanticTokens };

export class MeasuredServer {
  /**
   * @param {string} name
   * @param {string} script a Node program that speaks over its standard streams
   * @param {{ executable?: string, languageId?: string, settings?: Readonly<Record<string, unknown>> }} [options] the Node.js
   *   that runs it, the language of its documents, and the sections of settings that it asks for
   */
  static async start(name, script, { executable = process.execPath, languageId = 'dockerfile', settings = {} } = {}) {
    const server = new MeasuredServer();
    server.name = name;
    server.languageId = languageId;
    /** May be changed at any time. */
    server.patience = usualPatience;
    server.child = spawn(executable, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    server.connection = createProtocolConnection(new StreamMessageReader(server.child.stdout), new StreamMessageWriter(server.child.stdin));
    /** The open documents: version, times of the diagnostics that came, and who waits for the next. */
    server.documents = new Map();
    server.connection.onNotification('textDocument/publishDiagnostics', ({ uri }) => server.published(uri));
    server.connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? null));
    server.connection.onRequest('client/registerCapability', () => null);
    server.connection.listen();
    const workspace = Object.keys(settings).length > 0 ? { configuration: true } : {};
    await server.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument: textDocumentCapabilities, workspace } });
    await server.connection.sendNotification('initialized', {});
    server.startMemory = server.memory().now;
    return server;
  }

  published(uri) {
    const document = this.documents.get(uri);
    document?.times.push(performance.now());
    document?.wake?.();
  }

  /** Opens a document. Milliseconds to the first diagnostics; NaN where none came. */
  async open(uri, text) {
    const document = { version: 1, times: [], start: performance.now() };
    this.documents.set(uri, document);
    void this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: this.languageId, version: 1, text } });
    return this.nextDiagnostics(document);
  }

  /** Milliseconds from the opening to the last diagnostics that came until now. */
  lastDiagnostics(uri) {
    const { times, start } = this.documents.get(uri);
    return times[times.length - 1] - start;
  }

  /** Inserts one text after the other at a place, each as a change of its own, without waiting for anything. */
  type(uri, { line, character }, keys) {
    const document = this.documents.get(uri);
    for (const [index, text] of [...keys].entries()) {
      const at = { line, character: character + index };
      void this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: ++document.version }, contentChanges: [{ range: { start: at, end: at }, text }] });
    }
  }

  /** Milliseconds from one key to the next diagnostics. */
  async key(uri, position) {
    const document = this.documents.get(uri);
    document.times = [];
    document.start = performance.now();
    this.type(uri, position, 'x');
    return this.nextDiagnostics(document);
  }

  /** Milliseconds from the first of 24 keys to the answer of a hover that is asked for directly after the last. */
  async burst(uri, position) {
    const start = performance.now();
    this.type(uri, position, 'abcdefghijklmnopqrstuvwx');
    await this.ask('textDocument/hover', uri, { position });
    return performance.now() - start;
  }

  /**
   * Milliseconds of one request, and its result.
   * @throws where the server answers by an error, or not in time
   */
  async ask(method, uri, parameters = {}) {
    const start = performance.now();
    const result = await within(this.patience, this.connection.sendRequest(method, { textDocument: { uri }, ...parameters }));
    if (result === tooLate) throw new Error(`${this.name} did not answer ${method} in time.`);
    return { time: performance.now() - start, result };
  }

  /** Closes a document and waits until the server has done so: what it clears must not count for the next opening. */
  async close(uri) {
    this.documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    // Some answer by an error that they do not know it any more.
    await this.ask('textDocument/hover', uri, { position: { line: 0, character: 0 } }).catch(() => undefined);
  }

  async nextDiagnostics(document) {
    if (document.times.length === 0) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, this.patience);
        document.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return document.times.length > 0 ? document.times[0] - document.start : Number.NaN;
  }

  /** Resident memory in MB: now, and the highest so far where the system tells. */
  memory() {
    const { pid } = this.child;
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const megabytes = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)[1]) / 1024;
      return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
    } catch {
      const now = Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
      return { now, peak: now };
    }
  }

  /** Milliseconds that all its threads have had of the processor so far; NaN where the system does not tell. */
  processorTime() {
    const threads = `/proc/${this.child.pid}/task`;
    try {
      return readdirSync(threads).reduce((sum, thread) => sum + Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ', 1)[0]), 0) / 1e6;
    } catch {
      return Number.NaN;
    }
  }

  /** Ends the server, by force where it does not answer. */
  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    const asked = this.connection.sendRequest('shutdown').then(() => this.connection.sendNotification('exit')).catch(() => undefined);
    if ((await within(timeToEnd, asked.then(() => ended))) === tooLate) this.child.kill('SIGKILL');
    await ended;
    this.connection.dispose();
  }
}

const tooLate = Symbol('too late');

/** What work gives, or `tooLate`. */
async function within(milliseconds, work) {
  let timer;
  const end = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds, tooLate);
  });
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}
