import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DaemonFailure } from '../../server/world/docker/daemonFailure';
import { daemonProblem } from '../../server/graphState';
import { AddressFollower } from '../../server/world/docker/addressFollower';
import { findDaemonAddress, parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { listDockerContexts } from '../../server/world/docker/dockerContext';
import { sshArguments } from '../../server/world/docker/sshTarget';
import type { Surroundings } from '../../server/world/docker/surroundings';
import { readTls } from '../../server/world/docker/tlsFiles';
import { noContent } from './noContent';

let home = '';
setup(() => void (home = mkdtempSync(join(tmpdir(), 'layerwise-address-'))));
teardown(() => rmSync(home, { recursive: true, force: true }));

const around = (environment: Record<string, string> = {}, more: Partial<Surroundings> = {}): Surroundings => ({ environment, platform: 'linux', home, ...more });
const find = (host: string, environment: Record<string, string> = {}, context = '') => findDaemonAddress({ host, context }, around(environment));
const digest = (name: string): string => createHash('sha256').update(name).digest('hex');

function write(path: string, text: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function writeContext(name: string, endpoint: Record<string, unknown>, description = ''): void {
  const meta = { Name: name, Metadata: { Description: description }, Endpoints: { docker: endpoint } };
  write(`.docker/contexts/meta/${digest(name)}/meta.json`, JSON.stringify(meta));
}

const useContext = (name: string): string => write('.docker/config.json', JSON.stringify({ currentContext: name }));

suite('Where the daemon is looked for', () => {
  test('a password in an address that cannot be read is not told', () => {
    assert.equal(daemonProblem(noContent, new DaemonFailure('bad-host', 'ftp://ada:hunter2@far', 'unknown scheme "ftp"')).host, 'ftp://ada:••••@far');
  });

  test('address, context, DOCKER_HOST, DOCKER_CONTEXT, config.json, in this order', () => {
    for (const name of ['chosen', 'named', 'current']) writeContext(name, { Host: `unix:///${name}.sock` });
    useContext('current');
    const everything = { DOCKER_HOST: 'tcp://b:2', DOCKER_CONTEXT: 'named' };
    assert.equal(find(' tcp://a:1 ', everything, 'chosen').host, 'tcp://a:1');
    assert.equal(find('', everything, 'chosen').host, 'unix:///chosen.sock');
    assert.equal(find('', everything).host, 'tcp://b:2');
    assert.equal(find('', { DOCKER_CONTEXT: 'named' }).host, 'unix:///named.sock');
    assert.equal(find('').host, 'unix:///current.sock');
  });

  test('the context "default" is DOCKER_HOST or the default socket, whoever names it', () => {
    writeContext('current', { Host: 'unix:///current.sock' });
    useContext('current');
    assert.equal(find('', { DOCKER_HOST: 'tcp://b:2' }, 'default').host, 'tcp://b:2');
    assert.match(find('', {}, 'default').host, /^unix:/);
    assert.notEqual(find('', {}, 'default').host, 'unix:///current.sock');
    assert.notEqual(find('', { DOCKER_CONTEXT: 'default' }).host, 'unix:///current.sock');
  });

  test('DOCKER_CONFIG is where the contexts are', () => {
    writeContext('mine', { Host: 'unix:///mine.sock' });
    useContext('mine');
    assert.equal(findDaemonAddress({ host: '', context: '' }, { ...around({ DOCKER_CONFIG: join(home, '.docker') }), home: '/nowhere' }).host, 'unix:///mine.sock');
  });

  test('a context that is not there is said, and not passed over', () => {
    assert.throws(() => find('', { DOCKER_CONTEXT: 'gone' }), { reason: 'bad-host', host: 'docker context gone' });
    assert.throws(() => find('', {}, '../../etc'), { reason: 'bad-host', host: 'docker context ../../etc' });
  });

  test('a broken config.json counts as none', () => {
    write('.docker/config.json', '{');
    assert.equal(findDaemonAddress({ host: '', context: '' }, around({}, { platform: 'win32', pipes: [] })).host, 'npipe:////./pipe/docker_engine');
  });

  test('addresses are read as the docker command reads them', () => {
    assert.deepEqual(parseDaemonHost('npipe:////./pipe/docker_engine'), { kind: 'socket', host: 'npipe:////./pipe/docker_engine', path: '//./pipe/docker_engine' });
    assert.deepEqual(parseDaemonHost('tcp://[::1]:99'), { kind: 'tcp', host: 'tcp://[::1]:99', hostname: '::1', port: 99 });
    assert.deepEqual(parseDaemonHost('localhost:99'), { kind: 'tcp', host: 'localhost:99', hostname: 'localhost', port: 99 });
    assert.equal((parseDaemonHost('tcp://somewhere') as { port: number }).port, 2375);
    assert.equal((parseDaemonHost('tcp://somewhere', { verify: true }) as { port: number }).port, 2376);
  });

  test('what cannot be used is said before anything is sent', () => {
    const bad = ['ftp://host', 'tcp://', 'tcp://host:99999', 'ssh://', 'ssh://-oProxyCommand=x', 'ssh://-l@host', 'ssh://host:0', 'ssh://a b', 'ssh://host$(x)', 'ssh://host/a;b', 'ssh://host?x', 'ssh://a\nb'];
    for (const host of bad) assert.throws(() => parseDaemonHost(host), { reason: 'bad-host' }, host);
  });

  test('a password in an address is refused, and not repeated', () => {
    for (const host of ['ssh://me:secret@host', 'ssh://me:sec:secret@host', 'tcp://me:secret@host:1', 'https://me:secret@host']) {
      assert.throws(() => parseDaemonHost(host), (error: Error & { reason: string; host: string }) => error.reason === 'not-supported' && !`${error.host}${error.message}`.includes('secret'), host);
    }
    writeContext('open', { Host: 'tcp://me:secret@host:1' });
    assert.deepEqual(listDockerContexts(around({ DOCKER_HOST: 'ssh://me:sec:secret@h' })).map(({ host }) => host), ['ssh://me@h', 'tcp://me@host:1']);
  });
});

suite('The default socket', () => {
  const servers: Server[] = [];
  const listen = async (path: string): Promise<string> => {
    const file = write(path, '');
    rmSync(file);
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(file, resolve));
    servers.push(server);
    return file;
  };
  teardown(() => void servers.splice(0).forEach((server) => server.close()));
  const found = (environment: Record<string, string> = {}): string => {
    const surroundings = around(environment, { root: join(home, 'root'), userId: 1000 });
    return findDaemonAddress({ host: '', context: '' }, surroundings).host.replace(`unix://${home}`, '');
  };

  test('is Docker\'s where none is there', () => assert.equal(found(), '/root/var/run/docker.sock'));

  test('is the first that is there, Docker\'s before others\', and no file that is no socket', async () => {
    write('run/docker.sock', 'no socket');
    const environment = { XDG_RUNTIME_DIR: join(home, 'run'), COLIMA_HOME: join(home, 'lima') };
    // Each goes before those that were there already.
    const backwards = ['.local/share/containers/podman/machine/podman.sock', 'root/run/podman/podman.sock', 'run/podman/podman.sock', '.rd/docker.sock'];
    const further = ['.orbstack/run/docker.sock', '.colima/default/docker.sock', 'lima/default/docker.sock', '.docker/desktop/docker.sock'];
    for (const path of [...backwards, ...further, '.docker/run/docker.sock', 'root/run/user/1000/docker.sock', 'root/var/run/docker.sock']) {
      await listen(path);
      assert.equal(found(environment), `/${path}`);
    }
  });

  test('is on Windows a pipe that is there', () => {
    const pipe = (...pipes: string[]): string => findDaemonAddress({ host: '', context: '' }, around({}, { platform: 'win32', pipes })).host;
    assert.equal(pipe('other', 'dockerDesktopLinuxEngine', 'docker_engine'), 'npipe:////./pipe/docker_engine');
    assert.equal(pipe('podman-machine-default', 'dockerDesktopLinuxEngine'), 'npipe:////./pipe/dockerDesktopLinuxEngine');
    assert.equal(pipe('podman-machine-default'), 'npipe:////./pipe/podman-machine-default');
  });
});

suite('TLS', () => {
  const tlsOf = (address: ReturnType<typeof find>) => (address.kind === 'tcp' ? address.tls : assert.fail(address.kind));

  test('is as the environment says', () => {
    const certificate = write('certificates/cert.pem', '');
    const environment = { DOCKER_CERT_PATH: join(home, 'certificates') };
    assert.equal(tlsOf(find('tcp://h:1', environment)), undefined);
    const files = { authority: join(home, 'certificates', 'ca.pem'), certificate };
    assert.deepEqual(tlsOf(find('tcp://h:1', { ...environment, DOCKER_TLS_VERIFY: '1' })), { ...files, verify: true });
    assert.deepEqual(tlsOf(find('tcp://h:1', { ...environment, DOCKER_TLS: '1' })), { ...files, verify: false });
    assert.deepEqual(tlsOf(find('https://h:1')), { verify: true });
  });

  test('of a context is the context\'s, whatever the environment says', () => {
    writeContext('plain', { Host: 'tcp://h:1' });
    writeContext('trusting', { Host: 'tcp://h:1', SkipTLSVerify: true });
    writeContext('full', { Host: 'tcp://h' });
    const folder = `.docker/contexts/tls/${digest('full')}/docker`;
    const [authority, certificate, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => write(`${folder}/${name}`, ''));
    const environment = { DOCKER_TLS_VERIFY: '1' };
    assert.equal(tlsOf(find('', environment, 'plain')), undefined);
    assert.deepEqual(tlsOf(find('', environment, 'trusting')), { verify: false });
    assert.deepEqual(tlsOf(find('', environment, 'full')), { authority, certificate, key, verify: true });
    assert.equal((find('', environment, 'full') as { port: number }).port, 2376);
  });

  test('a file that is missing, and one that is no certificate, are told apart', () => {
    assert.throws(() => readTls({ authority: join(home, 'ca.pem'), verify: true }, 'tcp://h'), { reason: 'certificate-missing', message: /ca\.pem/ });
    const certificate = write('cert.pem', 'no certificate');
    assert.throws(() => readTls({ certificate, verify: true }, 'tcp://h'), { reason: 'certificate-rejected' });
  });
});

suite('ssh', () => {
  const argumentsFor = (host: string): readonly string[] => {
    const address = parseDaemonHost(host);
    return sshArguments(address.kind === 'ssh' ? address.target : assert.fail(address.kind));
  };
  const options = ['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];

  test('runs the docker command on the other machine, behind what ends its options', () => {
    assert.deepEqual(argumentsFor('ssh://machine'), [...options, '--', 'machine', 'docker', 'system', 'dial-stdio']);
    assert.deepEqual(argumentsFor('ssh://me@machine:2222'), [...options, '-l', 'me', '-p', '2222', '--', 'machine', 'docker', 'system', 'dial-stdio']);
    assert.deepEqual(argumentsFor('ssh://[fe80::1%eth0]/'), [...options, '--', 'fe80::1%eth0', 'docker', 'system', 'dial-stdio']);
    assert.deepEqual(argumentsFor('ssh://my_alias/run/docker.sock').slice(-5), ['docker', '--host', 'unix:///run/docker.sock', 'system', 'dial-stdio']);
  });
});

suite('Another daemon than before', () => {
  test('is noticed when the docker command changes the context, and not when it writes something else', async () => {
    for (const name of ['one', 'two']) writeContext(name, { Host: `unix:///${name}.sock` });
    useContext('one');
    let changes = 0;
    let changed: () => void = () => undefined;
    const follower = new AddressFollower(() => ({ host: '', context: '' }), () => ((changes += 1), changed()), () => around());
    const next = new Promise<void>((resolve) => (changed = resolve));
    const replace = (text: string): void => renameSync(write('.docker/config.json.new', text), join(home, '.docker', 'config.json'));
    replace(JSON.stringify({ currentContext: 'one', auths: {} }));
    replace(JSON.stringify({ currentContext: 'two' }));
    await next;
    follower.check();
    assert.equal(changes, 1);
    follower.dispose();
  });

  test('is noticed by the settings, too, also where the address is wrong, and a missing folder is no trouble', () => {
    let choice = { host: 'tcp://a:1', context: '' };
    let changes = 0;
    const follower = new AddressFollower(() => choice, () => (changes += 1), () => ({ ...around(), home: join(home, 'nobody') }));
    follower.check();
    assert.equal(changes, 0);
    for (const host of ['ftp://a', 'ftp://a', 'tcp://a:1']) {
      choice = { host, context: '' };
      follower.check();
    }
    assert.equal(changes, 2);
    follower.dispose();
  });
});

suite('The list of contexts', () => {
  test('has the default first, then the others by name, and says which one the docker command uses', () => {
    writeContext('b-machine', { Host: 'ssh://me@machine' }, 'The big\none \u202E');
    writeContext('a-tls', { Host: 'tcp://h:2376' });
    useContext('b-machine');
    const [own, ...others] = listDockerContexts(around());
    assert.deepEqual([own?.name, own?.current], ['default', false]);
    assert.deepEqual(others, [
      { name: 'a-tls', host: 'tcp://h:2376', description: '', current: false },
      { name: 'b-machine', host: 'ssh://me@machine', description: 'The big one', current: true },
    ]);
    const withHost = listDockerContexts(around({ DOCKER_HOST: 'tcp://x:1' }));
    assert.deepEqual(withHost.map(({ current }) => current), [true, false, false]);
    assert.equal(withHost[0]?.host, 'tcp://x:1');
  });

  test('leaves out what cannot be read, and is bounded', () => {
    write('.docker/contexts/meta/1/meta.json', '{');
    write('.docker/contexts/meta/2/meta.json', '[]');
    write('.docker/contexts/meta/3/meta.json', JSON.stringify({ Name: '<b>', Endpoints: { docker: { Host: 'tcp://h' } } }));
    write('.docker/contexts/meta/4/meta.json', JSON.stringify({ Name: 'kubernetes', Endpoints: {} }));
    write('.docker/contexts/meta/5', 'a file');
    assert.deepEqual(listDockerContexts(around()).map(({ name }) => name), ['default']);
    for (let number = 0; number < 300; number += 1) writeContext(`many-${number}`, { Host: 'tcp://h:1' });
    assert.ok(listDockerContexts(around()).length <= 201);
  });
});
