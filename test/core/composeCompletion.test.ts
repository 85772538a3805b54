import assert from 'node:assert/strict';
import { composeAdditions } from '../../server/language/coexistence/composeAdditions';
import { composeCompletion, type ComposeCompletion } from '../../server/language/composeCompletion/composeCompletion';
import type { ComposeCompletionFacts, FolderEntry } from '../../server/language/composeCompletion/composeCompletionFacts';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

const env = 'TAG=v1\nDB_PASSWORD=hunter2hunter2\n';

function factsOf(text: string, others: Readonly<Record<string, string>> = {}): ComposeCompletionFacts {
  const files: Readonly<Record<string, string>> = { '/shop/compose.yaml': text, '/shop/.env': env, ...others };
  const main = Object.keys(files).filter((path) => path.endsWith('.yaml'));
  const project = loadComposeProject({ main, isTakenByItself: true, folder: '/shop', read: (path) => (files[path] === undefined ? 'missing' : { text: files[path] }), isFolder: () => undefined });
  return {
    project,
    path: '/shop/compose.yaml',
    folder: (path) => entriesOf(path, Object.keys(files)),
    text: (path) => files[path],
    dockerfile: (path) => (files[path] === undefined ? undefined : parseDockerfile(files[path])),
    localImages: ['alpine:3.20', 'nginx:1.27'],
  };
}

function entriesOf(folder: string, paths: readonly string[]): FolderEntry[] {
  const names = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split('/'));
  return [...new Map(names.map(([name = '', ...rest]) => [name, { name, isFolder: rest.length > 0 }])).values()];
}

interface Asked {
  readonly text: string;
  readonly completion: ComposeCompletion | undefined;
}

/** `|` is the cursor. */
function completionAt(input: string, others?: Readonly<Record<string, string>>): Asked {
  const offset = input.indexOf('|');
  const text = input.slice(0, offset) + input.slice(offset + 1);
  return { text, completion: composeCompletion(text, offset, factsOf(text, others)) };
}

const labels = (input: string, others?: Readonly<Record<string, string>>): string[] => completionAt(input, others).completion?.proposals.map(({ label }) => label) ?? [];

/** The text after a proposal is taken. */
function taken(input: string, label: string, others?: Readonly<Record<string, string>>): string {
  const { text, completion } = completionAt(input, others);
  const proposal = completion?.proposals.find((one) => one.label === label);
  if (!completion || !proposal) throw new Error(`${label} is not proposed`);
  return text.slice(0, completion.replaced.start) + (proposal.insert ?? label) + text.slice(completion.replaced.end);
}

