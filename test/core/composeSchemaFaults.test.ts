import assert from 'node:assert/strict';
import type { ComposeFault } from '../../server/language/compose/project/composeFault';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';

interface Found {
  readonly text: string;
  readonly faults: readonly ComposeFault[];
}

function read(text: string): Found {
  const { faults } = loadComposeProject({ main: ['/shop/compose.yaml'], folder: '/shop', read: (path) => (path === '/shop/compose.yaml' ? { text } : 'missing'), isFolder: () => undefined });
  return { text, faults };
}

/** One service with an image and some lines more. */
function service(...lines: readonly string[]): Found {
  return read(['services:', '  web:', '    image: app', ...lines.map((line) => `    ${line}`), ''].join('\n'));
}

/** The only fault: its code, the text that it stands at, and its message. */
function only({ text, faults }: Found): readonly [code: string, marked: string, message: string] {
  assert.equal(faults.length, 1, faults.map(({ message }) => message).join('\n'));
  const [{ code, message, place: { span } }] = faults as [ComposeFault];
  return [code, text.slice(span.start, span.end), message];
}

/** What the file is after the best fix of its only fault. */
function mended(found: Found): string {
  assert.equal(found.faults.length, 1);
  const edits = [...(found.faults[0]!.fixes?.[0]?.edits ?? [])].sort((one, other) => other.span.start - one.span.start);
  assert.notEqual(edits.length, 0);
  const text = edits.reduce((changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end), found.text);
  assert.deepEqual(read(text).faults, []);
  return text;
}

suite('compose schema: unknown keys', () => {
  test('a slip is told, and written right by the fix', () => {
    for (const [key, right] of [['imgae', 'image'], ['dependsOn', 'depends_on'], ['depends', 'depends_on'], ['container-name', 'container_name'], ['volume', 'volumes']] as const) {
      const value = right === 'depends_on' ? '[db]' : right === 'volumes' ? '["/data"]' : 'one';
      const found = read(`services:\n  web:\n    build: .\n    ${key}: ${value}\n  db:\n    image: postgres\n`);
      const [code, marked, message] = only(found);
      assert.deepEqual([code, marked], ['unknown-key', key]);
      assert.match(message, new RegExp(`\`${right}\``));
      assert.ok(mended(found).includes(`    ${right}: `));
    }
  });

  test('a key at another level is told where it belongs', () => {
    assert.match(only(service('dockerfile: Dockerfile'))[2], /below `build`/);
    assert.match(only(service('replicas: 2'))[2], /below `deploy`/);
    assert.match(only(service('interval: 5s'))[2], /below `healthcheck`/);
    assert.match(only(service('build:', '  context: .', '  ports: ["80"]'))[2], /belongs to the service, beside `build`/);
    assert.match(only(read('services: {}\nports: ["80"]\n'))[2], /below a service/);
    assert.match(only(read('services: {}\nweb:\n  image: app\n'))[2], /below `services`/);
    assert.match(only(service('include: [other.yaml]'))[2], /at the left edge, beside `services:`/);
  });

  test('a section that is indented as a service is told so', () => {
    const [, marked, message] = only(read('services:\n  web:\n    image: app\n  volumes:\n    data:\n      driver: local\n'));
    assert.equal(marked, 'volumes');
    assert.match(message, /Indent `volumes` less/);
  });

  test('a file of version 1 has one fault, not one for each service', () => {
    const found = read('# The shop\nweb:\n  build: .\n  links: [db]\n  command: |\n    one\n\n      two\n\n# Its data\ndb:\n  image: postgres\n');
    assert.deepEqual(only(found).slice(0, 2), ['services-at-top', 'web']);
    assert.equal(mended(found), '# The shop\nservices:\n  web:\n    build: .\n    links: [db]\n    command: |\n      one\n\n        two\n\n  # Its data\n  db:\n    image: postgres\n');
    assert.match(mended(read('version: "1"\r\nweb:\r\n  image: app\r\n')), /\r\nservices:\r\n  web:\r\n    image: app\r\n$/);
    assert.deepEqual(read('web:\n  image: app\nx-own: 1\ndb:\n  image: postgres\n').faults[0]?.fixes, undefined);
  });

  test('a key that means nothing can become a note', () => {
    assert.match(mended(service('owner: me')), /x-owner: me/);
    const found = service('blkio_config: {device_read_bps: [{path: /dev/a, rate: 5, owner: me}]}');
    assert.match(only(found)[2], /Remove it\.$/);
    assert.equal(found.faults[0]!.fixes, undefined);
  });

  test('a key of old files is called by its name of today', () => {
    assert.match(mended(service('net: host')), /network_mode: host/);
    assert.match(only(service('log_driver: syslog'))[2], /called `logging`/);
  });

  test('no fix where the value does not fit the key that is meant', () => {
    const found = service('network: {bridge: lan0}');
    assert.match(only(found)[2], /Did you mean `networks`/);
    assert.equal(found.faults[0]!.fixes, undefined);
  });

  test('a slip of a key that stands there already is no other key', () => {
    const found = service('volumes: ["/a"]', 'volume: ["/b"]');
    assert.match(only(found)[2], /`volumes` stands here already/);
    assert.equal(found.faults[0]!.fixes, undefined);
  });

  test('a key one block too high is told its block', () => {
    assert.match(only(service('deploy:', '  max_attempts: 3'))[2], /below `restart_policy`/);
  });

  test('names have letters, digits and a few signs', () => {
    assert.deepEqual(only(read('services:\n  my web:\n    image: app\n')).slice(0, 2), ['invalid-name', 'my web']);
  });

  test('keys of the author are fine wherever there are keys', () => {
    assert.deepEqual(read('x-own: {a: 1}\nservices:\n  web:\n    image: app\n    x-note: [1]\n    build: {context: ., x-b: 2}\n').faults, []);
  });

  test('keys that every object inherits are keys as any other', () => {
    assert.deepEqual(service('labels: {constructor: a, valueOf: b, __proto__: c}', 'ports: [{target: 80, x-a: {valueOf: 1}}, {target: 81, x-a: {valueOf: 1}}]').faults, []);
    for (const key of ['constructor', '__proto__', 'toString']) assert.deepEqual(only(service(`${key}: {a: b}`)).slice(0, 2), ['unknown-key', key]);
  });
});

