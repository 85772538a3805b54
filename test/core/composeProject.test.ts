import assert from 'node:assert/strict';
import type { ComposeFault } from '../../server/language/compose/project/composeFault';
import type { ComposeNode } from '../../server/language/compose/project/composeNode';
import type { ComposeProject } from '../../server/language/compose/project/composeProject';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';

type Files = Readonly<Record<string, string>>;

/** A project below `/shop`; the first file is the main one, `main` names more of them. */
function load(files: Files, main: readonly string[] = [Object.keys(files)[0]!]): ComposeProject {
  return loadComposeProject({
    main: main.map((name) => `/shop/${name}`),
    folder: '/shop',
    read: (path) => {
      const text = files[path.replace('/shop/', '')];
      return text === undefined ? 'missing' : { text };
    },
    isFolder: () => undefined,
  });
}

function plain(node: ComposeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

function serviceOf(project: ComposeProject, name = 'web'): Record<string, unknown> {
  const { services } = plain(project.model) as { services: Record<string, Record<string, unknown>> };
  return services[name]!;
}

function codes({ faults }: ComposeProject): string[] {
  return faults.map(({ code }) => code);
}

/** The text that a fault stands at. */
function marked(files: Files, { place }: ComposeFault): string {
  return files[place.path.replace('/shop/', '')]!.slice(place.span.start, place.span.end);
}

suite('compose project: faults of a file and its override', () => {
  test('a list over a mapping is a fault, except below an x- key, which Compose 2.26 takes', () => {
    assert.deepEqual(codes(load({ 'compose.yaml': 'services:\n  web:\n    image: nginx\n    cap_add: [a]\n---\nservices:\n  web:\n    cap_add: a\n' })), ['values-cannot-be-merged']);
    assert.deepEqual(codes(load({ 'compose.yaml': 'x-note: { a: b }\nservices:\n  web:\n    image: nginx\n    x-note: { a: b }\n---\nx-note: [a]\nservices:\n  web:\n    x-note: [a]\n' })), []);
  });

  test('what the schema rejects in the first file is said there, whatever the next one says of the same key', () => {
    const files = { 'compose.yaml': 'web:\n  image: nginx\n', 'compose.override.yaml': 'web:\n  ports: ["80:80"]\n' };
    const { faults } = load(files, Object.keys(files));
    assert.deepEqual(faults.map(({ place }) => place.path), ['/shop/compose.yaml', '/shop/compose.override.yaml']);
  });
});

suite('compose project: one file', () => {
  test('scalars have the kinds that Compose reads', () => {
    const web = serviceOf(load({ 'compose.yaml': 'services:\n  web:\n    command: [true, yes, 0x10, 010, 1_000, 1.50, "1", ~, null, 1e3]\n' }));
    assert.deepEqual(web['command'], [true, 'yes', 16, 8, 1000, 1.5, '1', null, null, 1000]);
  });

  test('variables are filled in from .env, and cast where a number or a boolean must stand', () => {
    const project = load({ 'compose.yaml': 'services:\n  web:\n    image: app:${TAG}\n    scale: ${N}\n    privileged: "yes"\n    cap_add: ["${N}"]\n', '.env': 'TAG=v1\nN=3\n' });
    assert.deepEqual(serviceOf(project), { image: 'app:v1', scale: 3, privileged: true, cap_add: ['3'] });
    assert.deepEqual(codes(project), []);
  });

  test('an unset variable is empty, uncertain, and noticed once for each use', () => {
    const project = load({ 'compose.yaml': 'services:\n  web:\n    image: app:${TAG}${TAG-x}\n' });
    assert.equal(serviceOf(project)['image'], 'app:x');
    assert.deepEqual(project.notices.map(({ code }) => code), ['unset-variable']);
  });

  test('a required variable is a fault that the rest of the project may mend', () => {
    const files = { 'compose.yaml': 'services:\n  web:\n    image: ${TAG:?set it}\n' };
    const [fault] = load(files).faults;
    assert.equal(fault?.code, 'required-variable');
    assert.equal(fault.mendedBy, 'rest-of-project');
    assert.equal(marked(files, fault), '${TAG:?set it}');
    assert.match(fault.message, /set it/);
  });

  test('what cannot be cast is a fault; an unset variable there may be set elsewhere', () => {
    const wrong = load({ 'compose.yaml': 'services:\n  web:\n    scale: "many"\n' }).faults[0];
    assert.equal(wrong?.code, 'value-of-wrong-type');
    assert.equal(wrong.mendedBy, 'nothing');
    assert.equal(load({ 'compose.yaml': 'services:\n  web:\n    scale: ${N}\n' }).faults[0]?.mendedBy, 'rest-of-project');
  });

  test('the name of the project is a variable', () => {
    assert.equal(serviceOf(load({ 'compose.yaml': 'services:\n  web:\n    image: ${COMPOSE_PROJECT_NAME}\n' }))['image'], 'shop');
  });

  test('merge keys: own keys win, then the earlier of several', () => {
    const text = 'x-a: &a {image: one, user: a}\nx-b: &b {image: two, tty: true}\nservices:\n  web:\n    <<: [*a, *b]\n    user: own\n';
    assert.deepEqual(serviceOf(load({ 'compose.yaml': text })), { image: 'one', user: 'own', tty: true });
  });

  test('a key that YAML does not read as text is a fault', () => {
    const files = { 'compose.yaml': 'services:\n  web:\n    image: a\n    labels:\n      8080: x\n      "8081": y\n' };
    const project = load(files);
    assert.deepEqual(codes(project), ['key-not-text']);
    assert.equal(marked(files, project.faults[0]!), '8080');
  });

  test('aliases that multiply stop at the bound and say so', () => {
    const levels = Array.from({ length: 12 }, (_, index) => `x-${index + 1}: &l${index + 1} [${Array(9).fill(`*l${index}`).join(', ')}]`);
    const project = load({ 'compose.yaml': ['x-0: &l0 [lol]', ...levels, ''].join('\n') });
    assert.deepEqual(codes(project), ['too-many-values']);
    assert.match(project.leftOut ?? '', /100000 values/);
    assert.equal(project.isWhole, false);
  });

  test('the fault stands at the key where the bound is passed; what is within it is read', () => {
    const many = (count: number): string => `x-a: &a [${Array(1000).fill('1').join(',')}]\nx-b: [${Array(count).fill('*a').join(',')}]\nservices:\n  web:\n    image: x\n`;
    const files = { 'compose.yaml': many(100) };
    const project = load(files);
    assert.deepEqual(codes(project), ['too-many-values']);
    assert.equal(marked(files, project.faults[0]!), 'x-b');
    assert.deepEqual(codes(load({ 'compose.yaml': many(98) })), []);
  });

  test('merge keys in merge keys are read once each', () => {
    const levels = Array.from({ length: 40 }, (_, index) => `x-${index + 1}: &l${index + 1} {<<: [${Array(9).fill(`*l${index}`).join(', ')}]}`);
    const project = load({ 'compose.yaml': ['x-0: &l0 {image: x}', ...levels, 'services:', '  web: {<<: *l40}', ''].join('\n') });
    assert.deepEqual(serviceOf(project), { image: 'x' });
    assert.deepEqual(codes(project), []);
  });

  test('a faulty variable is a fault at its value', () => {
    assert.deepEqual(codes(load({ 'compose.yaml': 'services:\n  web:\n    image: ${1X}\n' })), ['invalid-interpolation']);
  });
});

suite('compose project: what Compose adds', () => {
  test('values that it takes where a file is silent', () => {
    const project = load({ 'compose.yaml': 'services:\n  web:\n    build: {target: dev}\n    ports: [{target: 80}]\n    secrets: [key]\nsecrets:\n  key: {file: key.txt}\n' });
    assert.deepEqual(serviceOf(project), {
      build: { target: 'dev', context: '/shop' },
      ports: [{ target: 80, protocol: 'tcp', mode: 'ingress' }],
      secrets: [{ source: 'key', target: '/run/secrets/key' }],
    });
  });

  test('a local volume that is a bind mount has an absolute path', () => {
    const { model } = load({ 'compose.yaml': 'services: {}\nvolumes:\n  data: {driver: local, driver_opts: {o: bind, device: ./data}}\n  other: {driver_opts: {o: bind, device: ./data}}\n' });
    const { volumes } = plain(model) as { volumes: Record<string, { driver_opts: { device: string } }> };
    assert.deepEqual([volumes['data']!.driver_opts.device, volumes['other']!.driver_opts.device], ['/shop/data', './data']);
  });

  test('a label for SELinux on a bind and on a volume', () => {
    const { volumes } = serviceOf(load({ 'compose.yaml': 'services:\n  web:\n    volumes: ["./a:/a:ro,Z", "data:/b:z"]\nvolumes: {data: }\n' })) as { volumes: Record<string, unknown>[] };
    assert.deepEqual(volumes.map(({ bind }) => bind), [{ selinux: 'Z', create_host_path: true }, { selinux: 'z', create_host_path: true }]);
  });
});

suite('compose project: several files', () => {
  const base = 'services:\n  web:\n    image: one\n    command: [a]\n    ports: ["80:80"]\n    environment:\n      B: "1"\n      A: "2"\n    depends_on: [db]\n';

  test('mappings are merged, lists follow each other, commands are replaced', () => {
    const over = 'services:\n  web:\n    command: [b]\n    ports: ["81:81", "80:80"]\n    environment: [B=3]\n    depends_on:\n      cache:\n        condition: service_healthy\n';
    const web = serviceOf(load({ 'compose.yaml': base, 'over.yaml': over }, ['compose.yaml', 'over.yaml']));
    assert.deepEqual(web['command'], ['b']);
    assert.equal((web['ports'] as unknown[]).length, 2);
    assert.deepEqual(web['environment'], { A: '2', B: '3' });
    assert.deepEqual(Object.keys(web['depends_on'] as object), ['db', 'cache']);
  });

  test('!reset takes a key away, !override replaces it', () => {
    const over = 'services:\n  web:\n    ports: !override ["9:9"]\n    environment: !reset null\n';
    const web = serviceOf(load({ 'compose.yaml': base, 'over.yaml': over }, ['compose.yaml', 'over.yaml']));
    assert.equal((web['ports'] as unknown[]).length, 1);
    assert.equal('environment' in web, false);
  });

  test('!reset takes keys away on several levels, and what another service extends stays whole', () => {
    const before = 'services:\n  web: {image: x, tty: true, labels: {a: b, c: d}, build: {context: ., target: t}}\n  job: {image: y, tty: true}\nvolumes: {v: {}}\n';
    const over = 'services:\n  web: {tty: !reset null, labels: {a: !reset null, z: z}, build: !reset null}\n  job: !reset null\nvolumes: {w: !reset null}\n';
    const project = load({ 'compose.yaml': before, 'over.yaml': over }, ['compose.yaml', 'over.yaml']);
    assert.deepEqual(plain(project.model), { services: { web: { image: 'x', labels: { c: 'd', z: 'z' } } }, volumes: { v: {} } });
    const extending = 'services:\n  a: {image: x, tty: true, init: true}\n  b: {extends: a, tty: !reset null}\n  c: {extends: a, init: !reset null}\n';
    const [b, c] = ['b', 'c'].map((name) => serviceOf(load({ 'compose.yaml': extending }), name));
    assert.deepEqual([b, c], [{ image: 'x', init: true }, { image: 'x', tty: true }]);
  });

  test('a published port as a number and one as text are two for Compose', () => {
    const ports = (...published: readonly string[]) => serviceOf(load({ 'compose.yaml': `services: { web: { image: x, ports: [${published.map((port) => `{ target: 80, published: ${port} }`).join()}] } }\n` }))['ports'] as unknown[];
    assert.deepEqual([ports('8080', '"8080"').length, ports('8080', '8080').length, ports('"8080"', '"8080"').length], [2, 1, 1]);
  });

  test('documents of one file are merged like files', () => {
    assert.deepEqual(serviceOf(load({ 'compose.yaml': 'services:\n  web:\n    image: one\n---\nservices:\n  web:\n    user: me\n' })), { image: 'one', user: 'me' });
  });

  test('each value leads to the file that wrote it', () => {
    const project = load({ 'compose.yaml': base, 'over.yaml': 'services:\n  web:\n    user: me\n' }, ['compose.yaml', 'over.yaml']);
    const web = (project.model.entries.get('services')?.value as { entries: ReadonlyMap<string, { value: ComposeNode; keyPlace: { path: string } }> }).entries.get('web')!.value;
    assert.equal(web.kind, 'mapping');
    const paths = web.kind === 'mapping' ? ['image', 'user'].map((key) => web.entries.get(key)?.keyPlace.path) : [];
    assert.deepEqual(paths, ['/shop/compose.yaml', '/shop/over.yaml']);
  });
});

suite('compose project: include', () => {
  test('an included file has its own folder and its own .env', () => {
    const project = load({
      'compose.yaml': 'include: [parts/db.yaml]\nservices:\n  web:\n    image: ${TAG}\n',
      '.env': 'TAG=main\n',
      'parts/db.yaml': 'services:\n  db:\n    image: ${TAG}-${OWN}\n    build: {context: ./x}\n',
      'parts/.env': 'TAG=part\nOWN=own\n',
    });
    assert.equal(serviceOf(project, 'db')['image'], 'main-own');
    assert.equal((serviceOf(project, 'db')['build'] as { context: string }).context, '/shop/parts/x');
    assert.deepEqual(project.paths, ['/shop/compose.yaml', '/shop/parts/db.yaml']);
    assert.equal(project.isWhole, true);
  });

  test('a cycle is a fault', () => {
    const project = load({ 'compose.yaml': 'include: [a.yaml]\n', 'a.yaml': 'include: [compose.yaml]\n' });
    assert.deepEqual(codes(project), ['include-cycle']);
  });

  test('another shape than a list of paths is a fault', () => {
    assert.deepEqual(codes(load({ 'compose.yaml': 'include: a.yaml\n' })), ['include-not-a-list']);
    assert.deepEqual(codes(load({ 'compose.yaml': 'include: [1]\nservices: {web: {image: x}}\n' })), ['include-not-a-list']);
    assert.deepEqual(codes(load({ 'compose.yaml': 'include:\nservices: {web: {image: x}}\n' })), []);
  });

  test('includes are followed 50 levels deep, and the end is said', () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`compose.${index}.yaml`, `include: [compose.${index + 1}.yaml]\nservices: { s${index}: { image: x } }\n`]));
    const project = load(files, ['compose.0.yaml']);
    assert.equal(project.leftOut, 'Includes in includes are followed 50 levels deep.');
    assert.deepEqual([project.isWhole, codes(project)], [false, []]);
    assert.ok(serviceOf(project, 's50'));
  });

  test('a missing file is a fault that the rest may mend, and the project is not whole', () => {
    const files = { 'compose.yaml': 'include:\n  - path: gone.yaml\n' };
    const project = load(files);
    assert.deepEqual(codes(project), ['included-file-missing']);
    assert.equal(marked(files, project.faults[0]!), 'gone.yaml');
    assert.equal(project.isWhole, false);
  });

  test('what is fetched from elsewhere is not known', () => {
    const project = load({ 'compose.yaml': 'include: [https://github.com/x/y.git]\n' });
    assert.deepEqual(codes(project), []);
    assert.equal(project.isWhole, false);
  });
});