suite('compose completion: keys', () => {
  test('an empty file: what a compose file has, the most usual first, `version` last', () => {
    assert.deepEqual(labels('|').slice(0, 4), ['services', 'volumes', 'networks', 'secrets']);
    assert.equal(labels('|').at(-1), 'version');
    assert.equal(taken('|', 'services'), 'services:\n  ');
    assert.equal(taken('# words\n\nser|', 'services'), '# words\n\nservices:\n  ');
  });
  test('what is there already, above and below, is not proposed again', () => {
    const found = labels('services:\n  web:\n    image: a\n    |\n    ports:\n      - "80:80"\n  db:\n    user: x\n');
    assert.ok(!found.includes('image') && !found.includes('ports'));
    assert.ok(found.includes('user') && found.includes('build'));
  });
  test('any indentation width; the start of the value is written as the file has it', () => {
    assert.equal(taken('services:\n    web:\n        |\n', 'healthcheck'), 'services:\n    web:\n        healthcheck:\n            \n');
    assert.equal(taken('services:\n web:\n  image: a\n  po|\n', 'ports'), 'services:\n web:\n  image: a\n  ports:\n   - \n');
    assert.equal(taken('services:\n  a:\n    dns:\n    - 1.1.1.1\n    por|\n', 'ports'), 'services:\n  a:\n    dns:\n    - 1.1.1.1\n    ports:\n    - \n');
    assert.equal(taken('services:\r\n  web:\r\n    de|\r\n', 'deploy'), 'services:\r\n  web:\r\n    deploy:\r\n      \r\n');
  });
  test('a wrong indentation is mended', () => {
    assert.equal(taken('services:\n  web:\n    image: a\n      us|\n', 'user'), 'services:\n  web:\n    image: a\n    user: \n');
    assert.equal(taken('services:\n  web:\n      image: a\n    us|\n', 'user'), 'services:\n  web:\n      image: a\n      user: \n');
  });
  test('between a key and the first one below it', () => {
    assert.ok(labels('services:\n  web:\n    |\n    image: a\n').includes('build'));
    assert.ok(!labels('services:\n  web:\n    |\n    image: a\n').includes('image'));
  });
  test('a key that is written again keeps what is below it', () => {
    assert.equal(taken('services:\n  web:\n    dep|\n      resources: {}\n', 'deploy'), 'services:\n  web:\n    deploy:\n      resources: {}\n');
    assert.equal(taken('services:\n  web:\n   |\n      image: a\n', 'user'), 'services:\n  web:\n      user: \n      image: a\n');
  });
  test('in a key that has its colon already, only the key', () => {
    assert.equal(taken('services:\n  web:\n    ima|: a\n', 'image'), 'services:\n  web:\n    image: a\n');
    assert.equal(taken('services:\n  web:\n    im|age: a\n', 'image'), 'services:\n  web:\n    image: a\n');
  });
  test('in a fragment that an alias brings to where the schema knows it', () => {
    const uses = 'services:\n  web:\n    <<: *base\n  db:\n    depends_on: *needs\n';
    assert.ok(labels(`x-base: &base\n  image: a\n  |\n${uses}`).includes('healthcheck'));
    assert.ok(labels(`x-more:\n  base: &base\n    healthcheck:\n      |\n${uses}`).includes('interval'));
    assert.deepEqual(labels(`x-needs: &needs\n  - |\n${uses}`), ['web']);
    assert.ok(labels(`x-one: &one\n  |\nx-base: &base\n  <<: *one\n${uses}`).includes('image'));
    assert.deepEqual(labels(`x-base: &unused\n  |\n${uses}`), []);
  });
  test('behind a dash, and in flow style', () => {
    assert.equal(taken('services:\n  web:\n    ports:\n      - tar|\n', 'target'), 'services:\n  web:\n    ports:\n      - target: \n');
    assert.ok(labels('services:\n  web:\n    ports:\n      - target: 80\n        |\n').includes('published'));
    assert.ok(!labels('services:\n  web:\n    ports:\n      - target: 80\n        |\n').includes('target'));
    assert.equal(taken('services:\n  web: {image: a, us|}\n', 'user'), 'services:\n  web: {image: a, user: }\n');
    assert.ok(!labels('services:\n  web: {image: a, |}\n').includes('image'));
    assert.equal(taken('services:\n  web:\n    build: {context: ., |\n', 'target'), 'services:\n  web:\n    build: {context: ., target: \n');
  });
  test('nothing in comments, in finished values, below x- keys and where the author chooses the name', () => {
    for (const input of ['services:\n  # |\n', 'services: # |\n', 'x-a:\n  |\n', 'services:\n  |\n', 'services:\n  web:\n    image: "a" |\n', 'services:\n  web:\n    command: |\n', 'services:\n\t|\n']) assert.deepEqual(labels(input), [], input);
  });
  test('in a text over several lines only variables', () => {
    assert.deepEqual(labels('services:\n  web:\n    command: >\n      run |\n'.replace('>', '>-')), []);
    assert.ok(labels('services:\n  web:\n    command: >-\n      run $|\n').includes('TAG'));
    assert.ok(labels('services:\n  web:\n    command: >-\n      run\n    |\n').includes('image'));
  });
});

