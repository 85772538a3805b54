import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dotenvVariables, parseDotenv } from '../../server/language/compose/dotenv';
import { schemaPaths } from '../../server/language/compose/schema/schemaPaths';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { composeHover, type ComposeFacts } from '../../server/language/hover/composeHover';
import { composeKey, composeTextId, composeTextIds, keyOf } from '../../server/language/hover/composeHoverIds';
import { explainedWhole, ownBelow, sameBelow, sameKeys } from '../../server/language/hover/composeSharedTexts';
import { readContentFolder } from '../../server/world/contentFolder';

const texts = readContentFolder(join(process.cwd(), 'content')).hovers;
const facts: ComposeFacts = { variables: dotenvVariables(parseDotenv('PORT=8081\nDB_PASSWORD=hunter2\n')), folder: '/home/me/shop' };

/** The hover at `|` of a service's lines. */
function hoverIn(marked: string, known: ComposeFacts = facts) {
  const lines = `services:\n  web:\n${marked.replace(/^/gm, '    ')}\n`;
  const offset = lines.indexOf('|');
  return composeHover(parseCompose(lines.slice(0, offset) + lines.slice(offset + 1)), offset, known);
}
const said = (marked: string, known?: ComposeFacts): string => hoverIn(marked, known)?.computed.join('\n') ?? '';

