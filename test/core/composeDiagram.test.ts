import assert from 'node:assert/strict';
import { diagramOf } from '../../server/language/composeDiagram/diagramOf';
import { presentDiagram, type PresentedDiagram } from '../../server/language/composeDiagram/presentDiagram';
import type { OutlineItem } from '../../server/protocol/drawing';
import { composeDocumentFacts } from './fixtureProject';

/** The diagram of a project of these files; the main one is `compose.yaml`. */
function present(files: Readonly<Record<string, string>> | string): PresentedDiagram {
  const all = typeof files === 'string' ? { 'compose.yaml': files } : files;
  const found = presentDiagram(composeDocumentFacts('compose.yaml', all).project);
  assert.ok(found, 'there is no service');
  return found;
}

/** The flowchart's lines without its first. */
function linesOf(files: Readonly<Record<string, string>> | string): readonly string[] {
  return present(files).drawing.mermaid.split('\n').slice(1, -1).map((line) => line.trim());
}

function labelsOf(items: readonly OutlineItem[], indent = ''): readonly string[] {
  return items.flatMap(({ label, children }) => [`${indent}${label}`, ...labelsOf(children, `${indent}  `)]);
}

/** `count` services `s1`, `s2`, …, each with these lines. */
function services(count: number, lines: (index: number) => readonly string[] = () => []): string {
  return `services:\n${Array.from({ length: count }, (_, index) => [`  s${index + 1}:`, '    image: app', ...lines(index + 1).map((line) => `    ${line}`)].join('\n')).join('\n')}\n`;
}

