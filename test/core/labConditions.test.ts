import assert from 'node:assert/strict';
import type { Parameters } from '../../server/language/course/condition';
import { flowchartEdges } from '../../server/language/course/flowchartEdges';
import { staticConditions } from '../../server/language/course/staticConditions';
import type { Lab } from '../../server/language/course/lesson';
import { readLab, withFolder } from './labFolder';

type Files = Readonly<Record<string, string>>;
/** Files, and `true` where they meet the condition, or what is found instead. */
type Case = readonly [Files, true | string];

const dockerfile = (text: string, more: Files = {}): Files => ({ Dockerfile: text, ...more });
const compose = (text: string, more: Files = {}): Files => ({ 'compose.yaml': text, ...more });
const answers = (text: string): Files => ({ 'answers.yaml': text });

async function judge(condition: string, parameters: Parameters, files: Files) {
  const lab = { static: [{ condition, parameters, title: '', unmet: '' }] } as unknown as Lab;
  return withFolder(files, async (folder) => staticConditions[condition]!.check(parameters, await readLab(lab, folder)));
}

const app = 'FROM node:24-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n';
const twoStages = 'FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM nginx:1.29-alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\n';
const web = 'services:\n  web:\n    image: nginx:1.29-alpine\n    ports: ["127.0.0.1:8080:80"]\n';

