import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { composeHover } from '../../server/language/hover/composeHover';
import { composeDocumentFacts } from './fixtureProject';

const compose = `name: shop
include: [monitoring/compose.yaml]
x-base: &base
  restart: always
services:
  web:
    <<: *base
    build:
      context: .
      target: dev
      args:
        VERSION: "3"
        COLOUR: blue
        HTTP_PROXY: http://proxy
      secrets:
        - key
    command: ["node", "--token=abc", "server.js"]
    volumes:
      - ./src:/app/src
      - .:/app
      - ./other:/other
    env_file: [web.env, missing.env]
    mem_limit: 512m
    memswap_limit: 1g
    cpus: 0.5
    stop_grace_period: 1m30s
    develop:
      watch:
        - path: ./src
          action: sync
          target: /app/src
        - path: package.json
          action: rebuild
  job:
    image: alpine:3.22
    healthcheck:
      test: curl -f http://localhost/
      interval: 10s
      timeout: 2s
    ports: ["8080:80"]
    deploy:
      replicas: 3
      resources:
        limits:
          cpus: "1.5"
          memory: 64M
      restart_policy:
        condition: on-failure
        max_attempts: 3
  proxy:
    image: nginx:1.29
    network_mode: host
    ports: ["80:80"]
    environment:
      PASSWORD: \${DB_PASSWORD}
    command: serve \${DB_PASSWORD}
  worker:
    extends:
      file: common.yaml
      service: base
    environment: [A=b, "METRICS_URL=http://grafana:3000/", WORKER_HOST=localhost, JOB_HOST=job]
    networks: [back]
secrets:
  key:
    environment: DB_PASSWORD
networks:
  back:
    name: shared-back
    ipam:
      config:
        - subnet: 172.28.0.0/24
  proxied:
    external: true
`;
const files = {
  'compose.yaml': compose,
  'compose.override.yaml': 'services:\n  worker:\n    networks:\n      back:\n        aliases: [labour]\n  proxy:\n    depends_on:\n      job: {condition: service_completed_successfully}\n',
  'common.yaml': 'services:\n  base:\n    image: node:22-slim\n    init: true\n',
  'monitoring/compose.yaml': 'services:\n  grafana: {image: grafana/grafana:12, networks: [back]}\nnetworks:\n  back: {name: shared-back}\n',
  'web.env': 'A=1\nB=2\nA=3\n',
  '.env': 'DB_PASSWORD=hunter2\n',
  Dockerfile: 'FROM node:22-slim AS dev\nARG VERSION\nWORKDIR /app\nCOPY package.json .\nCOPY src src\nFROM dev AS runtime\n',
};
const localImages = { 'nginx:1.29': { Size: 190_000_000, Os: 'linux', Architecture: 'amd64', RootFS: { Layers: ['a'] }, Config: { Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx'], ExposedPorts: { '80/tcp': {} } } } };
const facts = composeDocumentFacts('compose.yaml', files, { localImages });
const file = parseCompose(compose);

/** The hover on the last word of a piece of the file that stands in it once. */
function hoverAt(piece: string) {
  assert.equal(compose.split(piece).length, 2, piece);
  const end = compose.indexOf(piece) + piece.length;
  return composeHover(file, end - 1, { ...facts, variables: facts.project.variables, folder: '/project' });
}
const said = (piece: string): string => hoverAt(piece)?.computed.join('\n') ?? '';

suite('compose hover: what holds in this project', () => {
  test('the project: its names, what it includes, what is written once', () => {
    assert.match(said('name: shop'), /`shop-web-1`, the usual network `shop_default`/);
    assert.match(said('monitoring/compose.yaml'), /`monitoring\/compose.yaml` brings `grafana`/);
    assert.match(said('x-base'), /Used by `web`/);
    assert.equal(hoverAt('&base\n  restart: always')?.textId, 'compose/services.restart');
  });

  test('a service: what it is made from, what it runs, and what the override adds', () => {
    assert.match(said('\n  web'), /Built from `\/project`\.\nRuns `node --token=•••• server\.js`, behind the image's ENTRYPOINT if it has one\./);
    assert.match(said('\n  proxy'), /Runs the image `nginx:1\.29`\.\nRuns `\/docker-entrypoint\.sh serve ••••`\.[^]*network of the host[^]*Starts after `job` has ended well\./);
    assert.match(said('\n  worker'), /Runs the image `node:22-slim` \(`common\.yaml`, line 3\)[^]*reach it as `worker` and `labour`/);
    assert.match(said('\n  job'), /`proxy` starts after it/);
  });

  test('a build: its stage, whether its arguments are declared, how a secret is read', () => {
    assert.match(said('target: dev'), /Builds the stage `dev` \(line 1\), one of 2 stages, on `node:22-slim`/);
    assert.match(said('  VERSION'), /`ARG VERSION` gets `3`\.\nDeclared in line 2 of the Dockerfile\./);
    assert.match(said('  COLOUR'), /declares no such ARG, so it has no effect/);
    assert.doesNotMatch(said('  HTTP_PROXY'), /no such ARG/);
    assert.match(said('secrets:\n        - key'), /`RUN --mount=type=secret,id=key` reads it as `\/run\/secrets\/key`/);
  });

  test('a bind mount: which steps of the Dockerfile it hides', () => {
    assert.match(said('./src:/app/src'), /`\/project\/src` of the host at `\/app\/src`; it hides what the Dockerfile puts there: `COPY src src` \(line 5\)\./);
    assert.match(said('- .:/app'), /`COPY package\.json \.` \(line 4\) and `COPY src src` \(line 5\)/);
    assert.match(said('./other:/other'), /it hides what the image has there/);
  });

  test('files of variables are counted, and one that is missing is said to be', () => {
    assert.match(said('web.env'), /Reads `\/project\/web\.env`: 2 variables\./);
    assert.match(said('missing.env'), /missing\.env`, which is not there: Compose stops with an error\./);
  });

  test('sizes, shares of a processor and times in words', () => {
    assert.equal(said('mem_limit: 512m'), '`512m` is 512 MiB, 536,870,912 bytes.');
    assert.equal(said('memswap_limit: 1g'), '512 MiB of memory and 512 MiB of swap.');
    assert.equal(said('cpus: 0.5'), '50 % of the time of one core.');
    assert.equal(said('cpus: "1.5'), 'The time of 1.5 cores, spread over all that the host has.');
    assert.equal(said('1m30s'), 'The stop signal first; what still runs after 1 min 30 s is killed.');
    assert.match(said('172.28.0.0/24'), /Room for 253 containers/);
  });

  test('what a change of a watched file does', () => {
    assert.equal(said('action: sync'), 'When something changes in `/project/src`, it is copied to `/app/src` in the container; the program goes on.');
    assert.equal(said('action: rebuild'), 'When something changes in `/project/package.json`, the image is built anew and the container replaced.');
  });

  test('a health check: how it runs, whether its tool is there, when trouble is noticed', () => {
    assert.match(said('curl -f'), /shell runs `curl[^]*`alpine:3\.22` has no `curl`[^]*at most 36 s after it broke/);
  });

  test('deploy: copies, what is in their way, limits and restarts', () => {
    assert.match(said('    deploy'), /3 containers: `shop-job-1` to `shop-job-3`\.\nHost port 8080 is fixed[^]*at most 64 MiB of memory and the time of `1\.5` cores\.\nRestarted when it ends with an error, at most 3 times\./);
    assert.match(said('resources:\n        limits'), /^Each container may use at most 64 MiB of memory and the time of `1\.5` cores\.$/);
  });

  test('networks: modes, names that others use, what the daemon calls them', () => {
    assert.match(said('network_mode: host'), /its `ports` have no effect/);
    assert.equal(said('networks: [back'), 'Others on `back` reach it as `worker` and `labour`; it reaches `grafana` by name.');
    assert.match(said('\n  back'), /Used by `grafana` and `worker`\.\nOn the daemon it is called `shared-back`\./);
    assert.equal(said('\nnetworks'), '2 networks: `back` and `proxied`.\nExternal, so they must exist before: `proxied`.');
    assert.match(said('\n  proxied'), /No service of this project uses it\.\nExternal: `proxied` must exist before/);
  });

  test('an address in a variable: which service it leads to', () => {
    assert.match(said('METRICS_URL=http'), /\n`grafana` is a service, reached over `back`\./);
    assert.match(said('WORKER_HOST=local'), /For the program in the container `localhost` is the container itself/);
    assert.doesNotMatch(said('JOB_HOST=j'), /reached over/);
  });

  test('an image that this machine has, and one that it has not', () => {
    assert.match(said('image: nginx:1.29'), /On this machine: \*\*190 MB\*\*/);
    assert.match(said('image: alpine:3.22'), /not on this machine: `docker compose up` pulls it first/);
  });

  test('a value that the override replaces says so; one that it joins does not', () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    image: nginx:1\n    command: [a]\n    ports: ["80:80"]\n    environment:\n      API_TOKEN: one\n      KEPT: two\n',
      'compose.override.yaml': 'services:\n  web:\n    image: nginx:2\n    command: [b]\n    ports: !override ["81:80"]\n    environment:\n      API_TOKEN: hunter2\n',
    };
    const at = (name: keyof typeof files, piece: string): string => {
      const known = composeDocumentFacts('compose.yaml', files);
      return composeHover(parseCompose(files[name]), files[name].indexOf(piece), { ...known, path: `/project/${name}`, folder: '/project' })!.computed.join('\n');
    };
    assert.match(at('compose.yaml', 'image'), /^`nginx:2` counts instead \(`compose\.override\.yaml`, line 3\)\./);
    assert.match(at('compose.yaml', 'command'), /^Another list counts instead \(`compose\.override\.yaml`, line 4\)\./);
    assert.match(at('compose.yaml', 'API_TOKEN'), /^`••••` counts instead/);
    assert.doesNotMatch(at('compose.yaml', 'KEPT'), /instead/);
    assert.doesNotMatch(at('compose.override.yaml', 'image'), /instead/);
    assert.match(at('compose.override.yaml', 'ports'), /^`!override` puts this in the place/);
    assert.match(at('compose.override.yaml', 'API_TOKEN'), /It wins over `••••` \(`compose\.yaml`, line 7\)\.$/);
  });

  test('what is written once says what it does where it is used, and who else uses it', () => {
    const text = 'x-base: &base\n  ports: ["8080:80"]\n  environment: {MODE: own}\n  healthcheck: {test: [CMD, check]}\nx-log: &log {driver: json-file, options: {max-size: 10m}}\nx-over: &over {ports: ["1:1"]}\nservices:\n  web:\n    <<: *base\n    image: nginx:1.29\n    logging: *log\n  job:\n    image: a:1\n    logging: *log\n  over: {<<: *over, image: b:1, ports: ["3:3"]}\n';
    const known = composeDocumentFacts('compose.yaml', { 'compose.yaml': text });
    const at = (piece: string): string => composeHover(parseCompose(text), text.indexOf(piece) + 1, { ...known, variables: known.project.variables, folder: '/project' })!.computed.join('\n');
    assert.match(at('8080:80'), /port 80 of the container/);
    assert.equal(at('own'), 'The container gets `MODE` = `own`.');
    assert.match(at('check]'), /Runs the program `check` without a shell/);
    assert.match(at('10m'), /Keeps at most 10 MB.*\nSo it is in `web`; `job` uses it too\.$/);
    assert.equal(at('1:1'), '');
  });

  test('a secret of another file is read beside that file', () => {
    const files = { 'compose.yaml': 'include: [parts/more.yaml]\nservices:\n  web:\n    image: nginx:1\n    secrets: [key]\n', 'parts/more.yaml': 'services: {}\nsecrets:\n  key: {file: ./key.pem}\n', 'parts/key.pem': '' };
    const known = composeDocumentFacts('compose.yaml', files);
    const hover = composeHover(parseCompose(files['compose.yaml']), files['compose.yaml'].indexOf('key]'), { ...known, folder: '/project' });
    assert.match(hover!.computed.join('\n'), /Read from `\/project\/parts\/key\.pem`/);
  });

  test('what a base brings', () => {
    assert.match(said('    extends'), /The base brings `image` and `init` \(`common\.yaml`, line 3\)/);
  });

  test('the home folder is not known, and said to be it', () => {
    const text = 'services:\n  web:\n    image: a\n    environment:\n      WHERE: ${HOME}/x\n';
    const known = composeDocumentFacts('compose.yaml', { 'compose.yaml': text });
    const hover = composeHover(parseCompose(text), text.indexOf('WHERE'), { ...known, variables: known.project.variables });
    assert.match(hover?.computed[0] ?? '', /= `~\/x`, with the path of the home folder for `~`\.$/);
  });

  test('a variable is shown with its file and line; a secret never', () => {
    assert.match(said('command: serve ${DB_PASSWORD}'), /`\$\{DB_PASSWORD\}` is `••••` \(from \.env, line 1/);
    for (let offset = 0; offset < compose.length; offset += 3) {
      const hover = composeHover(file, offset, { ...facts, variables: facts.project.variables, folder: '/project' });
      assert.doesNotMatch(hover?.computed.join('\n') ?? '', /hunter2/);
    }
  });
});