suite('compose hover', () => {
  test('every text has a page, and every page is reached', () => {
    const pages = readdirSync(join(process.cwd(), 'content/hover/compose')).map((name) => name.replace(/\.md$/, ''));
    assert.deepEqual(pages.sort(), [...composeTextIds].sort());
  });

  test('every key path of the schema has a text, in three levels', () => {
    assert.ok(schemaPaths.length > 390);
    const without = schemaPaths.filter(({ path }) => {
      const levels = texts[composeTextId(keyOf(path)) ?? '']?.levels;
      return !levels?.child || !levels.teen || !levels.developer;
    });
    assert.deepEqual(without.map(({ path }) => path), []);
  });

  test('keys that share a text are keys of the schema', () => {
    const keys = new Set(schemaPaths.map(({ path }) => keyOf(path)));
    const shared = [...sameKeys.entries(), ...sameBelow.entries()].flat();
    assert.deepEqual([...shared, ...ownBelow, ...explainedWhole].filter((key) => !keys.has(key)), []);
  });

  test('names and list positions are no keys; an unknown key of a service has no text', () => {
    assert.equal(composeKey(['services', 'web']), 'service');
    assert.equal(composeKey(['services', 'web', 'networks', 'back', 'aliases', 0]), 'services.networks.aliases');
    assert.equal(composeKey(['services', 'networks', 'environment', 'build']), 'services.environment');
    assert.equal(composeKey(['volumes', 'data', 'driver']), 'volumes.driver');
    assert.equal(composeKey(['services', 'web', 'networks', 'aliases', 'aliases', 0]), 'services.networks.aliases');
    assert.equal(composeKey(['services', 'web', 'x-own', 'image']), 'x-');
    assert.equal(composeKey(['x-own', 'services', 'a']), 'x-');
    assert.equal(composeTextId('services.ports.published'), 'compose/services.ports.published');
    assert.equal(composeTextId('services.pre_stop.user'), 'compose/services.post_start.user');
    assert.equal(composeTextId('services.blkio_config.device_write_iops.rate'), 'compose/services.blkio_config.device_read_iops');
    assert.equal(composeTextId('services.nonsense'), undefined);
    assert.equal(composeTextId('constructor'), undefined);
    assert.equal(hoverIn('const|ructor: x'), undefined);
  });

  test('a port mapping is taken apart at its key and at its value', () => {
    for (const marked of ['po|rts: ["127.0.0.1:8080:80/udp"]', 'ports: ["127.0.|0.1:8080:80/udp"]']) {
      assert.equal(hoverIn(marked)?.textId, 'compose/services.ports');
      assert.match(said(marked), /port 8080 of the host alone \(`127\.0\.0\.1`\).*→ port 80 of the container, UDP/);
    }
    assert.match(said('ports: ["|8080:80"]'), /every address of the host, so other machines can reach it/);
    assert.match(said('ports: [|22:22]'), /port 22 of every address/);
    assert.match(said('ports: [|3000]'), /a free port of the host/);
    assert.match(said('ports: ["|3000-3002:80-82"]'), /ports 3000–3002.*ports 80–82 of the container, TCP, one to one/);
    assert.match(said('ports: ["|9000-9005:9"]'), /one free port of 9000–9005/);
    assert.match(said('ports: ["|[::1]:8080:80"]'), /`::1`/);
    assert.match(said('ports: [{tar|get: 80, published: "8080", host_ip: 10.0.0.1, protocol: udp}]'), /`10\.0\.0\.1` → port 80 of the container, UDP/);
  });

  test('several ports: the whole in one line, at the key and on the service', () => {
    const three = 'po|rts: ["8080:80", "127.0.0.1:9229:9229", "5000-5002:5000-5002/udp", "3000"]';
    const whole = 'Ports, host → container: 8080 → 80, 9229 → 9229, 5000–5002 → 5000–5002 UDP and a free one → 3000. Other machines can reach them too, but not 9229.';
    assert.equal(hoverIn(three)?.computed[0], whole);
    assert.match(said('ports: ["8080:80", "|5000-5002:5000-5002/udp"]'), /^`5000-5002:5000-5002\/udp`: ports 5000–5002 of every address of the host, so other machines can reach them too/);
    const onService = (ports: string): string => {
      const text = `services:\n  web:\n    image: a\n    ports: ${ports}\n`;
      return composeHover(parseCompose(text), text.indexOf('web'), facts)?.computed.find((fact) => fact.includes('→')) ?? '';
    };
    assert.match(onService('["127.0.0.1:80:80", "[::1]:81:81"]'), /80 → 80 and 81 → 81\. Only the host itself reaches them\.$/);
    assert.match(onService('["80:80", "10.0.0.1:81:81"]'), /80 → 80 and 10\.0\.0\.1:81 → 81\.$/);
    assert.match(onService('["80:80", "81:81"]'), /Other machines can reach them too\.$/);
    assert.match(onService('["80:80", "${UNKNOWN}:81"]'), /^`80:80`: port 80/);
    assert.match(onService('["80:80"]'), /^`80:80`: port 80/);
  });

  test('a mapping that Compose rejects is called so, with the reason', () => {
    for (const bad of ['80:80/http', 'localhost:80:80', '80:99999', '80-82:80-81']) {
      assert.match(said(`ports: ["|${bad}"]`), /^Compose rejects/, bad);
    }
  });

  test('variables: from .env, from a default, and unknown', () => {
    assert.equal(said('hostname: ${PO|RT}-${PORT}').split('is `8081`').length, 2);
    assert.match(said('ports: ["|${PORT}:80"]'), /port 8081[^]*`\$\{PORT\}` is `8081` \(from \.env, line 1/);
    assert.match(said('ports: ["|${OTHER:-9000}:80"]'), /port 9000[^]*its default/);
    assert.match(said('ports: ["|${OTHER}:80"]'), /depends on `OTHER`, not known here/);
    assert.doesNotMatch(said('ports: ["|${OTHER}:80"]'), /rejects/);
    assert.match(said('hostname: ${OTHER:?needed}|'), /Compose stops with an error/);
    assert.match(said('hostname: a${1}|'), /Compose rejects/);
  });

  test('secrets never leave: by name, from .env, as a default, inside a command', () => {
    const hovers = [
      said('environment:\n  DB_PASSWORD|: ${DB_PASSWORD}'), said('environment: ["DB_PASSWORD=hun|ter2"]'), said('command: x --p ${DB_PASSWORD}|'),
      said('environment:\n  URL: "postgres://u:${DB_PASSWORD}@|db"'), said('command: ["x", "${API_TOKEN:-hunter2}|"]'), said('build: {context: ., args: {TOKEN: hunter2|}}'),
      said('labels:\n  a: ${DB_PASSWORD}|'), said('image: x:${DB_PASSWORD}|'), said('healthcheck: {test: "check ${DB_PASSWORD}|"}'),
    ];
    for (const hover of hovers) {
      assert.ok(hover.length > 0);
      assert.doesNotMatch(hover, /hunter2/);
    }
  });

  test('environment: what the container gets', () => {
    assert.match(said('environment:\n  A|: b'), /`A` = `b`/);
    assert.match(said('environment:\n  A|: 012'), /gets `10`/);
    assert.match(said('environment:\n  A|: "012"'), /`A` = `012`/);
    assert.match(said('environment: [|A]'), /passed on from the shell/);
    assert.match(said('environment: [|PORT]'), /`8081` \(from \.env, line 1\)/);
    assert.equal(said('environment:\n  A|: "${PORT}"'), 'The container gets `A` = `8081`.\n`${PORT}` is `8081` (from .env, line 1; a value in the shell wins).');
    assert.equal(said('environment:\n  DB_PASSWORD_FILE|: /run/secrets/db'), 'The container gets `DB_PASSWORD_FILE` = `/run/secrets/db`.');
    assert.match(said('environment:\n  DB_PASSWORD_FILE|: hunter2'), /`••••`/);
  });

  test('mounts: bind with its absolute path, named, anonymous', () => {
    assert.match(said('volumes: [|./src:/app:ro]'), /`\/home\/me\/shop\/src` of the host at `\/app`.*only read/);
    assert.match(said('volumes: [|../x:/y]'), /`\/home\/me\/x`/);
    assert.match(said('volumes: ["|C:\\\\x:/y"]'), /`C:\\x` of the host at `\/y`/);
    assert.match(said('volumes: [|data:/d]'), /Volume `data`.*does not declare/);
    assert.match(said('volumes: [|/anon]'), /Anonymous volume/);
    assert.match(said('volumes: [{type: bind, sou|rce: ./a, target: /b}]'), /`\/home\/me\/shop\/a` of the host at `\/b`/);
  });

  test('what is waited for', () => {
    const file = parseCompose('services:\n  a:\n    depends_on: [b]\n  b:\n    healthcheck: {test: x}\n');
    const hover = composeHover(file, file.text.indexOf('[b]') + 1);
    assert.match(hover!.computed[0]!, /has started, not until it is ready.*service_healthy/);
    assert.match(said('depends_on: {db: {condi|tion: service_healthy}}'), /until its healthcheck succeeds/);
    assert.match(said('depends_on: {db: {condi|tion: service_completed_successfully, required: false}}'), /exit code 0.*only warns/);
  });

  test('commands: words, what is dropped, what empty means', () => {
    assert.match(said('com|mand: X $$HOME a && b'), /3 words: `"X" "\$HOME" "a"`[^]*`&& b` is dropped[^]*No shell fills in `\$HOME`/);
    assert.match(said('com|mand: []'), /CMD stays/);
    assert.match(said('entry|point: ""'), /ENTRYPOINT is cleared, its CMD stays/);
    assert.match(said('entry|point: ["/x"]'), /CMD is dropped/);
    assert.match(said('com|mand: echo "a'), /rejects/);
  });

  test('images, builds, restart, health', () => {
    assert.match(said('image: |nginx'), /Registry `docker\.io`, repository `library\/nginx`, tag `latest` \(none is written\)/);
    assert.match(said('image: |ghcr.io/a/b:1'), /Registry `ghcr\.io`, repository `a\/b`, tag `1`/);
    assert.match(said('build: |./app'), /Build context: `\/home\/me\/shop\/app`[^]*Dockerfile: `\/home\/me\/shop\/app\/Dockerfile`/);
    assert.match(said('build: {context: ./app, docker|file: ../Dev.Dockerfile}'), /`\/home\/me\/shop\/Dev\.Dockerfile`/);
    assert.match(said('restart: |on-failure:3'), /at most 3 times/);
    assert.match(said('health|check: {test: [CMD, a, b], interval: 5s}'), /program `a b` without a shell[^]*Every `5s`/);
  });

  test('a service: its own summary and who needs it; an alias: where it leads', () => {
    const file = parseCompose('x-log: &log {driver: local}\nservices:\n  a:\n    image: x\n    ports: ["1:2"]\n    logging: *log\n  b:\n    build: .\n    depends_on: [a]\n');
    const service = composeHover(file, file.text.indexOf('a:\n'), facts)!;
    assert.equal(service.title, 'Service `a`');
    assert.match(service.computed.join('\n'), /image `x`[^]*port 1 of[^]*Networks: `default`[^]*`b` starts after it/);
    assert.match(composeHover(file, file.text.indexOf('*log') + 1)!.computed.join(), /`&log` marks, line 1/);
  });

  test('items of lists: devices, links, logs, models, users', () => {
    assert.match(said('devices: ["/dev/ttyUSB0:/dev/mod|em:rw"]'), /`\/dev\/ttyUSB0` of the host as `\/dev\/modem`: the container may read and write\./);
    assert.match(said('devices: [|/dev/dri]'), /`\/dev\/dri` of the host as `\/dev\/dri`: the container may read, write and make device files\./);
    assert.match(said('devices: [|vendor.com/class=gpu0]'), /\(CDI\)/);
    assert.match(said('links: ["|db:database"]'), /finds `db` as `database` too/);
    assert.equal(said('logg|ing: {driver: json-file, options: {max-size: 10m, max-file: "3"}}'), 'Keeps at most 30 MB of each container: 3 files of 10 MB.');
    assert.match(said('logging: {options: {max-si|ze: 1g}}'), /at most 1 GB of each container: 1 file of 1 GB, if the daemon uses `json-file`/);
    assert.match(said('logging: {dri|ver: json-file}'), /grows without a limit/);
    assert.equal(said('logging: {dri|ver: syslog}'), '');
    assert.equal(said('logging: {dri|ver: local}'), 'Keeps at most 100 MB of each container: 5 files of 20 MB, the older ones compressed.');
    assert.equal(said('logging: {driver: local, options: {max-size: 10m, max-fi|le: 1}}'), 'Keeps at most 10 MB of each container: 1 file of 10 MB.');
    assert.equal(said('models: [|my-llm]'), '`MY_LLM_URL` gets the address of `my-llm`, `MY_LLM_MODEL` its name.');
    assert.match(said('models: {llm: {endpoint_|var: BASE}}'), /`BASE` gets the address of `llm`, `LLM_MODEL` its name/);
    assert.equal(said('user: "|0:1000"'), 'User number 0 (root), group number 1000. A number need not exist in the image.');
    assert.match(said('user: |node'), /User `node`\. A name must exist in the image\./);
    assert.equal(said('user: "|${UID}"').includes('User'), false);
  });

  test('volumes with options: where their data lies', () => {
    const at = (options: string): string => {
      const file = parseCompose(`services:\n  a: {image: x, volumes: ["data:/d"]}\nvolumes:\n  data:\n    driver_opts: ${options}\n`);
      return composeHover(file, file.text.indexOf('data:\n'), facts)!.computed[0]!;
    };
    assert.match(at('{type: none, o: bind, device: /srv/data}'), /lies in `\/srv\/data` of the host/);
    assert.match(at('{type: nfs, o: "addr=10.0.0.1,rw", device: ":/export"}'), /lies on `10\.0\.0\.1`, `:\/export`, mounted by NFS/);
    assert.match(at('{type: tmpfs, device: tmpfs}'), /lies in memory/);
    assert.match(at('{}'), /Used by `a:\/d`/);
  });

  test('no port is published on the network of another', () => {
    assert.match(said('network_mode: host\nports: ["|80:80"]'), /No port is published/);
    assert.match(said('network_mode: bridge\nports: ["|80:80"]'), /port 80 of every address/);
  });

  test('a merge key: what it brings and what is overruled', () => {
    const file = parseCompose('x-a: &a {image: x, restart: always}\nservices:\n  b:\n    <<: *a\n    image: y\n');
    const hover = composeHover(file, file.text.indexOf('<<'))!;
    assert.equal(hover.textId, 'compose/merge-key');
    assert.deepEqual(hover.computed, ['Brings `restart`.', 'Written here itself, which wins: `image`.']);
  });

  test('the first letter of a key below a block is the key', () => {
    const text = 'services:\n  web:\n    image: a\nvolumes:\n  data:\nx-own:\n  - a: 1\n';
    for (const [key, id] of [['services', 'services'], ['volumes', 'volumes'], ['x-own', 'x-']] as const) {
      assert.equal(composeHover(parseCompose(text), text.indexOf(key), facts)?.textId, `compose/${id}`);
    }
  });

  test('folders in memory and limits of the system', () => {
    assert.equal(said('tmpfs: ["/t|mp:size=64m,mode=1777"]'), '`/tmp` lives in memory, at most 64 MiB. It is empty at each start.');
    assert.equal(said('tm|pfs: /run'), "`/run` lives in memory, at most half of the host's memory. It is empty at each start.");
    assert.match(said('tmpfs: ["/t|mp:size=25%"]'), /at most 25 % of the host's memory/);
    assert.equal(said('tmpfs: ["${W|HERE}:size=64m"]').includes('lives in memory'), false);
    assert.equal(said('uli|mits: { nofile: { soft: 20000, hard: 40000 }, memlock: -1 }'), 'At most 20,000 open files, which the program may raise to 40,000.\nNo limit for bytes of memory that cannot be swapped.');
    assert.equal(said('ulimits: { no|file: 1024, nproc: 64 }'), 'At most 1,024 open files.');
    assert.equal(said('ulimits: { nofile: { so|ft: x, hard: 4 } }'), '');
  });

  test('nothing between things, and nothing in a file that could not be read', () => {
    const file = parseCompose('services:\n\n  a:\n    image: x\n');
    assert.equal(composeHover(file, 10), undefined);
    assert.equal(composeHover(parseCompose('\0'), 0), undefined);
  });
});
