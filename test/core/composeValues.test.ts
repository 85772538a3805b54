import assert from 'node:assert/strict';
import type { ComposeNode, ComposeScalarNode } from '../../server/language/compose/project/composeNode';
import { scalarText } from '../../server/language/compose/project/nodeEdits';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import type { ComposeProject } from '../../server/language/compose/project/composeProject';
import { itemsAt, nodeAt } from '../../server/language/compose/project/readNodes';
import { parseByteSize } from '../../server/language/compose/values/byteSizes';
import { parseDuration } from '../../server/language/compose/values/durations';
import { parseGoFloat } from '../../server/language/compose/values/goNumbers';
import { byteSizeOf, durationOf, portOf, volumeOf } from '../../server/language/compose/values/typedReaders';

function textOf(lines: readonly string[]): string {
  return ['services:', '  web:', '    image: app', ...lines.map((line) => `    ${line}`), 'volumes: {data: {}}', 'secrets: {key: {file: ./key}}', ''].join('\n');
}

function load(...lines: readonly string[]): ComposeProject {
  const text = textOf(lines);
  return loadComposeProject({ main: ['/shop/compose.yaml'], folder: '/shop', read: (path) => (path === '/shop/compose.yaml' ? { text } : 'missing'), isFolder: () => undefined });
}

function codes(...lines: readonly string[]): readonly string[] {
  return load(...lines).faults.map(({ code }) => code);
}

function codesAtTop(lines: string): readonly string[] {
  const text = `services: {web: {image: app}}\n${lines}\n`;
  const project = loadComposeProject({ main: ['/shop/compose.yaml'], folder: '/shop', read: (path) => (path === '/shop/compose.yaml' ? { text } : 'missing'), isFolder: () => undefined });
  return project.faults.map(({ code }) => code);
}

/** Every line alone is taken, or rejected with the code. */
function each(code: string | undefined, lines: readonly string[]): void {
  const wrong = lines.filter((line) => codes(line).join() !== (code ?? ''));
  assert.deepEqual(wrong, []);
}

const at = (project: ComposeProject, ...keys: readonly string[]): ComposeNode | undefined => nodeAt(project.model, 'services', 'web', ...keys);

suite('compose values: notations', () => {
  test('durations, in milliseconds', () => {
    const taken: readonly (readonly [string, number])[] = [['1m30s', 90_000], ['1.5h', 5_400_000], ['.5s', 500], ['100ms', 100], ['1d2h', 93_600_000], ['0', 0], ['-1s', -1000], ['1µs', 0.001]];
    for (const [text, milliseconds] of taken) assert.equal(parseDuration(text), milliseconds, text);
    for (const text of ['', '10', '1 s', 's', '1y', '1e3s', '1m5', '9999999999h']) assert.equal(parseDuration(text), undefined, text);
  });

  test('sizes, in bytes', () => {
    const taken: readonly (readonly [string, number])[] = [['512m', 2 ** 29], ['1GiB', 2 ** 30], ['1 gb', 2 ** 30], ['64', 64], ['1.5k', 1536], ['1Gi', 2 ** 30], ['.5g', 2 ** 29], ['1e3', 1000], ['-1', -1], ['-501', -501], ['5iB', 5]];
    for (const [text, bytes] of taken) assert.equal(parseByteSize(text), bytes, text);
    for (const text of ['', 'g', '1gg', '1e', ' 1g', '1g ', '1  g', '-1m', '0x10', '1.5.2g', '.5iB', 'abc']) assert.equal(parseByteSize(text), undefined, text);
  });

  test('numbers as Go reads them', () => {
    for (const [text, value] of [['1_000', 1000], ['0x1p-2', 0.25], ['1.', 1], ['-.5e1', -5], ['inf', Infinity]] as const) assert.equal(parseGoFloat(text), value, text);
    for (const text of ['', '_1', '1__0', '0x10', '500m', ' 1', 'e1', '.']) assert.equal(parseGoFloat(text), undefined, text);
  });
});

