/** What Compose checks once the whole project is known, and the fixes for it. Verdicts: `docker compose config` 2.26.1 and compose-go 2.14.0. */
import assert from 'node:assert/strict';
import { findInProject } from '../../server/language/composeRules';
import { applyEdits } from '../../server/language/rules/rule';
import { composeDocumentFacts } from './fixtureProject';

type Files = Readonly<Record<string, string>>;

function faultsOf(files: Files) {
  return composeDocumentFacts('compose.yaml', files).project.faults;
}

function codesOf(text: string, others: Files = {}): readonly string[] {
  return faultsOf({ 'compose.yaml': text, ...others }).map(({ code }) => code);
}

/** The text after each fix of the only fault. */
function mended(text: string): readonly string[] {
  const [fault, ...more] = faultsOf({ 'compose.yaml': text });
  assert.deepEqual(more, []);
  assert.ok(fault);
  return (fault.fixes ?? []).map(({ edits }) => applyEdits(text, edits));
}

suite('compose consistency: what services name', () => {
  test('depends_on, links, volumes_from and shared namespaces must find their service', () => {
    for (const line of ['depends_on: [zz]', 'links: ["zz:alias"]', 'volumes_from: [zz]', 'network_mode: service:zz', 'pid: service:zz', 'depends_on: {zz: {condition: service_started, required: false}}']) {
      assert.deepEqual(codesOf(`services:\n  a:\n    image: x\n    ${line}\n`), ['undefined-service'], line);
    }
    assert.deepEqual(codesOf('services:\n  a:\n    image: x\n    volumes_from: ["container:zz"]\n'), []);
  });

  test('of an empty name, the variable is said that left it empty', () => {
    const messageOf = (line: string): string | undefined => {
      const { project } = composeDocumentFacts('compose.yaml', { 'compose.yaml': `services:\n  a:\n    image: x:1\n    ${line}\n` });
      return findInProject({ project, facts: {} }, new Set()).findings.find(({ rule }) => rule.startsWith('undefined-'))?.message;
    };
    const unset = 'Compose rejects the project. `X` has no value here: set it in `.env` or in the shell.';
    assert.equal(messageOf('network_mode: service:${X}'), `\`a\` leaves the name of a service in \`network_mode\` empty: \`service:\${X}\`. ${unset}`);
    assert.equal(messageOf('depends_on: ["${X}"]'), `\`a\` leaves the name of a service in \`depends_on\` empty: \`\${X}\`. ${unset}`);
    assert.equal(messageOf('networks: ["$X"]'), `\`a\` leaves the name of a network empty: \`$X\`. ${unset}`);
    assert.equal(messageOf('network_mode: "service:${X:-}"'), '`a` leaves the name of a service in `network_mode` empty: `service:${X:-}`. Compose rejects the project.');
    assert.equal(messageOf('pid: "service:"'), '`a` leaves the name of a service in `pid` empty: `service:`. Compose rejects the project.');
  });

  test('where a name is declared is said, with or without a section for it', () => {
    const messageOf = (end: string): string | undefined => faultsOf({ 'compose.yaml': `services:\n  a:\n    image: x\n    networks: [back]\n${end}` })[0]?.message;
    assert.equal(messageOf(''), '`a` uses the network `back`, and there is no `networks:` at the left edge, beside `services:`, that declares it. Compose rejects the project.');
    assert.equal(messageOf('networks:\n  other:\n'), '`a` uses the network `back`, and `networks:` at the left edge, beside `services:`, does not declare it. Compose rejects the project.');
  });

  test('a service that a profile keeps back is missing, unless it is not required', () => {
    const text = (required: string): string => `services:\n  a:\n    image: x\n    depends_on: {b: {condition: service_started${required}}}\n  b:\n    image: x\n    profiles: [p]\n`;
    assert.deepEqual(codesOf(text('')), ['undefined-service']);
    assert.deepEqual(codesOf(text(', required: false')), []);
    assert.deepEqual(codesOf(text(''), { '.env': 'COMPOSE_PROFILES=p\n' }), []);
  });

  test('what a profile keeps back is not checked', () => {
    assert.deepEqual(codesOf('services:\n  a:\n    image: x\n  b:\n    profiles: [p]\n    networks: [zz]\n'), []);
  });

  test('an additional context names a service that is built', () => {
    const text = (target: string): string => `services:\n  a:\n    build: {context: ., additional_contexts: {x: "service:${target}"}}\n  b:\n    build: b\n  c:\n    image: c\n`;
    assert.deepEqual(codesOf(text('b')), []);
    assert.deepEqual(codesOf(text('c')), ['context-of-unbuilt-service']);
    assert.deepEqual(codesOf(text('zz')), ['undefined-service']);
  });
});

