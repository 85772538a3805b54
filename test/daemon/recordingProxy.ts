/** A socket in front of the real daemon: it notes every request and can go away, hang, and come back. */
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { dockerHost, createFolder, removeFolder } from './engine';

export interface RecordingProxy {
  /** As in DOCKER_HOST. */
  readonly host: string;
  /** The request lines that went through, such as `GET /_ping HTTP/1.1`, in order. */
  readonly requests: readonly string[];
  /** Connections that are open now. */
  openConnections(): number;
  /** Ends every connection and removes the socket, as a daemon does that stops. */
  goAway(): Promise<void>;
  /** Keeps connections open and passes nothing on, as a daemon does that is frozen. */
  freeze(): void;
  comeBack(): Promise<void>;
  /** Ends everything. */
  close(): Promise<void>;
}

export async function startRecordingProxy(): Promise<RecordingProxy> {
  const folder = createFolder({});
  const path = join(folder, 'proxy.sock');
  const requests: string[] = [];
  const open = new Set<Socket>();
  let frozen = false;
  let server: Server | undefined;
  const accept = (client: Socket): void => {
    const daemon = connectToDaemon();
    for (const [from, to] of [[client, daemon], [daemon, client]] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.on('data', (chunk: Buffer) => {
        if (from === client) {
          requests.push(...(chunk.toString('latin1').match(/^\S+ \S+ HTTP\/1\.1$/gm) ?? []));
        }
        if (!frozen) {
          to.write(chunk);
        }
      });
    }
    open.add(client);
    client.on('close', () => open.delete(client));
  };
  const comeBack = async (): Promise<void> => {
    frozen = false;
    const starting = createServer(accept);
    await new Promise<void>((resolve, reject) => starting.once('error', reject).listen(path, resolve));
    server = starting;
  };
  const goAway = async (): Promise<void> => {
    const ending = server;
    server = undefined;
    const closed = new Promise<void>((resolve) => (ending === undefined ? resolve() : ending.close(() => resolve())));
    for (const socket of open) {
      socket.destroy();
    }
    await closed;
    rmSync(path, { force: true });
  };
  await comeBack();
  return {
    host: `unix://${path}`,
    requests,
    openConnections: () => open.size,
    goAway,
    comeBack,
    freeze: () => void (frozen = true),
    close: async () => {
      await goAway();
      removeFolder(folder);
    },
  };
}

function connectToDaemon(): Socket {
  const host = dockerHost();
  if (host.startsWith('unix://')) {
    return connect(host.slice('unix://'.length));
  }
  const { hostname, port } = new URL(host.replace(/^tcp:/, 'http:'));
  return connect(Number(port || 2375), hostname);
}