suite('compose schema: values of the wrong type', () => {
  test('a number where text is wanted gets quotes', () => {
    const found = service('user: 1000');
    const [code, marked, message] = only(found);
    assert.deepEqual([code, marked], ['value-of-wrong-type', '1000']);
    assert.match(message, /takes text, and this is a number/);
    assert.match(mended(found), /user: "1000"/);
    assert.match(mended(service('command: [sleep, 5]')), /\[sleep, "5"\]/);
  });

  test('a number where a duration is wanted gets its unit', () => {
    assert.match(mended(service('stop_grace_period: 30')), /stop_grace_period: 30s/);
    assert.match(mended(service('healthcheck: {test: [CMD, a], interval: 1.5}')), /interval: 1.5s/);
  });

  test('a single value where a list is wanted becomes one', () => {
    assert.match(mended(service('ports: "80:80"')), /ports: \["80:80"\]/);
    assert.equal(service('blkio_config: {weight_device: all}').faults[0]!.fixes, undefined);
  });

  test('a mapping behind the dash of an environment list becomes text', () => {
    const found = service('environment:', '  - MODE: fast');
    assert.match(only(found)[2], /NAME=value/);
    assert.match(mended(found), /- MODE=fast/);
    assert.equal(service('environment: [{MODE: fast}]').faults[0]!.fixes, undefined);
  });

  test('a key without value is told what it takes', () => {
    for (const [key, words] of [['environment', 'a list or a mapping'], ['ports', 'a list'], ['healthcheck', 'a mapping'], ['restart', 'text']] as const) {
      const [code, marked, message] = only(service(`${key}:`));
      assert.deepEqual([code, marked], ['value-of-wrong-type', key]);
      assert.ok(message.includes(`no value, and Compose wants ${words} here`), message);
    }
    assert.deepEqual(service('command:', 'deploy:', 'entrypoint:').faults, []);
    assert.doesNotMatch(mended(service('environment:')), /environment/);
    assert.equal(read('services:\n  web:\n    image:\n    build: .\n').faults[0]!.fixes, undefined);
    assert.equal(service('build:', '  args:').faults[0]!.fixes, undefined);
    assert.equal(service('environment: # later').faults[0]!.fixes, undefined);
  });

  test('a block of the wrong kind is marked at its key', () => {
    const [code, marked, message] = only(service('ports:', '  web: 80'));
    assert.deepEqual([code, marked], ['value-of-wrong-type', 'ports']);
    assert.match(message, /takes a list, and this is a mapping\. Put a dash/);
  });
});