suite('compose consistency: what contradicts itself', () => {
  const service = (...lines: readonly string[]): string => `services:\n  a:\n    image: x\n${lines.map((line) => `    ${line}\n`).join('')}`;

  test('limits of the service and under deploy are equal, also where deploy says none', () => {
    assert.deepEqual(codesOf(service('mem_limit: 1m', 'deploy: {resources: {limits: {memory: 2m}}}')), ['limits-differ']);
    assert.deepEqual(codesOf(service('mem_limit: 1m', 'deploy: {resources: {limits: {cpus: "1"}}}')), ['limits-differ']);
    assert.deepEqual(codesOf(service('mem_limit: 1024k', 'deploy: {resources: {limits: {memory: 1m}}}')), []);
    assert.deepEqual(codesOf(service('mem_limit: 1m', 'deploy: {resources: {reservations: {memory: 2m}}}')), []);
    assert.deepEqual(codesOf(service('mem_reservation: 1m', 'deploy: {resources: {reservations: {memory: 2m}}}')), ['limits-differ']);
  });

  test('what is copied while watching needs a target', () => {
    assert.deepEqual(codesOf(service('develop: {watch: [{action: sync, path: .}]}')), ['watch-without-target']);
    assert.deepEqual(codesOf(service('develop: {watch: [{action: rebuild, path: .}, {action: restart, path: .}]}')), []);
  });

  test('devices are counted or named', () => {
    assert.deepEqual(codesOf(service('deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1, device_ids: ["0"]}]}}}')), ['count-with-device-ids']);
    assert.deepEqual(codesOf(service('deploy: {resources: {reservations: {devices: [{capabilities: [gpu], device_ids: ["0"]}]}}}')), []);
  });

  test('a service needs an image or a build; an image of the wrong type is said once', () => {
    assert.deepEqual(codesOf('services:\n  a:\n    restart: always\n'), ['no-image-and-no-build']);
    assert.deepEqual(codesOf('services:\n  a:\n    image: ${V}\n'), ['no-image-and-no-build']);
    assert.deepEqual(codesOf('services:\n  a:\n    image: { name: x }\n'), ['value-of-wrong-type']);
    assert.deepEqual(codesOf('services:\n  a:\n    image:\n'), ['value-of-wrong-type']);
  });

  test('two services that wait for each other', () => {
    assert.deepEqual(codesOf('services:\n  a:\n    image: x\n    links: [b]\n  b:\n    image: x\n    depends_on: [a]\n'), ['dependency-cycle']);
  });

  test('a file of names that nobody declares is read to its end', () => {
    const services = Array.from({ length: 300 }, (_, index) => `  s${index}:\n    image: x\n    networks: [net${index}]\n    depends_on: [t${index}]\n`);
    assert.equal(faultsOf({ 'compose.yaml': `services:\n${services.join('')}networks:\n  other:\n` }).length, 600);
  });
});