const cases: Readonly<Record<string, readonly { readonly parameters: Parameters; readonly of: readonly Case[] }[]>> = {
  'no-diagnostic': [
    { parameters: { file: 'Dockerfile', rule: 'json-args-recommended' }, of: [[dockerfile(app), true], [dockerfile('FROM node:24\nCMD node server.js\n'), 'In line 2: This CMD runs under a shell, which may stay process 1 and keep stop signals from the program'], [{}, 'There is no file Dockerfile'], [dockerfile('# nothing\n'), 'Dockerfile holds nothing that can be checked yet']] },
    { parameters: { file: 'compose.yaml', rule: 'obsolete-version' }, of: [[compose(web), true], [compose(`version: "3"\n${web}`), 'In line 1: Compose ignores `version` and says so each time it reads this file']] },
  ],
  'no-errors': [
    { parameters: { file: 'Dockerfile' }, of: [[dockerfile('FROM node\nCMD node server.js\n'), true], [dockerfile('FROM node:24\nFLY\n'), 'In line 2: unknown instruction'], [dockerfile(app, { 'package.json': '{}', 'package-lock.json': '{}', '.dockerignore': '[\n' }), 'In the ignore file: ']] },
    { parameters: { file: 'compose.yaml' }, of: [[compose(web), true], [compose('services:\n  web:\n    imagee: a\n'), 'In line 3: '], [compose('services:\n  web: [\n'), 'In line '], [compose(web.replace('nginx:1.29-alpine', '${NONE:?is needed}')), 'In line ']] },
  ],
  'no-findings': [
    { parameters: { file: 'compose.yaml' }, of: [[compose(web), true], [compose('services:\n  web:\n    image: nginx\n'), 'In line 3: ']] },
  ],
  'effective-command-form': [
    { parameters: { file: 'Dockerfile', form: 'exec' }, of: [[dockerfile(app), true], [dockerfile('FROM node:24\nCMD node server.js\n'), 'The base image decides a part of what it runs'], [dockerfile('FROM scratch\nCMD node --token=hunter2\n'), 'It runs: /bin/sh -c node --token=••••'], [dockerfile('FROM node:24\n'), 'The base image decides what it runs']] },
  ],
  'effective-command': [
    { parameters: { file: 'Dockerfile', argv: ['node', 'server.js'] }, of: [[dockerfile('FROM node:24\nENTRYPOINT ["node"]\nCMD ["server.js"]\n'), true], [dockerfile('FROM scratch\n'), 'It runs nothing'], [dockerfile(''), 'Dockerfile has no FROM yet']] },
  ],
  'default-arguments': [
    { parameters: { file: 'Dockerfile', argv: ['8080'] }, of: [[dockerfile('FROM a\nCMD ["80"]\nCMD [ "8080" ]\n'), true], [dockerfile('FROM a\nCMD ["server.js", "8080"]\n'), 'Arguments of docker run would replace: server.js 8080'], [dockerfile('FROM a\nCMD []\n'), 'CMD is an empty list'], [dockerfile('FROM a\nCMD 8080\n'), 'The last stage has no CMD that is a list']] },
  ],
  'entrypoint-and-cmd': [
    { parameters: { file: 'Dockerfile' }, of: [[dockerfile('FROM a\nENTRYPOINT ["a"]\nCMD ["b"]\n'), true], [dockerfile('FROM a\nCMD ["b"]\n'), 'The last stage sets no ENTRYPOINT'], [dockerfile('FROM a\n'), 'The last stage sets no ENTRYPOINT and no CMD']] },
  ],
  'runs-command': [
    { parameters: { file: 'Dockerfile', command: 'npm ci' }, of: [
      [dockerfile(app), true], [dockerfile('FROM a\nRUN cd /app && \\\n  npm ci --omit=dev\n'), true], [dockerfile('FROM a\nRUN <<END\nset -e\nnpm ci\nEND\n'), true], [dockerfile('FROM a\nRUN ["npm", "ci"]\n'), true], [dockerfile('FROM a\nRUN npm --omit=dev ci\n'), true], [dockerfile('FROM a\nRUN if true; then npm ci; fi\n'), true], [dockerfile(`FROM a AS b\nRUN npm ci\nFROM c\n`), true],
      [dockerfile('FROM a\nRUN echo npm ci\n'), 'What RUN runs: echo npm ci'], [dockerfile('FROM a\nRUN npm cinema\n'), 'What RUN runs: npm cinema'], [dockerfile('FROM a\n# RUN npm ci\nCMD npm ci\n'), 'There is no RUN'],
    ] },
    { parameters: { file: 'Dockerfile', command: 'date', naming: 'built.txt' }, of: [
      [dockerfile('FROM a\nRUN date -u>built.txt\n'), true], [dockerfile('FROM a\nRUN date --utc | tee /app/built.txt\n'), true], [dockerfile('FROM a\nRUN ["sh", "-c", "date -u > built.txt"]\n'), true], [dockerfile('FROM a\nRUN <<END\ndate -u > built.txt\nEND\n'), true],
      [dockerfile('FROM a\nRUN date -u\nCOPY built.txt ./\n'), 'What RUN runs: date -u'], [dockerfile('FROM a\nRUN touch built.txt\n'), 'What RUN runs: touch built.txt'],
    ] },
  ],
  'install-before-source-copy': [
    { parameters: { file: 'Dockerfile', command: 'npm ci' }, of: [[dockerfile(app), true], [dockerfile('FROM a\nCOPY . .\nRUN npm ci\n'), 'Nothing is copied below that RUN'], [dockerfile('FROM a\nRUN npm ci\nCOPY --from=b /x /y\n'), 'Nothing is copied below that RUN'], [dockerfile('FROM a\nCOPY . .\n'), 'There is no RUN'], [dockerfile('FROM a AS b\nRUN npm ci\nFROM a\nCOPY --from=b /x /x\nCOPY . .\n'), true]] },
    { parameters: { file: 'Dockerfile', command: 'npm ci', source: 'server.js' }, of: [
      [dockerfile(app, { 'server.js': '' }), true], [dockerfile(app.replace('COPY . .', 'COPY *.js ./'), { 'server.js': '' }), true],
      [dockerfile(app.replace('COPY . .', 'COPY package.json ./'), { 'server.js': '' }), 'Nothing below that RUN copies server.js'], [dockerfile(app, { 'server.js': '', '.dockerignore': '*.js\n' }), 'Nothing below that RUN copies server.js'],
      [dockerfile(app.replace('COPY package', 'COPY server.js package'), { 'server.js': '' }), 'server.js is copied above that RUN'],
    ] },
  ],
  'base-images-tagged': [
    { parameters: { file: 'Dockerfile' }, of: [[dockerfile(twoStages), true], [dockerfile('ARG V=24\nFROM node:$V\n'), true], [dockerfile(`FROM scratch\n`), true], [dockerfile(`FROM a@sha256:${'0'.repeat(64)}\n`), true], [dockerfile('FROM node:24 AS a\nFROM a\nFROM nginx\n'), 'nginx has no tag, which means latest, and that moves with each release'], [dockerfile('FROM node:latest\n'), 'node:latest moves with each release'], [dockerfile('ARG V\nFROM $V\n'), 'Only the build knows what FROM $V means']] },
  ],
  'final-base-is-not': [
    { parameters: { file: 'Dockerfile', image: 'node' }, of: [[dockerfile(twoStages), true], [dockerfile('FROM scratch\n'), true], [dockerfile(app), 'The last stage is built on node:24-alpine'], [dockerfile('FROM docker.io/library/node:24 AS a\nFROM a AS b\nFROM b\n'), 'The last stage is built on docker.io/library/node:24'], [dockerfile('ARG V\nFROM $V\n'), 'What the last stage starts from cannot be told']] },
    { parameters: { file: 'Dockerfile', image: 'node:24' }, of: [[dockerfile(app), true], [dockerfile('FROM node:24\n'), 'The last stage is built on node:24']] },
  ],
  'absolute-workdir': [
    { parameters: { file: 'Dockerfile' }, of: [[dockerfile(app), true], [dockerfile('FROM a AS b\nWORKDIR "/x"\nFROM b\n'), true], [dockerfile('FROM a\nENV D=/x\nWORKDIR $D/y\n'), true], [dockerfile('FROM a AS b\nWORKDIR /x\nFROM b\nWORKDIR y\n'), true], [dockerfile('FROM a AS b\nWORKDIR x\nFROM b\nWORKDIR /y\n'), 'WORKDIR is: x'], [dockerfile('FROM a\nWORKDIR app\n'), 'WORKDIR is: app'], [dockerfile('FROM a\n'), 'The last stage sets no WORKDIR']] },
  ],
  'has-instruction': [
    { parameters: { file: 'Dockerfile', keyword: 'CMD' }, of: [[dockerfile(app), true], [dockerfile('FROM a\ncmd b\n'), true], [dockerfile('FROM a\nRUN b\n'), 'The file has: FROM, RUN']] },
  ],
  'stages-at-least': [
    { parameters: { file: 'Dockerfile', count: 2 }, of: [[dockerfile(twoStages), true], [dockerfile(app), 'The file has 1 stage']] },
  ],
  'copies-from-named-stage': [
    { parameters: { file: 'Dockerfile' }, of: [[dockerfile(twoStages), true], [dockerfile(twoStages.replace('--from=build', '--from=0')), 'The last stage copies from: 0'], [dockerfile(twoStages.replace('--from=build', '--from=nginx:1')), 'The last stage copies from: nginx:1'], [dockerfile(app), 'The last stage copies nothing from another stage']] },
  ],
  'environment-is': [
    { parameters: { file: 'Dockerfile', name: 'PORT', value: '8080' }, of: [[dockerfile('FROM a AS b\nENV BASE=80 PORT=1\nFROM b\nENV PORT=${BASE}80\n'), true], [dockerfile('FROM a\nENV PORT=80\n'), 'PORT is 80'], [dockerfile('FROM a\nARG PORT=8080\n'), 'PORT is not set']] },
    { parameters: { file: 'Dockerfile', name: 'DB_PASSWORD', value: '' }, of: [[dockerfile('FROM a\nENV DB_PASSWORD=\n'), true], [dockerfile('FROM a\nENV DB_PASSWORD=hunter2\n'), 'DB_PASSWORD is ••••']] },
  ],
  'context-excludes': [
    { parameters: { file: 'Dockerfile', paths: ['.git/HEAD', 'node_modules/', '.env'] }, of: [
      [dockerfile(app, { '.dockerignore': '.git\nnode_modules\n.env*\n' }), true], [dockerfile(app, { '.dockerignore': '*\n!src\n', 'node_modules/a/index.js': '' }), true],
      [dockerfile(app, { '.dockerignore': '.git\nnode_modules\n' }), '.env is sent'], [dockerfile(app), '.git/HEAD is sent: there is no ignore file'], [dockerfile(app, { 'Dockerfile.dockerignore': '', '.dockerignore': '.git\nnode_modules\n.env\n' }), '.git/HEAD is sent'],
      [dockerfile(app, { '.dockerignore': '.git\n.env\nnode_modules\n!node_modules/a\n', 'node_modules/a/index.js': '' }), 'node_modules/ is sent'], [dockerfile(app, { '.dockerignore': '.git\n[\n' }), 'In line 2 of .dockerignore: The `[` opens no set of characters: Docker refuses to build'],
    ] },
  ],
  'context-includes': [
    { parameters: { file: 'Dockerfile', paths: ['package.json', 'src'] }, of: [[dockerfile(app, { 'package.json': '{}', 'src/a.js': '', '.dockerignore': '*.md\n' }), true], [dockerfile(app, { 'package.json': '{}', 'src/a.js': '', '.dockerignore': '*.json\n' }), 'package.json is not sent'], [dockerfile(app, { 'package.json': '{}', 'src/a.js': '', '.dockerignore': 'src/*\n' }), 'src is not sent'], [dockerfile(app, { 'package.json': '{}' }), 'src is not there']] },
  ],
  'context-smaller-than': [
    { parameters: { file: 'Dockerfile', bytes: 1_000_000 }, of: [[dockerfile(app, { 'data.bin': 'x'.repeat(2_000_000), '.dockerignore': 'data.bin\n' }), true], [dockerfile('FROM a', { 'data.bin': 'x'.repeat(1_999_994) }), 'The context holds 2 MB']] },
  ],
  'answers-equal': [
    { parameters: { file: 'answers.yaml', question: 'who', answer: 'The Kernel' }, of: [[answers('who: the  KERNEL \n'), true], [answers('who: "the kernel"\n'), true], [answers('who: runc\n'), 'The answer is: runc'], [answers('who:\n'), 'There is no answer yet'], [answers('who: [the kernel]\n'), 'The answer is a list, and one word is wanted'], [answers('- who\n'), 'answers.yaml cannot be read as YAML with a line for each answer'], [{}, 'There is no file answers.yaml']] },
    { parameters: { file: 'answers.yaml', question: 'code', answer: '137' }, of: [[answers('code: 137\n'), true], [answers('code: 0\n'), 'The answer is: 0']] },
    { parameters: { file: 'answers.yaml', question: 'list', answer: 'docker ps -a', also: ['docker ps --all'] }, of: [[answers('list: docker ps --all\n'), true], [answers('list: "docker ps -a"\n'), true], [answers('list: docker ps a\n'), 'The answer is: docker ps a'], [answers('list: docker ps\n'), 'The answer is: docker ps']] },
    { parameters: { file: 'answers.yaml', question: 'wall', answer: 'virtual-machine' }, of: [[answers('wall: virtual machine\n'), true], [answers('wall: Virtual_Machine\n'), true], [answers('wall: machine\n'), 'The answer is: machine']] },
    { parameters: { file: 'answers.yaml', question: 'boots', answer: 'no' }, of: [[answers('boots: false\n'), true], [answers('boots: true\n'), 'The answer is: true']] },
  ],
  'answers-ordered': [
    { parameters: { file: 'answers.yaml', question: 'order', answers: ['create', 'start', 'stop'] }, of: [[answers('order: [create, Start, stop]\n'), true], [answers('order: [create, stop, start]\n'), 'Number 2 is: stop'], [answers('order: [create, start]\n'), 'The list has 2 items'], [answers('order: [create, start, stop, rm]\n'), 'The list has 4 items'], [answers('order: create\n'), 'The answer is no list'], [answers('order: []\n'), 'There is no answer yet']] },
  ],
  'answers-set': [
    { parameters: { file: 'answers.yaml', question: 'drift', answers: ['runtime', 'libc'] }, of: [[answers('drift:\n  - libc\n  - Runtime\n'), true], [answers('drift: [libc]\n'), '1 of 2 is there'], [answers('drift: [libc, runtime, user]\n'), '2 of 2 are there, and 1 should not be']] },
  ],
  'diagram-edges': [
    { parameters: { file: 'flow.mmd', edges: ['cli --> daemon', 'daemon --> containerd'] }, of: [
      [{ 'flow.mmd': 'flowchart LR\n  %% the way\n  cli["docker run"] -->|REST| daemon(dockerd) ==> containerd\n' }, true], [{ 'flow.mmd': 'graph TD;\r\ncli -- asks --> daemon;daemon-->containerd\r\n' }, true],
      [{ 'flow.mmd': 'flowchart LR\n  cli --> containerd\n' }, 'This arrow is not right: cli --> containerd'], [{ 'flow.mmd': 'flowchart LR\n  cli --> daemon\n  containerd\n' }, '1 of 2 arrows are there'], [{ 'flow.mmd': 'flowchart LR\n  cli -->\n' }, 'flow.mmd is no flowchart that can be read'], [{}, 'There is no file flow.mmd'],
    ] },
  ],
  'compose-services': [
    { parameters: { file: 'compose.yaml', services: ['web', 'db'] }, of: [[compose(`${web}  db:\n    image: postgres:18\n`), true], [compose(`include: [db.yaml]\n${web}`, { 'db.yaml': 'services: {db: {image: "postgres:18"}}' }), true], [compose(web), 'The services are: web'], [compose(''), 'There is no service'], [compose('services: [\n'), 'compose.yaml cannot be read as YAML'], [{}, 'There is no file compose.yaml']] },
  ],
  'compose-port': [
    { parameters: { file: 'compose.yaml', service: 'web', published: 8080, target: 80, address: '127.0.0.1' }, of: [
      [compose(web), true], [compose(web.replace('["127.0.0.1:8080:80"]', '[{target: 80, published: "8080", host_ip: 127.0.0.1}]')), true], [compose(web.replace('127.0.0.1:8080', '127.0.0.1:${PORT}'), { '.env': 'PORT=8080\n' }), true],
      [compose(web.replace('127.0.0.1:', '')), 'Port 8080 leads to port 80 of web, on every address'], [compose(web.replace('127.0.0.1:8080:80', '80')), 'web publishes its port 80 on a port that Docker picks'], [compose('services: {web: {image: "a:1"}}'), 'web publishes no port'], [compose('services: {app: {image: "a:1"}}'), 'There is no service web'],
    ] },
    { parameters: { file: 'compose.yaml', service: 'web', published: 8080, target: 80 }, of: [[compose(web), true], [compose(web.replace('8080', '9090')), 'Port 9090 leads to port 80 of web, on 127.0.0.1']] },
  ],
  'compose-environment': [
    { parameters: { file: 'compose.yaml', service: 'web', name: 'MODE', value: 'on' }, of: [[compose(`${web}    environment: [MODE=on]\n`), true], [compose(`${web}    env_file: web.env\n`, { 'web.env': 'MODE=on\n' }), true], [compose(`${web}    environment: {MODE: off}\n`), 'MODE is '], [compose(web), 'web is given no MODE']] },
    { parameters: { file: 'compose.yaml', service: 'web', name: 'DB_PASSWORD', value: 'x' }, of: [[compose(`${web}    environment: [DB_PASSWORD=x]\n`), true], [compose(`${web}    environment: [DB_PASSWORD=hunter2]\n`), 'DB_PASSWORD is ••••']] },
  ],
  'compose-mount': [
    { parameters: { file: 'compose.yaml', service: 'web', type: 'volume', source: 'data', target: '/data' }, of: [[compose(`${web}    volumes: ["data:/data"]\nvolumes: {data: }\n`), true], [compose(`${web}    volumes: ["./data:/data"]\n`), 'What is mounted at /data is a bind'], [compose(`${web}    volumes: ["/data"]\n`), 'What is mounted at /data has no name'], [compose(`${web}    volumes: ["data:/other"]\nvolumes: {data: }\n`), 'web mounts something at: /other'], [compose(web), 'web mounts nothing']] },
    { parameters: { file: 'compose.yaml', service: 'web', type: 'bind', source: './web.conf', target: '/web.conf', readOnly: true }, of: [[compose(`${web}    volumes: ["./web.conf:/web.conf:ro"]\n`), true], [compose(`${web}    volumes: [{type: bind, source: web.conf, target: /web.conf}]\n`), '/web.conf is mounted for reading and writing'], [compose(`${web}    tmpfs: /web.conf\n`), 'What is mounted at /web.conf is a tmpfs']] },
  ],
  'compose-has-key': [
    { parameters: { file: 'compose.yaml', key: 'services.web.image' }, of: [[compose(web), true], [compose('services:\n  web:\n    build: .\n'), 'services.web.image is not there'], [compose(''), 'services.web.image is not there']] },
  ],
  'compose-lacks-key': [
    { parameters: { file: 'compose.yaml', key: 'version' }, of: [[compose(web), true], [compose(`version: "3.8"\n${web}`), 'version is there'], [compose(''), 'There is no service']] },
    { parameters: { file: 'compose.yaml', key: 'services.*.links' }, of: [[compose(web), true], [compose(`${web}    links: [db]\n  db: {image: "a:1"}\n`), 'services.*.links is there']] },
  ],
};