suite('compose values: what Compose rejects', () => {
  test('ports', () => {
    each(undefined, ['ports: ["80/UDP"]', 'ports: ["[::1]:80:80"]', 'ports: ["[1.2.3.4]:80:80"]', 'ports: ["00080"]', 'ports: ["3000-3002:80"]', 'ports: [{target: 80, published: "8000-9000"}]']);
    each(undefined, ['ports: ["::1:80:80"]', 'ports: ["+80"]', 'ports: ["80-81-82"]', 'ports: [{target: 80, host_ip: here}]']);
    each('invalid-port', ['ports: ["01.2.3.4:80:80"]', 'ports: ["[fe80::1%eth0]:80:80"]', 'ports: ["1:2:3:4"]', 'ports: [080]', 'ports: [1e2]', 'ports: ["80-81:80-82"]']);
    each('key-missing', ['ports: [{published: 80}]']);
    each('value-not-allowed', ['ports: [{target: -1}]']);
    each('value-of-wrong-type', ['ports: [{target: 80, published: 1e2}]']);
  });

  test('mounts', () => {
    each(undefined, ['volumes: ["::"]', 'volumes: ["é:/b"]', 'volumes: ["C:/a:/b"]', 'volumes: ["data:/b:odd"]', 'volumes: [{type: odd, source: data, target: /b}]']);
    each('invalid-volume', ['volumes: [""]', 'volumes: [":/b"]', 'volumes: ["data::ro"]', 'volumes: ["./a:/b:ro:z"]']);
    each('key-missing', ['volumes: [{type: bind, target: /b}]', 'volumes: [{type: volume, source: data}]', 'devices: [{source: /dev/a}]', 'secrets: [{target: a}]']);
    each('value-of-wrong-type', ['volumes: [{type: tmpfs, target: /b, tmpfs: {mode: "0700"}}]', 'volumes: [{type: bind, source: ., target: /b, bind: {create_host_path: maybe}}]']);
  });

  test('limits', () => {
    each(undefined, ['mem_limit: -5', 'mem_limit: "1Gi"', 'deploy: {resources: {limits: {cpus: "0x1p-2"}}}', 'healthcheck: {test: [CMD, a], retries: 4.0}', 'deploy: {resources: {limits: {pids: "-1"}}}']);
    each('invalid-byte-size', ['mem_limit: "abc"', 'mem_swappiness: "abc"', 'blkio_config: {device_read_bps: [{path: a, rate: abc}]}', 'build: {context: ., shm_size: abc}']);
    each('value-of-wrong-type', ['deploy: {resources: {limits: {cpus: "500m"}}}', 'cpus: NaN', 'blkio_config: {weight: "5"}', 'build: {context: ., ulimits: {nofile: "5"}}', 'ulimits: {nofile: 1e3}']);
    each('value-not-allowed', ['healthcheck: {test: [CMD, a], retries: -1}', 'deploy: {update_config: {parallelism: "-1"}}']);
    each('invalid-duration', ['stop_grace_period: "10 s"', 'healthcheck: {test: [CMD, a], interval: soon}', 'deploy: {restart_policy: {delay: "1"}}']);
  });

  test('words of a command', () => {
    each(undefined, ['command: "a `b`"', 'command: "a; b"', 'command: [a, "b \\""]', 'command: ""']);
    each('invalid-command', ['command: "a \\"b"', "entrypoint: \"a 'b\"", 'command: "(a b)"', 'post_start: [{command: "a \\"b"}]']);
  });

  test('names and addresses', () => {
    each(undefined, ['extra_hosts: ["a=b:c", "d:e=f"]'.replace(', "d:e=f"', ''), 'extra_hosts: {a: [1.2.3.4, 5.6.7.8]}', 'build: {context: ., ssh: [default, a=b]}']);
    each('invalid-host', ['extra_hosts: [a]', 'extra_hosts: [":1.2.3.4"]', 'extra_hosts: ["a:b=c"]', 'extra_hosts: {"a:b": c}']);
    each('invalid-context', ['build: {context: ., additional_contexts: [a]}', 'build: {context: ., additional_contexts: {a: 5}}']);
    each('invalid-ssh-key', ['build: {context: ., ssh: [a]}']);
  });

  test('truth values, counts and dates', () => {
    each(undefined, ['attach: "yes"', 'gpus: [{capabilities: [gpu], count: "ALL"}]', 'labels: {a: 2020-01-01}', 'hostname: "2020-01-01"', 'command: 2020-01-01', 'hostname: 2020-13-01']);
    each('value-of-wrong-type', ['attach: maybe', 'pre_stop: [{command: a, privileged: maybe}]', 'build: {context: ., no_cache: "1"}', 'gpus: [{capabilities: [gpu], count: "1.5"}]', 'hostname: 2020-01-01', 'dns: [2020-01-01]', 'expose: [80.5]', 'environment: {A: .inf}']);
    each('value-not-allowed', ['develop: {watch: [{path: "", action: rebuild}]}']);
    each('value-of-wrong-type', ['environment: [2024-01-01]', 'labels: [a=b, 2024-01-01 10:00:00]', 'volumes: [2024-01-01]', 'build: {context: ., args: [2024-01-01T10:00:00Z]}', 'expose: [2024-1-1]']);
    each('value-of-wrong-type', ['pid:', 'pid: null']);
    each('key-not-text', ['labels: {2024-01-01: a}', 'x-a: {1: b}']);
    each(undefined, ['environment: {A: 2024-01-01}', 'environment: ["2024-01-01"]', 'environment: [2024-01-01T10:00:00]', 'environment: [A=2024-01-01]', 'x-a: [2024-01-01]', 'labels: {"2024-01-01": a}']);
  });

  test('dates where Compose takes them, and where it wants text', () => {
    each(undefined, ['extra_hosts: [2024-01-01]', 'extra_hosts: {a: [2024-01-01]}', 'build: {context: ., extra_hosts: [2024-01-01]}', 'mem_limit: 2024-01-01', 'pull_refresh_after: 2024-01-01', 'mem_reservation: 2024-01-01', 'build: {context: ., shm_size: 2024-01-01}', 'deploy: {resources: {limits: {memory: 2024-01-01}}}']);
    assert.deepEqual(codes('env_file: [2024-01-01]'), ['env-file-missing']);
    each('value-of-wrong-type', ['storage_opt: {a: 2024-01-01}', 'env_file: 2024-01-01']);
    each('invalid-context', ['build: {context: ., additional_contexts: {a: 2024-01-01}}']);
    for (const top of ['networks: {n: {driver: 2024-01-01}}', 'networks: {n: {ipam: {config: [{subnet: 2024-01-01}]}}}', 'configs: {n: {file: 2024-01-01}}']) assert.deepEqual(codesAtTop(top), ['value-of-wrong-type'], top);
    for (const top of ['networks: {n: {labels: [2024-01-01], driver_opts: {a: 2024-01-01}, ipam: {options: {a: 2024-01-01}}}}', 'name: 2024-01-01', 'x-a: 2024-01-01']) assert.deepEqual(codesAtTop(top), [], top);
  });

  test('numbers without an end, wherever they stand', () => {
    for (const top of ['x-a: .nan', 'x-a: {b: [-.inf]}', 'networks: {n: {driver_opts: {a: .inf}}}']) assert.deepEqual(codesAtTop(top), ['value-of-wrong-type'], top);
    for (const top of ['x-a: ".nan"', 'x-a: 1e999', 'x-a: !!str .inf']) assert.deepEqual(codesAtTop(top), [], top);
    each(undefined, ['labels: {a: 1e999}']);
    each('invalid-byte-size', ['mem_limit: 1e999']);
  });

  test('a network with the name of an extension is none', () => {
    assert.deepEqual(load('networks: [x-a]').faults.filter(({ mendedBy }) => mendedBy === 'nothing').map(({ code }) => code), ['value-not-allowed']);
  });

  test('an optional env file may be missing, however the truth value is written', () => {
    each(undefined, ['env_file: [{path: none.env, required: "no"}]', 'env_file: [{path: none.env, required: false}]']);
  });
});

