import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { connectToDaemon, type DaemonReader } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import type { DaemonFailure } from '../../server/world/docker/daemonFailure';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { dockerOutput, engineVersion, ownName } from './engine';
import { GraphClient } from './graphClient';
import { freePort } from './ownDaemon';
import { startSshServer, type SshServer } from './sshServer';

const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/sbin/sshd') && existsSync('/usr/bin/ssh');

if (isPossible) {
  suite('A daemon behind ssh', function () {
    this.timeout(60_000);
    let server: SshServer;
    const readers: DaemonReader[] = [];
    const reader = (host: string): DaemonReader => {
      const made = connectToDaemon(parseDaemonHost(host));
      readers.push(made);
      return made;
    };
    const here = (rest = ''): string => `ssh://root@127.0.0.1:${server.port}${rest}`;

    setup(async () => void (server = await startSshServer()));
    teardown(async () => {
      readers.splice(0).forEach((one) => one.close());
      await server.stop();
    });

    test('is read, over few connections that the next reader uses again', async () => {
      const first = reader(here());
      await first.ping();
      assert.equal(server.clientsStarted(), 1);
      assert.equal((await takeSnapshot(first)).engineVersion, await engineVersion());
      await Promise.all(Array.from({ length: 40 }, () => first.version()));
      const started = server.clientsStarted();
      assert.ok(started <= 8, `${started} programs`);
      first.close();
      await reader(here()).version();
      assert.equal(server.clientsStarted(), started);
    });

    test('the live graph sees what happens there, and leaves no program behind', async () => {
      const client = new GraphClient(here());
      await client.start();
      await client.watch(true);
      await client.until((state) => state.graph?.source === 'daemon');
      const volume = await dockerOutput('volume', 'create', `${ownName}-behind-ssh`);
      await client.until((state) => state.graph?.nodes.some(({ id }) => id === `volume:${volume}`) ?? false);
      await dockerOutput('volume', 'rm', volume);
      assert.ok(server.clientsRunning() > 0);
      await client.end();
      while (server.clientsRunning() > 0) await wait(20);
    });

    test('events come, and end when the connection does', async () => {
      let lost: (failure: DaemonFailure) => void;
      const end = new Promise<DaemonFailure>((resolve) => (lost = resolve));
      await reader(here()).events({ onEvent: () => undefined, onLost: (failure) => lost(failure) });
      await server.stop();
      assert.equal((await end).reason, 'connection-lost');
    });

    test('a machine that ssh does not know is not trusted, and nobody is asked', async () => {
      server.forgetServer();
      await assert.rejects(reader(here()).ping(), { reason: 'ssh-failed', detail: /Host key verification failed/ });
    });

    test('a user who may not log in', async () => {
      await assert.rejects(reader(here().replace('root@', 'nobody@')).ping(), { reason: 'ssh-failed', detail: /Permission denied/ });
    });

    test('a machine without a daemon, in the words of docker there', async () => {
      await assert.rejects(reader(here('/nowhere/docker.sock')).ping(), { reason: 'ssh-failed', detail: /\/nowhere\/docker\.sock/ });
    });

    test('a shell there that greets before Docker answers', async () => {
      await server.stop();
      server = await startSshServer(['ForceCommand echo Welcome to the machine; $SSH_ORIGINAL_COMMAND']);
      await assert.rejects(reader(here()).ping(), { reason: 'ssh-failed', detail: /before Docker does: Welcome to the machine/ });
    });

    test('a port where no ssh server listens', async () => {
      await assert.rejects(reader(`ssh://127.0.0.1:${await freePort()}`).ping(), { reason: 'ssh-failed', detail: /Connection refused/ });
    });

    test('a machine without the program ssh', async () => {
      const path = process.env['PATH'];
      process.env['PATH'] = '/nowhere';
      try {
        await assert.rejects(reader(`ssh://machine-${server.port}`).ping(), { reason: 'ssh-failed', detail: /ENOENT/ });
      } finally {
        process.env['PATH'] = path;
      }
    });
  });
}
