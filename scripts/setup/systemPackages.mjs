/** The system packages that the test suites need. As root on Debian or Ubuntu they are installed, elsewhere named. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { step } from './steps.mjs';

const packages = [
  { name: 'git', suites: ['core', 'workbench'], isThere: () => onPath('git') },
  { name: 'docker.io', suites: ['daemon', 'workbench'], isThere: () => onPath('docker') && onPath('dockerd') },
  { name: 'busybox-static', suites: ['daemon', 'workbench'], isThere: () => onPath('busybox') },
  // Daemons on a bridge of their own, and those that are reached by TLS and by ssh.
  { name: 'iproute2', suites: ['daemon', 'workbench'], isThere: () => onPath('ip') },
  { name: 'openssl', suites: ['daemon'], isThere: () => onPath('openssl') },
  { name: 'openssh-server', suites: ['daemon'], isThere: () => onPath('sshd') },
  { name: 'openssh-client', suites: ['daemon'], isThere: () => onPath('ssh') },
  // The daemon needs `ps` for docker top.
  { name: 'procps', suites: ['daemon'], isThere: () => onPath('ps') },
  {
    name: 'chromium',
    suites: ['host', 'workbench'],
    isThere: () => ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].some(onPath),
  },
  { name: 'fonts-dejavu-core', suites: ['workbench'], isThere: () => existsSync('/usr/share/fonts/truetype/dejavu') },
  { name: 'fonts-liberation', suites: ['workbench'], isThere: () => existsSync('/usr/share/fonts/truetype/liberation') },
];

/**
 * Installs what the given suites need and this machine lacks.
 * @param {readonly string[]} suites names such as `daemon`
 * @returns {Promise<{ waiting: readonly string[], command?: string }>} suites that cannot run, and the command that mends it
 * @throws {import('./steps.mjs').StepFailure} when apt-get fails
 */
export async function installSystemPackages(suites) {
  if (process.platform !== 'linux') return { waiting: [] };
  const missing = packages.filter((each) => each.suites.some((suite) => suites.includes(suite)) && !each.isThere());
  if (missing.length === 0) return { waiting: [] };
  const names = missing.map(({ name }) => name);
  const command = `apt-get install --yes --no-install-recommends ${names.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    const waiting = suites.filter((suite) => missing.some((each) => each.suites.includes(suite)));
    return { waiting, command: `sudo ${command}` };
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' };
  // 100: one of several sources did not answer. Whether that matters, the installation says.
  const update = () => run('apt-get', ['update', '-qq'], { env, timeoutMs: 300_000, accept: [0, 100] });
  await step('Ask the package sources for their lists', update, { remedy: 'apt-get update' });
  await step(
    `Install system packages: ${names.join(', ')}`,
    () => run('apt-get', ['install', '--yes', '-qq', '--no-install-recommends', ...names], { env, timeoutMs: 900_000 }),
    { remedy: command },
  );
  return { waiting: [] };
}

function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin', '/bin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}
