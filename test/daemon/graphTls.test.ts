import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connectToDaemon } from '../../server/world/docker/connect';
import { findDaemonAddress, parseDaemonHost, type DaemonAddress } from '../../server/world/docker/daemonAddress';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import type { TlsFiles } from '../../server/world/docker/tlsFiles';
import { makeAuthority, makeCertificate } from './certificates';
import { createFolder, removeFolder, writeFiles } from './engine';
import { canStartDaemons, freePort, startOwnDaemon, type OwnDaemon } from './ownDaemon';

async function engineAt(address: DaemonAddress): Promise<string> {
  const reader = connectToDaemon(address, { pingTimeout: 5_000, answerTimeout: 10_000 });
  try {
    await reader.ping();
    return (await takeSnapshot(reader)).engineVersion;
  } finally {
    reader.close();
  }
}

if (canStartDaemons) {
  suite('A daemon that speaks TLS only', function () {
    this.timeout(120_000);
    let folder = '';
    let port = 0;
    let daemon: OwnDaemon | undefined;
    let host = '';
    let files: TlsFiles;

    suiteSetup(async () => {
      folder = createFolder({});
      await makeAuthority(folder);
      await makeCertificate(folder, 'server-', 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth');
      await makeCertificate(folder, '', 'extendedKeyUsage=clientAuth');
      port = await freePort();
      host = `tcp://127.0.0.1:${port}`;
      files = { authority: join(folder, 'ca.pem'), certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), verify: true };
      const certificates = ['--tlsverify', `--tlscacert=${join(folder, 'ca.pem')}`, `--tlscert=${join(folder, 'server-cert.pem')}`, `--tlskey=${join(folder, 'server-key.pem')}`];
      daemon = await startOwnDaemon(`--host=${host}`, ...certificates);
    });
    suiteTeardown(async () => {
      await daemon?.stop();
      removeFolder(folder);
    });

    test('is read as DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH say', async () => {
      const environment = { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
      const address = findDaemonAddress({ host: '', context: '' }, { environment, platform: 'linux', home: folder });
      assert.equal(await engineAt(address), daemon?.engineVersion);
    });

    test('is read by a context with its own certificates', async () => {
      const digest = createHash('sha256').update('secure').digest('hex');
      writeFiles(folder, { [`.docker/contexts/meta/${digest}/meta.json`]: JSON.stringify({ Name: 'secure', Endpoints: { docker: { Host: host } } }) });
      const own = join(folder, '.docker', 'contexts', 'tls', digest, 'docker');
      mkdirSync(own, { recursive: true });
      for (const name of ['ca.pem', 'cert.pem', 'key.pem']) cpSync(join(folder, name), join(own, name));
      const address = findDaemonAddress({ host: '', context: 'secure' }, { environment: {}, platform: 'linux', home: folder });
      assert.equal(await engineAt(address), daemon?.engineVersion);
    });

    test('is read without looking at its certificate where that is asked for', async () => {
      const { certificate, key } = files;
      assert.equal(await engineAt(parseDaemonHost(host, { certificate, key, verify: false })), daemon?.engineVersion);
    });

    test('events come and end with the reader', async () => {
      const reader = connectToDaemon(parseDaemonHost(host, files));
      await reader.events({ onEvent: () => undefined, onLost: () => assert.fail('nobody has stopped it') });
      await reader.ping();
      reader.close();
      await assert.rejects(reader.ping(), /the connection is closed/);
    });

    test('says which certificate is missing or not trusted', async () => {
      const { authority, certificate, key } = files;
      const strange = createFolder({});
      await makeAuthority(strange);
      await makeCertificate(strange, '', 'extendedKeyUsage=clientAuth');
      const [otherAuthority, otherCertificate, otherKey] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => join(strange, name));
      const cases: readonly (readonly [string, string, TlsFiles | undefined, string])[] = [
        ['no TLS at all', host, undefined, 'certificate-missing'],
        ['a file that is not there', host, { ...files, key: join(strange, 'none.pem') }, 'certificate-missing'],
        ['no certificate of ours', host, { authority, verify: true }, 'certificate-rejected'],
        ['a certificate of another authority', host, { authority, certificate: otherCertificate, key: otherKey, verify: true }, 'certificate-rejected'],
        ['a daemon of another authority', host, { authority: otherAuthority, certificate, key, verify: true }, 'certificate-rejected'],
        ['a daemon that the system does not trust', host, { certificate, key, verify: true }, 'certificate-rejected'],
        ['a key of another certificate', host, { authority, certificate, key: otherKey, verify: true }, 'certificate-rejected'],
        ['a name that the certificate does not have', `tcp://localhost:${port}`, files, 'certificate-rejected'],
      ];
      for (const [what, where, tls, reason] of cases) {
        await assert.rejects(async () => engineAt(parseDaemonHost(where, tls)), { reason }, what);
      }
      removeFolder(strange);
    });

    test('TLS to what does not speak it is no Docker', async () => {
      const server = createHttpServer((_, response) => response.end('OK'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const plain = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await assert.rejects(engineAt(parseDaemonHost(plain)), { reason: 'not-docker' });
      await new Promise((resolve) => server.close(resolve));
    });
  });
}
