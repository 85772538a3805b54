import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerContext } from '../../protocol/graphDetails';
import { DaemonFailure } from './daemonFailure';
import { defaultSocket } from './defaultSocket';
import type { Surroundings } from './surroundings';
import { configurationFolder, tlsOfContext, type TlsFiles } from './tlsFiles';

/** Where the daemon of a context listens. */
export interface ContextEndpoint {
  readonly host: string;
  readonly tls?: TlsFiles;
}

/** The context that is there without a file: `DOCKER_HOST`, or Docker's default socket. */
export const defaultContext = 'default';

/** Nobody has more; a folder full of other things must not hold the list up. */
const mostContexts = 200;
const longestDescription = 200;
/** What `docker context create` takes as a name. */
const contextNames = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;

/**
 * The context that the Docker command line uses now, as long as no address is chosen: `DOCKER_CONTEXT` goes before
 * `currentContext` of its `config.json`.
 */
export function currentContextName(surroundings: Surroundings): string {
  const configured = property(readJson(join(configurationFolder(surroundings), 'config.json')), 'currentContext');
  return surroundings.environment['DOCKER_CONTEXT'] || (typeof configured === 'string' && configured) || defaultContext;
}

/**
 * Where a context other than `default` leads. The Docker command line keeps it in
 * `<config>/contexts/meta/<SHA-256 of its name>/meta.json`, and its certificates beside it.
 * @throws DaemonFailure `bad-host` where there is no such context, or it has no address
 */
export function readContext(name: string, surroundings: Surroundings): ContextEndpoint {
  const contexts = join(configurationFolder(surroundings), 'contexts');
  const digest = createHash('sha256').update(name).digest('hex');
  const endpoint = dockerEndpoint(readJson(join(contexts, 'meta', digest, 'meta.json')));
  const host = property(endpoint, 'Host');
  if (typeof host !== 'string' || host === '') {
    throw new DaemonFailure('bad-host', `docker context ${name}`, endpoint === undefined ? 'there is no such context' : 'the context has no address');
  }
  const tls = tlsOfContext(join(contexts, 'tls', digest, 'docker'), property(endpoint, 'SkipTLSVerify') === true);
  return { host, ...(tls && { tls }) };
}

/**
 * The contexts as `docker context ls` lists them: `default` first, then by name; what cannot be read is left out.
 * `current` is the one that the Docker command line uses, whatever the settings of Layerwise say.
 */
export function listDockerContexts(surroundings: Surroundings): DockerContext[] {
  const host = surroundings.environment['DOCKER_HOST']?.trim();
  const current = host ? defaultContext : currentContextName(surroundings);
  const description = host ? 'The address in DOCKER_HOST' : 'The default socket of this machine';
  const own = { name: defaultContext, host: withoutPassword(host || defaultSocket(surroundings)), description, current: current === defaultContext };
  const folder = join(configurationFolder(surroundings), 'contexts', 'meta');
  const others = foldersIn(folder).flatMap((name) => contextIn(join(folder, name, 'meta.json'), current) ?? []);
  return [own, ...others.sort((one, other) => (one.name < other.name ? -1 : 1))];
}

function contextIn(file: string, current: string): DockerContext | undefined {
  const meta = readJson(file);
  const [name, host, described] = [property(meta, 'Name'), property(dockerEndpoint(meta), 'Host'), property(property(meta, 'Metadata'), 'Description')];
  if (typeof name !== 'string' || !contextNames.test(name) || name === defaultContext || typeof host !== 'string' || host === '') {
    return undefined;
  }
  const description = typeof described === 'string' ? described.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim().slice(0, longestDescription) : '';
  return { name, host: withoutPassword(host), description, current: name === current };
}

/** None of these addresses can be used, but they may be there. */
function withoutPassword(host: string): string {
  return host.replace(/^(\w+:\/\/[^/@:]*):[^/]*@/, '$1@');
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().slice(0, mostContexts);
  } catch {
    return [];
  }
}

function dockerEndpoint(meta: unknown): unknown {
  return property(property(meta, 'Endpoints'), 'docker');
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
