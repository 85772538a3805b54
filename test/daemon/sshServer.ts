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
  /** How many of them have not ended. */
  clientsRunning(): number;
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
  const started = (): readonly number[] => readFileSync(file('started'), 'utf8').split('\n').filter(Boolean).map(Number);
  const running = (): readonly number[] => started().filter((client) => isClient(client, file('client')));
  return {
    port,
    clientsStarted: () => started().length,
    clientsRunning: () => running().length,
    forgetServer: () => writeFileSync(file('known'), ''),
    stop: async () => {
      if (!existsSync(folder)) return;
      process.env['PATH'] = path;
      running().forEach((client) => process.kill(client));
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

/** Another process may have the number by now. A client's connection outlives the server. */
function isClient(id: number, configuration: string): boolean {
  const commandLine = `/proc/${id}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(configuration);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.once('close', () => socket.destroy()).setTimeout(500, () => socket.destroy());
  });
}
