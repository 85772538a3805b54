import { execFile, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createFolder, dockerHost, removeFolder } from './engine';
import { freePort } from './ownDaemon';

const run = promisify(execFile);

/** An ssh server on this machine, where `docker` finds the suite's daemon, and the client's configuration for it. */
export interface SshServer {
  readonly port: number;
  /** How often a client has been started since the server is there. */
  clientsStarted(): number;
  /** Lets the client forget the server's key. */
  forgetServer(): void;
  /** Ends every connection. */
  stop(): Promise<void>;
}

/**
 * Starts it in a folder of its own. The client reads its configuration in the user's home, whatever HOME says, so a script
 * with its name stands before it on PATH, which names another.
 * @param more lines of the server's configuration
 */
export async function startSshServer(more: readonly string[] = []): Promise<SshServer> {
  const folder = createFolder({});
  const file = (name: string): string => join(folder, name);
  const port = await freePort();
  for (const name of ['server-key', 'client-key']) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
  copyFileSync(file('client-key.pub'), file('authorized'));
  writeFileSync(file('known'), `[127.0.0.1]:${port} ${readFileSync(file('server-key.pub'), 'utf8')}`);
  writeFileSync(file('client'), `IdentityFile ${file('client-key')}\nIdentitiesOnly yes\nUserKnownHostsFile ${file('known')}\nGlobalKnownHostsFile /dev/null\n`);
  mkdirSync(file('bin'));
  writeFileSync(file('bin/ssh'), `#!/bin/sh\necho $$ >>${file('started')}\nexec /usr/bin/ssh -F ${file('client')} "$@"\n`);
  writeFileSync(file('started'), '');
  chmodSync(file('bin/ssh'), 0o755);
  writeFileSync(file('server'), [...serverConfiguration(file, port), ...more, ''].join('\n'));
  mkdirSync('/run/sshd', { recursive: true });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file('server')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()).once('error', () => resolve()));
  const path = process.env['PATH'];
  process.env['PATH'] = `${file('bin')}${delimiter}${path}`;
  while (!(await answers(port))) await wait(20);
  return {
    port,
    clientsStarted: () => readFileSync(file('started'), 'utf8').split('\n').length - 1,
    forgetServer: () => writeFileSync(file('known'), ''),
    stop: async () => {
      if (!existsSync(folder)) return;
      process.env['PATH'] = path;
      for (const client of readFileSync(file('started'), 'utf8').split('\n')) endClient(client, file('client'));
      server.kill();
      await ended;
      removeFolder(folder);
    },
  };
}

function serverConfiguration(file: (name: string) => string, port: number): readonly string[] {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${file('server-key')}`,
    `PidFile ${file('server.pid')}`,
    `AuthorizedKeysFile ${file('authorized')}`,
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'StrictModes no',
    'UsePAM no',
    // Above the first level bash leaves out the user's own start-up file, which may do anything.
    `SetEnv DOCKER_HOST=${dockerHost()} SHLVL=1`,
  ];
}

/** A connection outlives the server. A process that has the number by now and is no client of ours is left alone. */
function endClient(id: string, configuration: string): void {
  const commandLine = `/proc/${id}/cmdline`;
  if (id !== '' && existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(configuration)) process.kill(Number(id));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.once('close', () => socket.destroy()).setTimeout(500, () => socket.destroy());
  });
}