suite('compose consistency: files and names', () => {
  test('label files must be there', () => {
    assert.deepEqual(codesOf('services:\n  a:\n    image: x\n    label_file: labels\n'), ['label-file-missing']);
    assert.deepEqual(codesOf('services:\n  a:\n    image: x\n    label_file: labels\n', { labels: 'a=b\n' }), []);
  });

  test('a missing include is an error of the main file, and may be mended elsewhere where its name is not known', () => {
    const [fault, ...more] = faultsOf({ 'compose.yaml': 'include: [nope.yml]\nservices:\n  a: {image: x}\n' });
    assert.deepEqual([fault?.code, fault?.mendedBy, more], ['included-file-missing', 'nothing', []]);
    assert.equal(faultsOf({ 'compose.yaml': 'include: ["${X}.yml"]\n' })[0]?.mendedBy, 'rest-of-project');
  });

  test('an empty project, and one without a name', () => {
    assert.deepEqual(codesOf('# nothing yet\n'), ['empty-project']);
    assert.deepEqual(codesOf('version: "3"\n'), ['empty-project']);
    assert.deepEqual(codesOf('\n'), []);
    assert.deepEqual(codesOf('name: ${V}\nservices:\n  a: {image: x}\n'), ['empty-project-name']);
    assert.deepEqual(codesOf('name: "!!"\nservices:\n  a: {image: x}\n'), ['empty-project-name']);
    assert.deepEqual(codesOf('name: ""\nservices:\n  a: {image: x}\n'), []);
    assert.deepEqual(codesOf('services:\n  a: {image: x}\nsecrets:\n  s: {driver: x}\n'), ['no-origin']);
    assert.deepEqual(codesOf('name: ${V:-shop}\nservices:\n  a: {image: x}\n'), []);
  });

  test('PWD and HOME are what every shell sets', () => {
    assert.deepEqual(codesOf('services:\n  a:\n    image: x\n    volumes: ["${PWD}:/a", "$HOME/.cache:/b"]\n'), []);
  });
});

suite('compose consistency: fixes', () => {
  test('a name is declared in its section, or in a new one', () => {
    assert.deepEqual(mended('services:\n  a:\n    image: x\n    networks: [back]\n'), ['services:\n  a:\n    image: x\n    networks: [back]\n\nnetworks:\n  back:\n']);
    assert.deepEqual(mended('services:\n  a:\n    image: x\n    volumes: ["data:/var"]\nvolumes:\n    other:\n'), ['services:\n  a:\n    image: x\n    volumes: ["data:/var"]\nvolumes:\n    data:\n    other:\n']);
    assert.deepEqual(mended('services:\r\n  a:\r\n    image: x\r\n    secrets: [token]\r\n'), ['services:\r\n  a:\r\n    image: x\r\n    secrets: [token]\r\n\r\nsecrets:\r\n  token:\r\n    file: ./token\r\n']);
    assert.deepEqual(mended('services:\n  a:\n    image: x\n    networks: [back]\nnetworks: {}\n'), []);
  });

  test('a slip of a name is written as it is declared', () => {
    const [rename] = mended('services:\n  a:\n    image: x\n    networks: [bakend]\nnetworks:\n  backend:\n');
    assert.equal(rename, 'services:\n  a:\n    image: x\n    networks: [backend]\nnetworks:\n  backend:\n');
    const [volume] = mended('services:\n  a:\n    image: x\n    volumes:\n      - "datq:/var/data"\nvolumes:\n  data:\n');
    assert.equal(volume, 'services:\n  a:\n    image: x\n    volumes:\n      - "data:/var/data"\nvolumes:\n  data:\n');
    assert.deepEqual(mended('services:\n  web:\n    image: x\n    depends_on: [cach]\n  cache:\n    image: x\n'), ['services:\n  web:\n    image: x\n    depends_on: [cache]\n  cache:\n    image: x\n']);
  });

  test('an env file may be missing', () => {
    const [item] = mended('services:\n  a:\n    image: x\n    env_file:\n      - x.env\n');
    assert.equal(item, 'services:\n  a:\n    image: x\n    env_file:\n      - path: x.env\n        required: false\n');
    const [only] = mended('services:\n  a:\n    image: x\n    env_file: "x.env"\n');
    assert.equal(only, 'services:\n  a:\n    image: x\n    env_file:\n      - path: "x.env"\n        required: false\n');
  });

  test('every fix takes the fault away', () => {
    for (const line of ['networks: [back]', 'volumes: ["data:/var"]', 'secrets: [token]', 'configs: [token]', 'env_file: x.env', 'env_file:\n      - x.env']) {
      const fixed = mended(`services:\n  a:\n    image: x\n    ${line}\n`);
      assert.equal(fixed.length, 1, line);
      assert.deepEqual(codesOf(fixed[0]!), [], line);
    }
  });
});