suite('the diagram of a compose project: what is drawn', () => {
  const shop = `
name: shop
services:
  web:
    build: ./web
    ports: ["127.0.0.1:8080:80", "443:443", "5000-5002:5000-5002/udp"]
    networks: [front, back]
    depends_on:
      api: {condition: service_healthy, required: false}
      seed: {condition: service_completed_successfully}
    configs: [site]
  api:
    image: registry.example.com/team/deep/api:1.5
    networks: {back: {aliases: [backend]}}
    depends_on: [db]
    links: ["db:database"]
    secrets: [{source: password, target: /run/pw}]
    scale: 3
  seed: {image: seeds, network_mode: "service:db", profiles: [tools]}
  db:
    image: postgres:17
    networks: [back]
    volumes: ["data:/var/lib/postgresql/data", "./sql:/init:ro", /scratch, "../shared:/shared", "/var/run/docker.sock:/s"]
    tmpfs: /run
networks: {front: {}, back: {external: true, name: company}, unused: {}}
volumes: {data: {}}
secrets: {password: {file: ./pw.txt}}
configs: {site: {content: "hidden words"}}
`;

  test('every kind has its shape and its class, every edge its line', () => {
    assert.deepEqual(linesOf(shop), [
      'port_127_0_0_1_8080>"127#46;0.0.1:8080<br/>"]:::port',
      'port_443>"443"]:::port',
      'port_5000_5002_udp>"5000-5002/udp"]:::port',
      'service_api["api<br/>team/deep/api:1.5<br/>3 replicas"]:::service',
      'service_db["db<br/>postgres:17"]:::service',
      'service_seed["seed<br/>seeds<br/>profile tools"]:::profiled',
      'service_web["web<br/>build ./web"]:::service',
      'network_back("back<br/>company<br/>external"):::network',
      'network_front("front"):::network',
      'volume_data[("data")]:::volume',
      'bind___sql[/"./sql"/]:::bind',
      'bind__shared[/"/shared"/]:::bind',
      'bind__var_run_docker_sock[/"/var/run/docker.sock"/]:::bind',
      'secret_password[["password"]]:::secret',
      'config_site[/"site"\\]:::config',
      'port_127_0_0_1_8080 -->|":80"| service_web',
      'port_443 --> service_web',
      'port_5000_5002_udp --> service_web',
      'service_api -->|"link"| service_db',
      'service_api --- network_back',
      'service_api --- secret_password',
      'service_db --- network_back',
      'service_db --- volume_data',
      'service_db --- bind___sql',
      'service_db --- bind__shared',
      'service_db --- bind__var_run_docker_sock',
      'service_seed -->|"same network"| service_db',
      'service_web -.->|"healthy"| service_api',
      'service_web -->|"completed"| service_seed',
      'service_web --- network_back',
      'service_web --- network_front',
      'service_web --- config_site',
    ]);
  });

  test('the list says the same in words, and what the picture has no room for', () => {
    const { outline, summary, projectName } = present(shop);
    assert.equal(projectName, 'shop');
    assert.equal(summary, '4 services, 2 networks, 1 volume and 3 ports of the host. 1 of the services starts only with a profile.');
    assert.deepEqual(labelsOf(outline(new Map())), [
      'Services (4)',
      '  api, registry.example.com/team/deep/api:1.5, 3 replicas',
      '    needs db, which must be started, has a link to db',
      '    on the network back, also as backend',
      '    reads the secret password at /run/pw',
      '  db, postgres:17',
      '    on the network back',
      '    mounts data at /var/lib/postgresql/data',
      '    mounts ./sql at /init, read only',
      '    mounts /shared at /shared',
      '    mounts /var/run/docker.sock at /s',
      '    a volume without a name at /scratch',
      '    keeps /run in memory',
      '  seed, seeds, profile tools',
      '    shares the network of db',
      '  web, build ./web',
      '    port 127.0.0.1:8080 of the host leads to port 80',
      '    port 443 of the host leads to port 443',
      '    port 5000-5002/udp of the host leads to port 5000-5002',
      '    needs api, which must be healthy, and starts without it too',
      '    needs seed, which must have ended well',
      '    on the network front',
      '    on the network back',
      '    reads the config site',
      'Ports of the host (3)',
      '  127.0.0.1:8080: web',
      '  443: web',
      '  5000-5002/udp: web',
      'Networks (2)',
      '  back, company, external: api, db and web',
      '  front: web',
      'Volumes (1)',
      '  data: db',
      'Paths of the host (3)',
      '  ./sql: db',
      '  /shared: db',
      '  /var/run/docker.sock: db',
      'Secrets (1)',
      '  password: api',
      'Configs (1)',
      '  site: web',
    ]);
  });

  test('nothing of what is in secrets, configs and environments is shown', () => {
    const text = JSON.stringify(present(`${shop}x-a: &a {PASSWORD: hunter2}\n`).outline(new Map())) + present(shop.replace('image: postgres:17', 'image: postgres:17\n    environment: {POSTGRES_PASSWORD: hunter2}')).drawing.mermaid;
    assert.doesNotMatch(text, /hidden words|pw\.txt|hunter2/);
    const build = linesOf('services:\n  a:\n    build: https://me:hunter2@git.example.com/a.git#main\n')[0]!;
    assert.doesNotMatch(build, /hunter2/);
  });

  test('places lead to where each thing is declared, or else used', () => {
    const files = { 'compose.yaml': 'include: [more.yaml]\nservices:\n  web: {image: a, volumes: ["data:/d", "./x:/x"], ports: ["80:80"], networks: [net]}\nvolumes:\n  data:\n', 'more.yaml': 'networks:\n  net: {}\n' };
    const { project } = composeDocumentFacts('compose.yaml', files);
    const words = diagramOf(project).nodes.map(({ id, place }) => [id, place && `${place.path.split('/').at(-1)}: ${project.texts.get(place.path)!.slice(place.span.start, place.span.end)}`]);
    assert.deepEqual(Object.fromEntries(words), {
      'service:web': 'compose.yaml: web',
      'port:80': 'compose.yaml: "80:80"',
      'network:net': 'more.yaml: net',
      'volume:data': 'compose.yaml: data',
      'bind:./x': 'compose.yaml: "./x:/x"',
    });
  });

  test('no port where none is published: networks that are all internal, and network_mode', () => {
    const text = 'services:\n  a: {image: a, ports: ["80:80"], networks: [back]}\n  b: {image: b, ports: ["81:80"], networks: [back, front]}\n  c: {image: c, ports: ["82:80"], network_mode: host}\nnetworks: {front: {}, back: {internal: true}}\n';
    const drawn = linesOf(text).join('\n');
    assert.match(drawn, /81/);
    assert.doesNotMatch(drawn, /port_80|port_82/);
    assert.equal(drawn.match(/ports without effect/g)?.length, 2);
  });
  test('a port that two services publish is one node, free ports are many', () => {
    const lines = linesOf('services:\n  a: {image: a, ports: ["80:80", "90"]}\n  b: {image: b, ports: ["80:8000", "90"]}\n');
    assert.deepEqual(lines.filter((line) => / --> |-->\|/.test(line)), ['port_80 --> service_a', 'port_80 -->|":8000"| service_b', 'port_a_free_port -->|":90"| service_a', 'port_a_free_portn2 -->|":90"| service_b']);
  });

  test('what a variable from outside decides is shown as it is written', () => {
    const lines = linesOf('services:\n  a:\n    image: app:${TAG}\n    ports: ["${PORT}:80", {target: 81, published: "${OTHER}"}]\n    volumes: ["${DATA}/pg:/d", {type: bind, source: "${DIR}/x", target: /x}]\n');
    assert.deepEqual(lines.slice(0, 5).map((line) => line.replaceAll('#36;', '$').replaceAll('#123;', '{').replaceAll('#125;', '}')), [
      'port___OTHER_>"${OTHER}<br/>"]:::port',
      'port___PORT_>"${PORT}<br/>"]:::port',
      'service_a["a<br/>app:${TAG}"]:::service',
      'bind___DATA__pg[/"${DATA}/pg<br/>"/]:::bind',
      'bind___DIR__x[/"${DIR}/x<br/>"/]:::bind',
    ]);
  });

  test('the network of the host, none and that of a container are said on the service', () => {
    const lines = linesOf('services:\n  a: {image: a, network_mode: host}\n  b: {image: b, network_mode: none}\n  c: {image: c, network_mode: "container:x"}\n');
    assert.deepEqual(lines, ['service_a["a<br/>a<br/>the host#39;s network"]:::service', 'service_b["b<br/>b<br/>no network"]:::service', 'service_c["c<br/>c<br/>network of container x"]:::service']);
  });

  test('what is broken is drawn as far as it can be told', () => {
    assert.deepEqual(linesOf('services:\n  a: {image: a, depends_on: [gone, a], networks: [gone], volumes: [5, "gone:/x"], ports: [x]}\n  b:\n  c: []\n'), [
      'service_a["a<br/>a"]:::service',
      'network_gone("gone"):::network',
      'volume_gone[("gone")]:::volume',
      'service_a --> service_a',
      'service_a --- network_gone',
      'service_a --- volume_gone',
    ]);
    const odd = 'services:\n  __proto__: {image: a, depends_on: {constructor: {condition: constructor}}}\n  constructor: {image: b, scale: x, build: 5}\n';
    assert.deepEqual(linesOf(odd), ['service___proto__["#95;#95;proto#95;#95;<br/>a"]:::service', 'service_constructor["constructor<br/>build ./5"]:::service', 'service___proto__ --> service_constructor']);
    assert.ok(labelsOf(present(odd).outline(new Map())).includes('    needs constructor'));
    assert.equal(presentDiagram(composeDocumentFacts('compose.yaml', { 'compose.yaml': 'volumes: {a: {}}\n' }).project), undefined);
  });
});