suite('compose completion: names', () => {
  const head = 'services:\n  web:\n    image: a\n';
  const tail = '  db:\n    image: b\n  cache:\n    image: c\nnetworks:\n  back:\nvolumes:\n  data:\nsecrets:\n  key: {file: k}\nconfigs:\n  conf: {file: c}\n';
  const inWeb = (lines: string): string => `${head}${lines}\n${tail}`;

  test('services, but not the own one and none twice', () => {
    assert.deepEqual(labels(inWeb('    depends_on:\n      - |')), ['db', 'cache']);
    assert.deepEqual(labels(inWeb('    depends_on:\n      - db\n      - |')), ['cache']);
    assert.deepEqual(labels(inWeb('    depends_on:\n    - |\n    - cache')), ['db']);
    assert.deepEqual(labels(inWeb('    depends_on: [db, |]')), ['cache']);
    assert.deepEqual(labels(inWeb('    depends_on: ["|"]')), ['db', 'cache']);
    assert.deepEqual(labels(inWeb('    links:\n      - |')), ['db', 'cache']);
    assert.deepEqual(labels(inWeb('    extends: |')), ['db', 'cache']);
    assert.deepEqual(labels(inWeb('    extends:\n      service: d|')), ['db', 'cache']);
    assert.deepEqual(labels(inWeb('    extends:\n      file: x.yaml\n      service: |')), []);
  });
  test('on a line of its own: with a dash, or as a key with a condition', () => {
    assert.equal(taken(inWeb('    depends_on:\n      - db\n      |'), 'cache'), inWeb('    depends_on:\n      - db\n      - cache'));
    assert.equal(taken(inWeb('    depends_on:\n      d|'), 'db'), inWeb('    depends_on:\n      db:\n        condition: '));
    assert.deepEqual(labels(inWeb('    depends_on:\n      db:\n        condition: |')), ['service_started', 'service_healthy', 'service_completed_successfully']);
  });
  test('networks, volumes, secrets and configs', () => {
    assert.deepEqual(labels(inWeb('    networks: [|]')), ['back', 'default']);
    assert.ok(labels(inWeb('    networks:\n      |')).includes('back'));
    assert.equal(taken(inWeb('    volumes:\n      - d|'), 'data'), inWeb('    volumes:\n      - data:'));
    assert.deepEqual(labels(inWeb('    volumes:\n      - data:/|')), []);
    assert.ok(labels(inWeb('    volumes:\n      - type: volume\n        source: |')).includes('data'));
    assert.ok(labels(inWeb('    secrets:\n      - |')).includes('key'));
    assert.ok(labels(inWeb('    configs:\n      - source: |')).includes('conf'));
    assert.deepEqual(labels(inWeb('    network_mode: |')), ['service:db', 'service:cache', 'bridge', 'host', 'none']);
    assert.deepEqual(labels(inWeb('    network_mode: "service:|"')).slice(0, 2), ['service:db', 'service:cache']);
  });
  test('of the other files of the project', () => {
    assert.deepEqual(labels(inWeb('    depends_on: [|]'), { '/shop/over.yaml': 'services:\n  queue:\n    image: q\n' }), ['db', 'cache', 'queue']);
  });
  test('what services use and nobody declares', () => {
    assert.deepEqual(labels('services:\n  web:\n    image: a\n    volumes: ["data:/d", "./x:/x"]\n    networks: [back]\nvolumes:\n  |\n').slice(0, 1), ['data']);
    assert.equal(taken('services:\n  web:\n    image: a\n    networks: [back]\nnetworks:\n  |\n', 'back'), 'services:\n  web:\n    image: a\n    networks: [back]\nnetworks:\n  back:\n');
  });
  test('profiles and anchors', () => {
    assert.deepEqual(labels('services:\n  a:\n    profiles: [dev]\n  b:\n    profiles:\n      - |\n  c: "open\n'), ['dev']);
    assert.deepEqual(labels('services:\n  a:\n    profiles: [dev]\n  b:\n    profiles: [de|]\n'), ['dev']);
    assert.deepEqual(labels('services:\n  a:\n    image: a\n    profiles: [dev]\n  b:\n    image: b\n    profiles: [|]\n'), ['dev']);
    assert.deepEqual(labels('x-a: &base\n  image: a\nx-b: {c: &more {}}\nservices:\n  a:\n    <<: *|\n'), ['more', 'base']);
  });
});