suite('compose values: slips', () => {
  test('what can only be a slip is written right by the fix', () => {
    const slips: readonly (readonly [string, string])[] = [
      ['ports: ["localhost:80:80"]', 'ports: ["127.0.0.1:80:80"]'], ['ports: ["53/udp:53/udp"]', 'ports: ["53:53/udp"]'], ['ports: ["80: 80"]', 'ports: ["80:80"]'],
      ['stop_grace_period: "10 s"', 'stop_grace_period: 10s'], ['stop_grace_period: "10"', 'stop_grace_period: 10s'], ['stop_grace_period: 5 minutes', 'stop_grace_period: 5m'],
      ['mem_limit: "1  g"', 'mem_limit: 1g'], ['mem_limit: 1,5g', 'mem_limit: 1.5g'], ['deploy: {resources: {limits: {cpus: 500m}}}', 'deploy: {resources: {limits: {cpus: "0.5"}}}'],
      ['attach: "1"', 'attach: "true"'], ['hostname: 2020-01-01', 'hostname: "2020-01-01"'],
    ];
    for (const [line, right] of slips) {
      const [fault, ...more] = load(line).faults;
      assert.deepEqual(more, []);
      const edit = fault?.fixes?.[0]?.edits[0];
      assert.ok(edit, line);
      // The line stands behind the first three, four columns in.
      const start = edit.span.start - textOf([]).indexOf('volumes:') - 4;
      assert.equal(line.slice(0, start) + edit.newText + line.slice(start + edit.span.end - edit.span.start), right);
      assert.deepEqual(codes(right), []);
    }
  });

  test('no fix where nothing certain is meant, or where a variable stands', () => {
    for (const line of ['ports: ["here:80:80"]', 'stop_grace_period: soon', 'mem_limit: much', 'ports: ["localhost:${PORT}:80"]']) assert.equal(load(line).faults[0]?.fixes, undefined, line);
  });
});

