/**
 * What daemon tests need of Compose. Debian 12's packages have no Compose 2, so such suites are there where the client under
 * test has it: `node scripts/engine26.mjs -- npm test -- daemon`.
 */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createFolder, docker, dockerOutput, ownName, removeFolder, type CommandResult } from './engine';

const hasCompose = spawnSync(process.env['LAYERWISE_DOCKER_CLIENT'] ?? 'docker', ['compose', 'version']).status === 0;

/** `suite` where the client has Compose. */
export const composeSuite: (title: string, body: (this: Mocha.Suite) => void) => void = hasCompose ? suite : () => undefined;

let projects = 0;

/** One project in a folder of its own. */
export class ComposeRun {
  readonly name = `${ownName}-${process.pid}-${++projects}`;

  constructor(
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Runs `docker compose` for this project; a code other than 0 is in the result. */
  compose(...args: readonly string[]): Promise<CommandResult> {
    return docker(['compose', '--project-name', this.name, '--file', join(this.folder, 'compose.yaml'), ...args], this.environment);
  }

  /** The name that Compose gives a service's container. */
  container(service: string, number = 1): string {
    return `${this.name}-${service}-${number}`;
  }

  /** A part of what `docker inspect` says of a service's container, in a Go template. */
  inspect(service: string, template: string): Promise<string> {
    return dockerOutput('inspect', '--type', 'container', '--format', template, this.container(service));
  }

  /** What a command in a running service prints, both streams, and its code. */
  exec(service: string, ...command: readonly string[]): Promise<CommandResult> {
    return docker(['exec', this.container(service), ...command]);
  }

  /** Waits until a part of `docker inspect` fits; the test's own time limits it. */
  async until(service: string, template: string, fits: (text: string) => boolean): Promise<string> {
    for (;;) {
      const text = await this.inspect(service, template).catch(() => '');
      if (fits(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Writes a project, lets `body` use it, and takes everything of it away again. */
export async function withCompose<Result>(files: Readonly<Record<string, string>>, body: (run: ComposeRun) => Promise<Result>, environment: NodeJS.ProcessEnv = {}): Promise<Result> {
  const run = new ComposeRun(createFolder(files), environment);
  try {
    return await body(run);
  } finally {
    await run.compose('down', '--volumes', '--timeout', '0', '--remove-orphans');
    removeFolder(run.folder);
  }
}

/** A port of this machine that nobody uses now, with as many free ones above it as asked for. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const port = await listen(0);
    const others = await Promise.all(Array.from({ length: count - 1 }, (_, index) => listen(port + index + 1).catch(() => 0)));
    if (!others.includes(0)) return port;
  }
}

function listen(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(wanted, '0.0.0.0', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
