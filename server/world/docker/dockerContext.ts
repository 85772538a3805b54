import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressSurroundings } from './daemonAddress';
import { DaemonFailure } from './daemonFailure';

/**
 * The address of the current `docker context`, or undefined for the default context. The Docker command line keeps a
 * context in `<config>/contexts/meta/<SHA-256 of its name>/meta.json`; `DOCKER_CONTEXT` goes before `currentContext`.
 * @throws DaemonFailure `bad-host` where the chosen context does not exist; `not-supported` where it asks for TLS.
 */
export function currentContextHost({ environment, home }: AddressSurroundings): string | undefined {
  const folder = environment['DOCKER_CONFIG'] || join(home, '.docker');
  const name = environment['DOCKER_CONTEXT'] || property(readJson(join(folder, 'config.json')), 'currentContext');
  if (typeof name !== 'string' || name === '' || name === 'default') {
    return undefined;
  }
  const digest = createHash('sha256').update(name).digest('hex');
  const endpoint = property(property(readJson(join(folder, 'contexts', 'meta', digest, 'meta.json')), 'Endpoints'), 'docker');
  const host = property(endpoint, 'Host');
  if (typeof host !== 'string' || host === '') {
    throw new DaemonFailure('bad-host', `docker context ${name}`, 'the context has no address');
  }
  if (host.startsWith('tcp://') && existsSync(join(folder, 'contexts', 'tls', digest, 'docker'))) {
    throw new DaemonFailure('not-supported', host, 'TLS');
  }
  return host;
}

/** A missing or broken file counts as no file: the Docker command line then uses its defaults, too. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