suite('compose project: extends', () => {
  test('a service of the same file, in a chain', () => {
    const text = 'services:\n  web:\n    extends: mid\n    user: me\n  mid:\n    extends: {service: base}\n    tty: true\n  base:\n    image: one\n    user: root\n';
    assert.deepEqual(serviceOf(load({ 'compose.yaml': text })), { image: 'one', user: 'me', tty: true });
  });

  test('a service of another file keeps its own folder', () => {
    const project = load({
      'compose.yaml': 'services:\n  web:\n    extends: {file: lib/base.yaml, service: base}\n',
      'lib/base.yaml': 'services:\n  base:\n    build: {context: .}\n    extends: {file: ../other.yaml, service: deep}\n',
      'other.yaml': 'services:\n  deep:\n    image: deep\n',
    });
    assert.deepEqual(serviceOf(project), { build: { context: '/shop/lib' }, image: 'deep' });
  });

  test('a cycle is a fault and ends', () => {
    const project = load({ 'compose.yaml': 'services:\n  web:\n    extends: db\n  db:\n    extends: web\n' });
    assert.ok(codes(project).includes('extends-cycle'));
  });

  test('a chain of hundreds is no cycle, and many services share one base', () => {
    const chain = Array.from({ length: 300 }, (_, index) => `  s${index}: {extends: s${index + 1}}`).join('\n');
    const fan = Array.from({ length: 400 }, (_, index) => `  f${index}: {extends: {file: base.yaml, service: b}}`).join('\n');
    const project = load({ 'compose.yaml': `services:\n${chain}\n  s300: {image: deep}\n${fan}\n`, 'base.yaml': `services:\n  b:\n    image: x\n    cap_add: [${Array(300).fill('A').join(', ')}]\n` });
    assert.deepEqual(codes(project), []);
    assert.equal(serviceOf(project, 's0')['image'], 'deep');
    assert.equal(serviceOf(project, 'f399')['image'], 'x');
    assert.equal(project.leftOut, undefined);
  });

  test('services that grow with each other are extended up to a bound, which is said', () => {
    const grown = Array.from({ length: 800 }, (_, index) => `  s${index + 1}: {extends: s${index}, environment: {K${index}: v}}`).join('\n');
    const project = load({ 'compose.yaml': `services:\n  s0: {image: x}\n${grown}\n` });
    assert.match(project.leftOut ?? '', /extended up to 200000 values/);
    assert.equal(serviceOf(project, 's500')['image'], 'x');
  });

  test('a service that this file does not have is a fault that nothing else mends', () => {
    const [fault] = load({ 'compose.yaml': 'services:\n  web:\n    extends: gone\n' }).faults;
    assert.equal(fault?.code, 'extended-service-missing');
    assert.equal(fault.mendedBy, 'nothing');
  });

  test('a file that is not there', () => {
    assert.deepEqual(codes(load({ 'compose.yaml': 'services:\n  web:\n    extends: {file: gone.yaml, service: x}\n' })), ['extended-file-missing']);
  });
});