suite('conditions of labs on files', () => {
  for (const [condition, groups] of Object.entries(cases)) {
    test(`${condition}: met, and what is found where it is not`, async () => {
      for (const { parameters, of } of groups) {
        for (const [files, wanted] of of) {
          const { met, found = '' } = await judge(condition, parameters, files);
          const shown = JSON.stringify({ parameters, files }).slice(0, 300);
          if (wanted === true) assert.deepEqual({ met, found }, { met: true, found: '' }, shown);
          else assert.ok(!met && (found === wanted || (/[ :]$/.test(wanted) && found.startsWith(wanted) && found.length > wanted.length)), `${shown}\nis ${found}\nnot ${wanted}`);
        }
        assert.ok(of.some(([, wanted]) => wanted === true) && of.some(([, wanted]) => wanted !== true), condition);
      }
    });
  }

  test('every condition of the registry is judged above', () => {
    assert.deepEqual(Object.keys(cases).sort(), Object.keys(staticConditions).sort());
  });

  test('nothing that a file can hold makes a condition throw, or hang, or give a long or broken sentence', async () => {
    const hostile = ['', '\0', '\uFEFF', '\uD800', '{', '[', '- - - -\n', '&a [*a]\n', 'a: *b\n', '__proto__: x\nconstructor: [y]\n', '['.repeat(5_000), '{a: '.repeat(2_000), 'FROM '.repeat(2_000), 'FROM a\nRUN "\'`$(\n', `FROM ${'x'.repeat(20_000)}\nWORKDIR ${'y'.repeat(20_000)}\u202Ereversed\nCMD ${'z'.repeat(20_000)}\n`, 'FROM a AS a\nFROM a\nCOPY --from=a x y\n', 'flowchart LR\n' + 'a --> '.repeat(1_000), 'flowchart LR\n' + '-'.repeat(15_000), `flowchart LR\na -- ${' -'.repeat(7_000)}`, 'services: {web: *web}\n', 'services: {web: {ports: ["-1:-1", {}], volumes: [{}], environment: [=]}}\n', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nwho: [*c, *c]\n'];
    for (const text of hostile) {
      for (const [condition, groups] of Object.entries(cases)) {
        for (const { parameters } of groups) {
          const { met, found = '' } = await judge(condition, parameters, { [String(parameters['file'])]: text, '.dockerignore': text });
          assert.ok(met || (found.length > 0 && found.length <= 200 && !/[\n\u202E\0]/.test(found)), `${condition}: ${text.slice(0, 40)}: ${found}`);
        }
      }
    }
  }).timeout(30_000);

  test('arrows of a flowchart: chains, several at once, shapes, texts; lines that say something else', () => {
    const edges = (text: string): readonly string[] | undefined => {
      const found = flowchartEdges(text);
      return found && [...found];
    };
    assert.deepEqual(edges('flowchart TD\nsubgraph host\n a & b --> c:::hot -.-> d\nend\nclassDef hot fill:red\n'), ['a --> c', 'b --> c', 'c --> d']);
    assert.deepEqual(edges('graph LR\n a{{"x"}} ----> b[("disk")] -. now .-> c((round))\n'), ['a --> b', 'b --> c']);
    assert.deepEqual(edges('flowchart LR\n docker-cli-->docker_d == loud ==> c\n'), ['docker-cli --> docker_d', 'docker_d --> c']);
    assert.equal(edges('sequenceDiagram\n a->>b: hi\n'), undefined);
    assert.equal(edges('flowchart LR\n a --- b\n'), undefined);
  });
});