suite('compose completion: values', () => {
  test('words of the schema and of the Engine', () => {
    assert.deepEqual(labels('services:\n  a:\n    restart: |\n'), ['unless-stopped', 'always', 'on-failure', '"no"']);
    assert.deepEqual(labels('services:\n  a:\n    restart: "|"\n').at(-1), 'no');
    assert.deepEqual(labels('services:\n  a:\n    tty: |\n'), ['true', 'false']);
    assert.ok(labels('services:\n  a:\n    cap_add:\n      - NET|\n').includes('NET_ADMIN'));
  });
  test('a blank is written where none stands yet', () => {
    assert.equal(taken('services:\n  a:\n    restart:|\n', 'always'), 'services:\n  a:\n    restart: always\n');
    assert.equal(taken('services:\n  a:\n    cap_add:\n      -|\n', 'ALL'), 'services:\n  a:\n    cap_add:\n      - ALL\n');
  });
  test('images on this machine and of the project', () => {
    assert.deepEqual(labels('services:\n  a:\n    image: redis:8\n  b:\n    image: |\n'), ['alpine:3.20', 'nginx:1.27', 'redis:8']);
    assert.equal(taken('services:\n  b:\n    image: ngi|nx:latest\n', 'nginx:1.27'), 'services:\n  b:\n    image: nginx:1.27\n');
  });
  test('variables: of .env with masked secrets, and those that the file uses', () => {
    const input = 'services:\n  a:\n    image: a:${OTHER:-x}\n    user: ${|\n';
    assert.deepEqual(labels(input).filter((label) => !/^(?:COMPOSE_PROJECT_NAME|PWD|HOME)$/.test(label)), ['TAG', 'DB_PASSWORD', 'OTHER']);
    assert.equal(taken(input, 'TAG'), 'services:\n  a:\n    image: a:${OTHER:-x}\n    user: ${TAG}\n');
    assert.equal(taken('services:\n  a:\n    user: "${T|:-1}"\n', 'TAG'), 'services:\n  a:\n    user: "${TAG:-1}"\n');
    assert.deepEqual(labels('services:\n  a:\n    user: $$|\n'), []);
    assert.ok(!JSON.stringify(completionAt(input).completion).includes('hunter2hunter2'));
  });
  test('what the Dockerfile has: stages, arguments, ports', () => {
    const files = { '/shop/app/Dockerfile': 'ARG NODE=22\nFROM node:$NODE AS build\nARG TOKEN\nFROM nginx AS final\nEXPOSE 8080 53/udp\n' };
    const service = (lines: string): string => `services:\n  web:\n    build:\n      context: app\n${lines}\n`;
    assert.deepEqual(labels(service('      target: |'), files), ['final', 'build']);
    assert.deepEqual(labels(service('      args:\n        |'), files).slice(0, 2), ['NODE', 'TOKEN']);
    assert.equal(taken(service('      args:\n        - TOK|'), 'TOKEN', files), service('      args:\n        - TOKEN='));
    assert.equal(taken(service('    ports:\n      - |'), '8080:8080', files), service('    ports:\n      - "8080:8080"'));
    assert.deepEqual(labels(service('    ports:\n      - "8080:8080"\n      - "|"'), files), ['53:53/udp']);
    assert.deepEqual(labels(service('    expose: [|]'), files), ['8080', '53']);
  });
});