suite('compose values: what Compose resolves', () => {
  const plain = (node: ComposeNode | undefined): unknown =>
    !node ? undefined : node.kind === 'scalar' ? node.value : node.kind === 'list' ? node.items.map(plain) : Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
  const resolved = (key: string, line: string): unknown => plain(at(load(line), key));

  test('options of a short mount stand where they belong', () => {
    assert.deepEqual(resolved('volumes', 'volumes: ["data:/b:z,rprivate"]'), [{ type: 'volume', source: 'data', target: '/b', bind: { propagation: 'rprivate', selinux: 'z', create_host_path: true }, volume: {} }]);
    assert.deepEqual(resolved('volumes', 'volumes: ["/a:/b:nocopy"]'), [{ type: 'bind', source: '/a', target: '/b', bind: { create_host_path: true }, volume: { nocopy: true } }]);
    assert.deepEqual(resolved('volumes', 'volumes: ["/a:z"]'), [{ type: 'bind', source: '/a', target: 'z', bind: { create_host_path: true } }]);
    assert.deepEqual(resolved('volumes', 'volumes: [/a]'), [{ type: 'volume', target: '/a' }]);
    assert.deepEqual(resolved('volumes', 'volumes: [{type: bind, source: /a, target: /b/../c/}]'), [{ type: 'bind', source: '/a', target: '/c' }]);
  });

  test('ports, devices and hosts', () => {
    assert.deepEqual(resolved('ports', 'ports: ["0:80"]'), [{ mode: 'ingress', target: 80, published: '0', protocol: 'tcp' }]);
    assert.deepEqual(resolved('devices', 'devices: ["/dev/a::r"]'), [{ source: '/dev/a', target: '/dev/a', permissions: 'r' }]);
    assert.deepEqual(resolved('extra_hosts', 'extra_hosts: ["a:[::1]", "a=b:c"]'), { a: ['::1', 'b:c'] });
  });

  test('numbers become text as Go prints them', () => {
    const { faults, model } = load('environment: {A: 10000000.0, B: 1e-7, C: 0.10, D: 12345678901234567, E: 1e3}');
    assert.deepEqual(faults, []);
    const texts = ['A', 'B', 'C', 'D', 'E'].map((key) => scalarText(nodeAt(model, 'services', 'web', 'environment', key) as ComposeScalarNode));
    assert.deepEqual(texts, ['1e+07', '1e-07', '0.1', '12345678901234567', '1000']);
  });
});

suite('compose values: readers', () => {
  test('ports, long and short', () => {
    const [range, long, unknown] = itemsAt(load('ports: ["127.0.0.1:8080:80/udp", {target: 90, published: "9090"}, "${PORT}:80"]').model, 'services', 'web', 'ports').map(portOf);
    assert.deepEqual(range, { hostAddress: '127.0.0.1', host: { start: 8080, end: 8080 }, container: { start: 80, end: 80 }, protocol: 'udp' });
    assert.deepEqual([long?.host?.start, long?.container.start, long?.protocol], [9090, 90, 'tcp']);
    assert.equal(unknown, undefined);
  });

  test('mounts, long and short', () => {
    const [bind, named, anonymous] = itemsAt(load('volumes: ["./a:/b:ro", {type: volume, source: data, target: /c, volume: {nocopy: true}}, /d]').model, 'services', 'web', 'volumes').map(volumeOf);
    assert.deepEqual(bind, { type: 'bind', source: '/shop/a', target: '/b', readOnly: true, createsHostPath: true, copiesImageData: true });
    assert.deepEqual([named?.type, named?.source, named?.copiesImageData], ['volume', 'data', false]);
    assert.deepEqual([anonymous?.source, anonymous?.target], [undefined, '/d']);
  });

  test('durations and sizes; nothing where a variable is not known', () => {
    const project = load('stop_grace_period: 1m', 'mem_limit: 512m', 'shm_size: 64', 'memswap_limit: ${SWAP}');
    assert.equal(durationOf(at(project, 'stop_grace_period')), 60_000);
    assert.deepEqual([byteSizeOf(at(project, 'mem_limit')), byteSizeOf(at(project, 'shm_size')), byteSizeOf(at(project, 'memswap_limit'))], [2 ** 29, 64, undefined]);
  });
});
