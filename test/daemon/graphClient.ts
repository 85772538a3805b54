/** The language server over stdio, as an editor starts it, asked for the graph and watched. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { GraphState } from '../../server/protocol/graph';
import type { DiskUsage, DockerContext, FocusDiagram, GraphDetails } from '../../server/protocol/graphDetails';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';
import { dockerContextsRequest, graphChanged, graphDetailsRequest, graphDiskRequest, graphFocusRequest, graphRequest, graphWatch, type GraphWatchParams } from '../../server/protocol/messages';

export class GraphClient {
  /** Every state since the start, each as the updates so far make it. */
  readonly states: GraphState[] = [];
  readonly updates: GraphUpdate[] = [];
  /** Where false, only the last state and update are kept: thousands of them are no leak of the server's. */
  keepsAll = true;
  /** Called for each update, once the states hold it. */
  onUpdate: ((update: GraphUpdate) => void) | undefined;
  private readonly waiting = new Set<() => void>();
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly connection: ProtocolConnection;

  /** @param host as in DOCKER_HOST */
  constructor(host: string, nodeOptions: readonly string[] = []) {
    const env = { ...process.env, DOCKER_HOST: host };
    this.child = spawn(process.execPath, [...nodeOptions, join('dist', 'server.js'), '--stdio'], { env });
    this.connection = createProtocolConnection(this.child.stdout, this.child.stdin);
    this.connection.onNotification(graphChanged, (update) => this.take(update));
    this.connection.listen();
  }

  async start(): Promise<void> {
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await this.connection.sendNotification('initialized', {});
  }

  ask(): Promise<GraphState> {
    return this.connection.sendRequest(graphRequest, {});
  }

  details(node: string): Promise<GraphDetails | null> {
    return this.connection.sendRequest(graphDetailsRequest, { node });
  }

  focus(node: string): Promise<FocusDiagram | null> {
    return this.connection.sendRequest(graphFocusRequest, { node });
  }

  /** Needs no daemon. */
  contexts(): Promise<readonly DockerContext[]> {
    return this.connection.sendRequest(dockerContextsRequest, {});
  }

  disk(): Promise<DiskUsage | null> {
    return this.connection.sendRequest(graphDiskRequest, {});
  }

  watch(on: boolean, more: Omit<GraphWatchParams, 'on'> = {}): Promise<void> {
    return this.connection.sendNotification(graphWatch, { on, ...more });
  }

  /** The first state from now on, or the last one so far, for which `holds` is true. Mocha's time limit is the bound. */
  until(holds: (state: GraphState) => boolean): Promise<GraphState> {
    return new Promise((resolve) => {
      const check = (): void => {
        const last = this.states.at(-1);
        if (last !== undefined && holds(last)) {
          this.waiting.delete(check);
          resolve(last);
        }
      };
      this.waiting.add(check);
      check();
    });
  }

  /** Resident memory of the server in MB, now and at its highest. Linux only. */
  memory(): { readonly now: number; readonly peak: number } {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    const megabytes = (key: string): number => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  private take(update: GraphUpdate): void {
    const state = applyGraphUpdate(this.states.at(-1), update);
    if (!this.keepsAll) {
      this.states.length = 0;
      this.updates.length = 0;
    }
    this.states.push(state);
    this.updates.push(update);
    this.waiting.forEach((check) => check());
    this.onUpdate?.(update);
  }
}
