import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerCommandWords } from '../../server/dockerCommandWords';
import type { DaemonChoice } from '../../server/world/docker/daemonChoice';
import type { Surroundings } from '../../server/world/docker/surroundings';

const usual = 'unix:///var/run/docker.sock';

suite('What a docker command begins with', () => {
  let home = '';
  setup(() => {
    home = mkdtempSync(join(tmpdir(), 'layerwise-home-'));
  });
  teardown(() => rmSync(home, { recursive: true }));

  const words = (choice: Partial<DaemonChoice>, host: string, environment: Surroundings['environment'] = {}, shell: 'posix' | 'powershell' = 'posix') =>
    dockerCommandWords({ host: '', context: '', ...choice }, host, shell, { environment, platform: 'linux', home })?.join(' ');
  const useContext = (name: string) => {
    mkdirSync(join(home, '.docker'), { recursive: true });
    writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ currentContext: name }));
  };

  test('where the command line goes by itself it needs no option', () => {
    assert.equal(words({}, usual), 'docker');
    assert.equal(words({}, 'tcp://far:2375', { DOCKER_HOST: 'tcp://far:2375' }), 'docker');
    assert.equal(words({}, 'ssh://me@far', { DOCKER_CONTEXT: 'far' }), 'docker');
    useContext('far');
    assert.equal(words({}, 'ssh://me@far'), 'docker');
  });

  test('what the settings choose is said in the command', () => {
    assert.equal(words({ host: 'tcp://far:2375' }, 'tcp://far:2375'), 'docker --host tcp://far:2375');
    assert.equal(words({ context: 'far' }, 'ssh://me@far'), 'docker --context far');
    assert.equal(words({ host: 'unix:///a b.sock', context: 'far' }, 'unix:///a b.sock'), "docker --host 'unix:///a b.sock'");
    assert.equal(words({ context: 'default' }, usual), 'docker');
    useContext('far');
    assert.equal(words({ context: 'default' }, usual), 'docker --context default');
  });

  test('a socket that only Layerwise looks for is named', () => {
    assert.equal(words({}, 'unix:///run/user/1000/docker.sock'), 'docker --host unix:///run/user/1000/docker.sock');
    assert.equal(words({ context: 'default' }, 'unix:///run/user/1000/docker.sock'), 'docker --host unix:///run/user/1000/docker.sock');
  });

  test('an address that cannot be written gives no command', () => {
    assert.equal(words({ host: 'unix:///a\nb' }, ''), undefined);
    assert.equal(words({ host: '-x' }, ''), undefined);
    assert.equal(words({ host: 'unix:///a"b' }, '', {}, 'powershell'), undefined);
  });
});