test('compose project: files that nobody read yet are wanted', () => {
  const project = loadComposeProject({
    main: ['/shop/compose.yaml'],
    folder: '/shop',
    read: (path) => (path === '/shop/compose.yaml' ? { text: 'include: [a.yaml]\nservices:\n  web:\n    extends: {file: b.yaml, service: x}\n' } : 'unread'),
    isFolder: () => undefined,
  });
  assert.deepEqual([...project.wanted].sort(), ['/shop/.env', '/shop/a.yaml', '/shop/b.yaml']);
  assert.equal(project.isWhole, false);
});

test('compose project: paths of Windows', () => {
  const project = loadComposeProject({
    main: ['C:/shop/compose.yaml'],
    folder: 'C:/shop',
    read: (path) => (path === 'C:/shop/compose.yaml' ? { text: 'services:\n  web:\n    build: .\\app\n    volumes: [".\\\\data:/data:ro", "C:\\\\x:/y"]\n    env_file: ..\\web.env\n' } : path === 'C:/web.env' ? { text: 'A=1' } : 'missing'),
    isFolder: () => undefined,
  });
  const web = serviceOf(project) as { build: { context: string }; volumes: { source: string; target: string }[] };
  assert.equal(web.build.context, 'C:/shop/app');
  assert.deepEqual(web.volumes.map(({ source, target }) => [source, target]), [['C:/shop/data', '/data'], ['C:\\x', '/y']]);
  assert.deepEqual(codes(project), []);
});
