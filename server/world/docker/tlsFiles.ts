import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type ConnectionOptions } from 'node:tls';
import { DaemonFailure } from './daemonFailure';
import type { Surroundings } from './surroundings';

/** How to speak TLS with a daemon. The files are paths: what is in them is read when a connection is made, and kept nowhere. */
export interface TlsFiles {
  /** Whom to trust; without it those whom the system trusts. */
  readonly authority?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** False: any certificate of the daemon is taken. */
  readonly verify: boolean;
}

/** Where the Docker command line keeps its files. */
export function configurationFolder({ environment, home }: Surroundings): string {
  return environment['DOCKER_CONFIG'] || join(home, '.docker');
}

/**
 * What the environment says of TLS, as the Docker command line takes it for an address that is no context's: any text in
 * `DOCKER_TLS_VERIFY` or `DOCKER_TLS` switches it on, `DOCKER_CERT_PATH` names the folder. `ca.pem` must be there.
 * @returns undefined where it is off
 */
export function tlsOfEnvironment(surroundings: Surroundings): TlsFiles | undefined {
  const { environment } = surroundings;
  const verify = Boolean(environment['DOCKER_TLS_VERIFY']);
  return verify || environment['DOCKER_TLS'] ? { ...tlsOfHttps(surroundings), authority: join(certificateFolder(surroundings), 'ca.pem'), verify } : undefined;
}

/** For an address that asks for TLS by itself: with the files that are there. */
export function tlsOfHttps(surroundings: Surroundings): TlsFiles {
  return { ...filesIn(certificateFolder(surroundings)), verify: true };
}

/** What a context's folder holds; undefined where it is empty and the context does not ask for TLS otherwise. */
export function tlsOfContext(folder: string, skipVerify: boolean): TlsFiles | undefined {
  const files = filesIn(folder);
  return skipVerify || Object.keys(files).length > 0 ? { ...files, verify: !skipVerify } : undefined;
}

function certificateFolder(surroundings: Surroundings): string {
  return surroundings.environment['DOCKER_CERT_PATH'] || configurationFolder(surroundings);
}

function filesIn(folder: string): Omit<TlsFiles, 'verify'> {
  const [authority, certificate, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => join(folder, name));
  return {
    ...(existsSync(authority!) && { authority }),
    ...(existsSync(certificate!) && { certificate }),
    ...(existsSync(key!) && { key }),
  };
}

/**
 * Reads the files.
 * @throws DaemonFailure `certificate-missing` where one cannot be read, `certificate-rejected` where one is none, or the
 * key is another certificate's or locked with a passphrase
 */
export function readTls({ authority, certificate, key, verify }: TlsFiles, host: string): ConnectionOptions {
  const read = (path: string): Buffer => {
    try {
      return readFileSync(path);
    } catch (error) {
      throw new DaemonFailure('certificate-missing', host, error instanceof Error ? error.message : String(error));
    }
  };
  const material = { ...(authority && { ca: read(authority) }), ...(certificate && { cert: read(certificate) }), ...(key && { key: read(key) }) };
  try {
    createSecureContext(material);
  } catch (error) {
    throw new DaemonFailure('certificate-rejected', host, error instanceof Error ? error.message : String(error));
  }
  return { ...material, rejectUnauthorized: verify };
}