suite('compose schema: values', () => {
  test('a word that is none of the allowed ones', () => {
    const [code, marked, message] = only(read('services:\n  web:\n    image: app\n    depends_on: {db: {condition: ready}}\n  db:\n    image: postgres\n'));
    assert.deepEqual([code, marked], ['value-not-allowed', 'ready']);
    assert.match(message, /`service_started`, `service_healthy` or `service_completed_successfully`/);
  });

  test('a slip of a word is written right by the fix', () => {
    assert.match(mended(service('cgroup: hosts')), /cgroup: host/);
  });

  test('a missing key is added where its value is certain', () => {
    const withDatabase = (lines: string): string => mended(read(`services:\n  web:\n    image: app\n    depends_on:\n${lines}  db:\n    image: postgres\n`));
    assert.match(withDatabase('      db:\n        restart: true\n'), /\n {8}condition: service_started\n {8}restart: true\n/);
    assert.match(withDatabase('      db: {restart: true}\n'), /\{condition: service_started, restart: true\}/);
    assert.match(mended(service('volumes:', '  - source: ./a', '    target: /b')), /\n {6}- type: bind\n {8}source: .\/a\n/);
    assert.match(mended(service('volumes: [{target: /b}]')), /\{type: volume, target: \/b\}/);
  });

  test('an item that stands twice is removed', () => {
    assert.match(mended(service('security_opt:', '  - a', '  - b', '  - a')), /- a\n {6}- b\n$/);
    assert.equal(service('security_opt: [a, "${NONE}", "${NONE}"]').faults[0]?.mendedBy, 'rest-of-project');
  });

  test('a number out of bounds', () => {
    assert.match(only(service('oom_score_adj: 2000'))[2], /1000 at most/);
  });

  test('a missing key is marked where it is missed', () => {
    const [code, marked, message] = only(read('services:\n  web:\n    image: app\n    depends_on:\n      db:\n        restart: true\n  db:\n    image: postgres\n'));
    assert.deepEqual([code, marked], ['key-missing', 'db']);
    assert.match(message, /`condition`/);
  });

  test('an item that stands twice where each stands once', () => {
    assert.deepEqual(only(service('security_opt: [a, b, a]')).slice(0, 2), ['item-twice', 'a']);
  });

  test('what only the newest Compose rejects is no fault, and what only it takes is none either', () => {
    assert.deepEqual(service('container_name: a', 'post_start: [{user: root}]', 'use_api_socket: true', 'pull_policy: daily').faults, []);
  });

  test('a value that a variable decides may be mended from outside', () => {
    const found = service('cgroup: ${NONE}');
    assert.equal(found.faults[0]?.mendedBy, 'rest-of-project');
    assert.equal(service('cgroup: ${NONE:-wrong}').faults[0]?.mendedBy, 'nothing');
  });
});

suite('compose schema: variables', () => {
  const mendedBy = (...lines: readonly string[]): readonly string[] => service(...lines).faults.map(({ mendedBy }) => mendedBy);

  test('no value of a variable makes another kind of value, except where Compose makes a number or a truth value of it', () => {
    assert.deepEqual(mendedBy('environment:', '  NAME=$NAME'), ['nothing']);
    assert.deepEqual(mendedBy('volumes: ${VOLUMES}'), ['nothing']);
    assert.deepEqual(mendedBy('privileged: ${PRIVILEGED}'), ['rest-of-project']);
    assert.deepEqual(mendedBy('depends_on: { db: { condition: "${CONDITION}" } }').slice(0, 1), ['rest-of-project']);
  });
});
