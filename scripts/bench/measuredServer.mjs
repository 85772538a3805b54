/** A language server under the bench's clock. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

/** Milliseconds after which a server that does not answer counts as not answering. */
const patience = 60_000;

export class MeasuredServer {
  /**
   * @param {string} name
   * @param {string} script a Node program that speaks over its standard streams
   * @param {number} publications how often diagnostics come for one opening: Layerwise publishes again when it has read the context
   */
  static async start(name, script, publications) {
    const server = new MeasuredServer();
    server.name = name;
    server.publications = publications;
    server.child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    server.connection = createProtocolConnection(new StreamMessageReader(server.child.stdout), new StreamMessageWriter(server.child.stdin));
    server.waiting = new Map();
    server.connection.onNotification('textDocument/publishDiagnostics', ({ uri }) => server.waiting.get(uri)?.(performance.now()));
    server.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
    server.connection.onRequest('client/registerCapability', () => null);
    server.connection.listen();
    const textDocument = { hover: { contentFormat: ['markdown'] }, publishDiagnostics: { versionSupport: true } };
    await server.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument } });
    await server.connection.sendNotification('initialized', {});
    server.startMemory = server.memory();
    return server;
  }

  /** Opens a document. Milliseconds to the first and to the last diagnostics. */
  async open(uri, text) {
    const times = [];
    const all = new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.waiting.set(uri, (time) => {
        times.push(time);
        if (times.length < this.publications) return;
        clearTimeout(timer);
        resolve();
      });
    });
    const start = performance.now();
    void this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'dockerfile', version: 1, text } });
    await all;
    this.waiting.delete(uri);
    if (times.length === 0) throw new Error(`${this.name} published nothing for ${uri}`);
    return { first: times[0] - start, last: times[times.length - 1] - start };
  }

  /** Milliseconds of one hover, and whether it said something. */
  async hover(uri, position) {
    const start = performance.now();
    const result = await this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
    return { time: performance.now() - start, filled: result !== null };
  }

  /** Closes a document and waits until the server has done so: what it clears must not count for the next opening. */
  async close(uri) {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
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

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }
}