suite('compose completion: paths', () => {
  const files = {
    '/shop/app/Dockerfile': 'FROM nginx AS final\n', '/shop/app/src/a.js': '', '/shop/app/dev.Dockerfile': '', '/shop/web.env': '', '/shop/parts/more.yml': 'services:\n  base:\n    image: a\n  other: {}\n',
    '/shop/parts/my key.pem': '', '/shop/.git/config': '', '/base.yml': '',
  };
  const inWeb = (lines: string): string => `services:\n  web:\n${lines}\n`;

  test('a build: folders; its Dockerfile: from the context, Dockerfiles first', () => {
    assert.deepEqual(labels(inWeb('    build: |'), files), ['app', 'parts']);
    assert.deepEqual(labels(inWeb('    build:\n      context: ./|'), files), ['app', 'parts']);
    assert.deepEqual(labels(inWeb('    build:\n      context: app/|'), files), ['src']);
    assert.deepEqual(labels(inWeb('    build:\n      context: ./app\n      dockerfile: |'), files), ['Dockerfile', 'dev.Dockerfile', 'src/']);
    assert.equal(taken(inWeb('    build: {additional_contexts: [more=|]}'), 'parts', files), inWeb('    build: {additional_contexts: [more=parts]}'));
    assert.equal(taken(inWeb('    build:\n      additional_contexts:\n        more: p|'), 'parts', files), inWeb('    build:\n      additional_contexts:\n        more: parts'));
    assert.deepEqual(labels(inWeb('    build: https://a/|'), files), []);
  });
  test('files: of variables first, of Compose only', () => {
    assert.deepEqual(labels(inWeb('    env_file: |'), files), ['.env', 'web.env', 'app/', 'parts/', 'compose.yaml']);
    assert.equal(taken(inWeb('    env_file:\n      - |'), 'web.env', files), inWeb('    env_file:\n      - web.env'));
    assert.equal(taken(inWeb('    env_file:\n      |'), 'web.env', files), inWeb('    env_file:\n      - web.env'));
    assert.deepEqual(labels('include:\n  - parts/|\n', files), ['more.yml']);
    assert.deepEqual(labels('include: [|]\n', files), ['app/', 'parts/']);
    assert.equal(taken('include: [{path: "./pa|"}]\n', 'parts/', files), 'include: [{path: "./parts/"}]\n');
    assert.deepEqual(labels(inWeb('    extends: {file: parts/|}'), files), ['more.yml']);
    assert.deepEqual(labels('secrets:\n  key:\n    file: parts/|\n', files), ['more.yml']);
    assert.deepEqual(labels('secrets:\n  key:\n    file: "parts/|"\n', files), ['more.yml', 'my key.pem']);
    assert.deepEqual(labels(inWeb('    develop:\n      watch:\n        - path: app/|'), files), ['src', 'Dockerfile', 'dev.Dockerfile']);
  });
  test('the host side of a mount, beside volumes; the container side stays', () => {
    const text = `${inWeb('    volumes:\n      - |')}volumes:\n  data:\n`;
    assert.deepEqual(labels(text, files).slice(0, 6), ['data', './app', './parts', './.env', './compose.yaml', './web.env']);
    assert.equal(taken(inWeb('    volumes: ["./ap|p/x:/app"]'), 'app', files), inWeb('    volumes: ["./app:/app"]'));
    assert.equal(taken(inWeb('    volumes: ["./app/s|:/app"]'), 'src', files), inWeb('    volumes: ["./app/src:/app"]'));
    assert.equal(taken(`${inWeb('    volumes:\n      - d|:/app')}volumes:\n  data:\n`, 'data', files), `${inWeb('    volumes:\n      - data:/app')}volumes:\n  data:\n`);
    assert.deepEqual(labels(inWeb('    volumes: ["./app:/|"]'), files), []);
    assert.deepEqual(labels(inWeb('    volumes:\n      - type: bind\n        source: ./app/|'), files), ['src', 'Dockerfile', 'dev.Dockerfile']);
  });
  test('nothing behind variables, and nothing where nobody may look', () => {
    assert.deepEqual(labels(inWeb('    env_file: ${X}/|'), files), []);
    const odd = Object.fromEntries(['a b', 'c#d', '"e', "f'", '$g', 'h\u202ei', 'j\nk', 'l:m', 'ü.env', '@n', '-o', '日本'].map((name) => [`/shop/odd/${name}`, '']));
    assert.deepEqual(labels('secrets: {k: {file: odd/|}}\n', odd), ['ü.env', '日本']);
    assert.deepEqual(labels('secrets: {k: {file: "odd/|"}}\n', odd), ['-o', '@n', 'a b', 'c#d', 'l:m', 'ü.env', '日本']);
    assert.deepEqual(labels(inWeb('    volumes: ["./odd/|"]'), odd), ['-o', '@n', 'a b', 'c#d', 'ü.env', '日本']);
    const unknown = 'secrets:\n  a:\n    file: ';
    assert.equal(composeCompletion(unknown, unknown.length, {}), undefined);
  });
  test('services of the file that is extended', () => {
    assert.deepEqual(labels(inWeb('    extends:\n      file: parts/more.yml\n      service: |'), files), ['base', 'other']);
    assert.deepEqual(labels(inWeb('    extends: {service: b|, file: ./parts/more.yml}'), files), ['base', 'other']);
  });
});

