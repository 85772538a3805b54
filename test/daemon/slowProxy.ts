/** A socket in front of the real daemon that answers some calls late, as one does that has to think. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createFolder, dockerHost, removeFolder } from './engine';

export interface SlowProxy {
  /** As in DOCKER_HOST. */
  readonly host: string;
  /** The paths that were asked for, in order. */
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/**
 * @param slow which paths are answered late
 * @param delay by how many milliseconds
 */
export async function startSlowProxy(slow: RegExp, delay: number): Promise<SlowProxy> {
  const folder = createFolder({});
  const path = join(folder, 'proxy.sock');
  const paths: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const asked = incoming.url ?? '';
    paths.push(asked);
    setTimeout(() => forward(incoming, outgoing), slow.test(asked) ? delay : 0);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  return {
    host: `unix://${path}`,
    paths,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      removeFolder(folder);
    },
  };
}

function forward({ url, method, headers }: IncomingMessage, outgoing: ServerResponse): void {
  const host = dockerHost();
  const address = host.startsWith('unix://') ? { socketPath: host.slice('unix://'.length) } : addressOf(host);
  const call = request({ ...address, path: url, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  });
  call.on('error', () => outgoing.destroy());
  outgoing.on('close', () => call.destroy());
  call.end();
}

function addressOf(host: string): { readonly hostname: string; readonly port: number } {
  const { hostname, port } = new URL(host.replace(/^tcp:/, 'http:'));
  return { hostname, port: Number(port || 2375) };
}