suite('the diagram of a compose project: how much is drawn', () => {
  test('the default network says nothing where there is no other', () => {
    const { drawing, summary } = present(services(3));
    assert.doesNotMatch(drawing.mermaid, /network/);
    assert.equal(summary, "3 services. All services are on the project's default network.");
    assert.equal(drawing.leftOut, undefined);
    assert.match(present('services:\n  a: {image: a}\n  b: {image: b, networks: [x]}\nnetworks: {x: {}}\n').drawing.mermaid, /network_default/);
  });

  test('a network of one\'s own is drawn for a few services, and named for many', () => {
    const all = (count: number): PresentedDiagram => present(`${services(count, () => ['networks: [net]'])}networks: {net: {}}\n`);
    assert.match(all(8).drawing.mermaid, /network_net/);
    assert.doesNotMatch(all(9).drawing.mermaid, /network_net/);
    assert.equal(all(9).summary, '9 services. All services are on the network net.');
  });

  test('a network that nearly all of many services are on is left to the list', () => {
    const { drawing } = present(`${services(12, (index) => [`networks: [${index < 10 ? 'big' : 'small'}]`])}networks: {big: {}, small: {}}\n`);
    assert.match(drawing.mermaid, /network_small/);
    assert.doesNotMatch(drawing.mermaid, /network_big/);
    assert.equal(drawing.leftOut, '1 network is not in the picture; the list holds all.');
  });

  test('paths go first, then ports into the labels, then volumes; services stay', () => {
    const drawn = (count: number, lines: (index: number) => readonly string[]): readonly string[] => {
      const { drawing } = present(services(count, lines));
      return [...new Set(Object.values(drawing.nodes).map((id) => id.split(':')[0]!))];
    };
    const full = (index: number): readonly string[] => [`volumes: ["./d${index}:/d", "v${index}:/v"]`, `ports: ["${8000 + index}:80"]`];
    assert.deepEqual(drawn(15, full), ['port', 'service', 'volume', 'bind']);
    assert.deepEqual(drawn(20, full), ['port', 'service', 'volume']);
    assert.deepEqual(drawn(25, full), ['service', 'volume']);
    assert.deepEqual(drawn(40, full), ['service']);
    const { drawing } = present(services(40, full));
    assert.match(drawing.mermaid, /service_s7\["s7<br\/>app<br\/>port 8007"\]/);
    assert.equal(drawing.leftOut, '40 volumes and 40 paths of the host are not in the picture; the list holds all.');
  });

  test('more services than a picture holds are cut by how much they have to do with others', () => {
    const { drawing, nodes } = present(services(140, (index) => (index > 100 ? [`depends_on: [s${index - 1}]`] : [])));
    const shown = Object.values(drawing.nodes);
    assert.equal(shown.length, 100);
    assert.ok(shown.includes('service:s140'));
    assert.equal(nodes.filter(({ kind }) => kind === 'service').length, 140);
    assert.match(drawing.leftOut ?? '', /^40 services are not in the picture/);
  });

  test('a hostile project stays small', () => {
    const names = Array.from({ length: 80 }, (_, index) => `s${index}`);
    const { drawing, outline } = present(`x-d: &d [${names.join(', ')}]\nservices:\n${names.map((name) => `  ${name}: {image: a, depends_on: *d}`).join('\n')}\n`);
    assert.ok(drawing.mermaid.split('\n').length <= 80 + 250 + 2);
    assert.ok(JSON.stringify(outline(new Map())).length < 1_000_000);
    assert.match(drawing.leftOut ?? '', /too large/);
  });

  test('names of any length leave the text shorter than mermaid takes', () => {
    const hostile = (index: number): string => `${'%"'.repeat(200)}${index}`;
    const text = `services:\n${Array.from({ length: 100 }, (_, index) => `  ${JSON.stringify(hostile(index))}: {image: ${JSON.stringify(hostile(index))}, profiles: [${JSON.stringify(hostile(index))}], depends_on: [${JSON.stringify(hostile((index + 1) % 100))}]}`).join('\n')}\n`;
    const { mermaid, nodes } = present(text).drawing;
    assert.equal(Object.keys(nodes).length, 100);
    assert.ok(mermaid.length < 50_000, String(mermaid.length));
    assert.doesNotMatch(mermaid, /%%/);
  });

  test('the order of the file does not matter', () => {
    const one = 'services:\n  a: {image: a, networks: [x, y]}\n  b: {image: b, depends_on: [a, c]}\n  c: {image: c}\nnetworks: {x: {}, y: {}}\n';
    const other = 'networks: {y: {}, x: {}}\nservices:\n  c: {image: c}\n  b: {image: b, depends_on: [c, a]}\n  a: {networks: [y, x], image: a}\n';
    assert.equal(present(one).drawing.mermaid, present(other).drawing.mermaid);
  });
});
