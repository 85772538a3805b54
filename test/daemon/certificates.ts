import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = promisify(execFile);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes `ca.pem`, and its key `ca-key.pem`, in a folder that is there. */
export async function makeAuthority(folder: string): Promise<void> {
  await openssl('openssl', ['req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=authority', '-keyout', join(folder, 'ca-key.pem'), '-out', join(folder, 'ca.pem')]);
}

/**
 * Makes `PREFIXcert.pem` and `PREFIXkey.pem` with the folder's authority.
 * @param extension what it is for, as OpenSSL's extension files say it
 */
export async function makeCertificate(folder: string, prefix: string, extension: string): Promise<void> {
  const file = (name: string): string => join(folder, name);
  writeFileSync(file(`${prefix}extension`), extension);
  await openssl('openssl', ['req', ...newKey, '-subj', `/CN=${prefix}layerwise`, '-keyout', file(`${prefix}key.pem`), '-out', file(`${prefix}request`)]);
  const signing = ['-CA', file('ca.pem'), '-CAkey', file('ca-key.pem'), '-CAcreateserial', '-days', '2', '-extfile', file(`${prefix}extension`)];
  await openssl('openssl', ['x509', '-req', '-in', file(`${prefix}request`), ...signing, '-out', file(`${prefix}cert.pem`)]);
}