suite('compose completion: beside other extensions', () => {
  const beside = (input: string, others: readonly string[]): string[] => composeAdditions(completionAt(input).completion?.proposals ?? [], others).map(({ label }) => label);
  const inService = 'services:\n  web:\n    |\n';
  const inDependencies = 'services:\n  web:\n    depends_on: [|]\n  db: {}\n';

  test('the schema is left to those that read it, and some keys to Container Tools', () => {
    for (const others of [[], ['docker.docker'], ['redhat.vscode-yaml'], ['ms-azuretools.vscode-containers', 'redhat.vscode-yaml']]) assert.deepEqual(beside(inService, others), [], others.join());
    const found = beside(inService, ['ms-azuretools.vscode-containers']);
    assert.ok(found.includes('restart') && !found.includes('image'));
  });
  test('names are left to Docker DX, unless that leaves compose files to Red Hat YAML', () => {
    assert.deepEqual(beside(inDependencies, ['docker.docker']), []);
    assert.deepEqual(beside(inDependencies, ['docker.docker', 'redhat.vscode-yaml']), ['db']);
    assert.ok(beside('services:\n  web:\n    image: ${|\n', ['docker.docker']).includes('TAG'));
    assert.deepEqual(beside('include: [{env_file: |}]\n', ['docker.docker']), []);
    assert.deepEqual(beside('include: [{env_file: |}]\n', ['redhat.vscode-yaml']), ['.env', 'compose.yaml']);
  });
});

suite('compose completion: any input', () => {
  test('never throws, wherever the cursor is, and replaces what stands around it in one line', () => {
    const texts = ['', '\ufeffservices:\n', '- a\n- {b: [c', 'services:\r\n  web: &a\r\n    <<: *b\r\n    image: "x\r\n', 'a: |\n  b\n c: >+2\n', '? a\n: b\n', '{services: {web: {image: "a, b", ports: [1, {', "'a': 'b''\n---\n- - - c\n", 'a:\n- b:\n  - c: d\n    e: ${F:-${G}}\n'];
    for (const text of texts) {
      for (let offset = 0; offset <= text.length; offset++) {
        const completion = composeCompletion(text, offset, factsOf(text));
        if (!completion) continue;
        const { start, end } = completion.replaced;
        assert.ok(start <= offset && offset <= end && end <= text.length && start >= 0 && !text.slice(start, end).includes('\n'), `${JSON.stringify(text)} at ${offset}`);
      }
    }
  });
  test('a long file of brackets and quotes ends', () => {
    const text = `a: [${'"x",\n'.repeat(100_000)}`;
    assert.equal(composeCompletion(text, text.length), undefined);
  });
});
