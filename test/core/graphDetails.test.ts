import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import { cueIds } from '../../server/language/graph/cues';
import { graphDetails, imageToTrace } from '../../server/language/graph/details/graphDetails';
import { projectId } from '../../server/protocol/graphNodeIds';
import { around, container, containerDetailsOf, cueIdsOf, daemon, dangling, detailsOf, digits, factOf, image, imageInspection, now, secondsAgo, texts, web, worker } from './graphDetailsFacts';
import { syntheticFacts } from './graphFacts';

const all = (details: object): string => JSON.stringify(details);

suite('Graph details: images', () => {
  test('what it shares with whom, and what removing it frees', () => {
    const [about, size, removal] = detailsOf(`image:${web.id}`, daemon()).paragraphs;
    assert.equal(about, texts?.kinds['image']?.levels.developer);
    assert.equal(size, 'It has 3 layers, 151 MB in all. It shares its first 2 layers (139 MB) with 2 other images.');
    assert.equal(removal, 'This daemon has no container of it. Its own layers are 12 MB: removing it with all its 2 tags frees them, unless the build cache still holds them.');
  });

  test('fewer images may share more', () => {
    const child = image('e5', ['child'], [['sha256:web', web.history![2]!], ['sha256:more', web.history![2]!]]);
    const [, size] = detailsOf(`image:${web.id}`, daemon({ images: [web, worker, child] })).paragraphs;
    assert.equal(size, 'It has 3 layers, 151 MB in all. It shares its first 2 layers (139 MB) with 2 other images, and all its 3 layers (151 MB) with 1 of them.');
  });

  test('nothing is shared, nothing is there', () => {
    const alone = daemon({ images: [web, { ...dangling, layers: [], history: [] }] });
    assert.match(detailsOf(`image:${web.id}`, alone).paragraphs[1]!, /It shares none of its 3 layers with another image\.$/);
    assert.equal(detailsOf(`image:${dangling.id}`, alone).paragraphs[1], 'It has no layers: nothing but settings.');
  });

  test('sizes that the daemon has not told are not guessed', () => {
    const details = detailsOf(`image:${web.id}`, daemon({ images: [{ ...web, history: undefined }] }));
    assert.match(details.paragraphs.join(' '), /not known yet.*has not told what made 3 of its layers/);
    assert.deepEqual(details.layers, []);
    assert.equal(factOf(details, 'Size'), '151 MB');
  });

  test('a daemon that counts more than the layers', () => {
    const details = detailsOf(`image:${web.id}`, daemon({ images: [{ ...web, bytes: 210_000_000 }, worker] }));
    assert.match(details.paragraphs[1]!, /^It has 3 layers, 151 MB in all\./);
    assert.equal(factOf(details, 'Size'), '210 MB as the daemon counts it\nOf its layers 12 MB are its own and 139 MB are shared');
  });

  test('what is not read yet is not denied', () => {
    const words = (incomplete: 'images' | 'containers') => detailsOf(`image:${web.id}`, daemon({ incomplete: [incomplete] })).paragraphs.slice(1).join(' ');
    assert.equal(words('images'), 'It has 3 layers, 151 MB in all. Whether other images share some of it is not known: not all images are read.');
    assert.match(words('containers'), /not all containers are read\.$/);
    assert.doesNotMatch(words('containers'), /no container/);
    const volume = { name: 'data', driver: 'local', created: 0, anonymous: false };
    assert.doesNotMatch(all(detailsOf('volume:data', daemon({ volumes: [volume], incomplete: ['containers'] }))), /No container|no container|volume rm/);
    const network = { id: digits('f6'), name: 'shop', driver: 'bridge', scope: 'local', internal: false, created: 0, subnets: [] };
    assert.doesNotMatch(all(detailsOf(`network:${network.id}`, daemon({ networks: [network], incomplete: ['containers'] }))), /No container|network rm/);
  });

  test('a container keeps its layers', () => {
    assert.equal(detailsOf(`image:${web.id}`, daemon({ containers: [container()] })).paragraphs[2], '1 container was made from it. As long as it is there, its layers stay on the disk.');
  });

  test('the layers from the base up, with the lines that made them', () => {
    const madeBy = { location: { uri: 'file:///app/Dockerfile', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 8 } } }, words: 'Dockerfile, line 4' };
    const { layers = [] } = detailsOf(`image:${web.id}`, daemon(), { madeBy: new Map([[2, madeBy]]) });
    assert.deepEqual(layers.map(({ instruction, bytes, images }) => [instruction, bytes, images]), [['ADD debian.tar /', 100_000_000, 3], ['RUN apt-get update', 39_000_000, 3], ['COPY . .', 12_000_000, 1]]);
    assert.deepEqual(layers.map((each) => each.madeBy), [undefined, undefined, madeBy]);
    assert.deepEqual(detailsOf(layers[2]!.node, daemon(), { madeBy: new Map([[2, madeBy]]) }).layers?.map((each) => each.madeBy), [madeBy]);
    assert.equal(imageToTrace(layers[2]!.node, buildGraph(daemon(), 'daemon')), web.id);
  });

  test('what the daemon tells of it alone', () => {
    const details = detailsOf(`image:${web.id}`, daemon(), { told: { image: imageInspection } });
    assert.equal(factOf(details, 'Platform'), 'linux/amd64');
    assert.equal(factOf(details, 'User'), 'root (not set)');
    assert.equal(factOf(details, 'Environment'), 'PATH=/bin\nAPI_TOKEN=••••');
    assert.equal(details.command?.line, 'node server.js');
    assert.match(details.command?.explanation ?? '', /^CMD is node server\.js\. node is PID 1 and gets SIGTERM\./);
  });

  test('root and / are words of Linux', () => {
    const local = { ...imageInspection.local!, user: '', workingDirectory: '' };
    const shown = (operatingSystem: string) => {
      const details = detailsOf(`image:${web.id}`, daemon({ operatingSystem }), { told: { image: { ...imageInspection, local } } });
      return [factOf(details, 'User'), factOf(details, 'Working directory')];
    };
    assert.deepEqual([shown('linux'), shown('windows')], [['root (not set)', '/'], [undefined, undefined]]);
  });

  test('an image is removed by all its names, never by an id that Docker refuses', () => {
    const removal = (...tags: string[]) => detailsOf(`image:${web.id}`, daemon({ images: [{ ...web, tags }] })).commands.find(({ title }) => title === 'Remove it')?.line;
    assert.equal(removal('shop_web:1', 'shop_web:latest'), 'docker image rm shop_web:1 shop_web:latest');
    assert.equal(removal(), 'docker image rm a10000000000');
    assert.equal(removal('a b'), 'docker image rm a10000000000');
    assert.equal(removal('a b', 'c'), undefined);
    assert.equal(removal(...Array.from({ length: 11 }, (_, index) => `web:${index}`)), undefined);
  });

  test('cues come from the daemon\'s facts', () => {
    assert.deepEqual(cueIdsOf(detailsOf(`image:${dangling.id}`, daemon())), ['dangling-image', 'unused-image']);
    assert.deepEqual(cueIdsOf(detailsOf(`image:${web.id}`, daemon({ containers: [container()] }))), []);
  });
});

suite('Graph details: containers', () => {
  const sentence = (...args: Parameters<typeof containerDetailsOf>): string => containerDetailsOf(...args).paragraphs.slice(1).join(' ');

  test('whether memory ran out is the daemon\'s word', () => {
    const own = { state: 'exited', status: 'Exited (137) 2 hours ago' };
    const ended = { exitCode: 137, finished: secondsAgo(7_200) };
    assert.match(sentence(own, { ...ended, memoryRanOut: true }), /^It ended 2 hours ago with code 137: 128 \+ 9, by convention ended by SIGKILL\. The daemon says that memory ran out/);
    assert.match(sentence(own, { ...ended, memoryRanOut: false }), /The daemon does not report that memory ran out/);
    assert.doesNotMatch(sentence(own, { ...ended, memoryRanOut: undefined }), /memory/);
    assert.deepEqual(cueIdsOf(containerDetailsOf(own, { ...ended, memoryRanOut: true })), ['out-of-memory']);
    assert.deepEqual(cueIdsOf(containerDetailsOf(own, { ...ended, memoryRanOut: false })), ['exit-code-137']);
  });

  test('each code has its cue', () => {
    const cue = (code: number) => cueIdsOf(containerDetailsOf({ state: 'exited', status: `Exited (${code}) 1 second ago` }, { exitCode: code }));
    const codes = [0, 1, 125, 126, 127, 130, 137, 139, 143, 255];
    assert.deepEqual(codes.map((code) => cue(code)[0]), [undefined, 'exit-code-other', 'exit-code-125', 'exit-code-126', 'exit-code-127', 'exit-code-signal', 'exit-code-137', 'exit-code-139', 'exit-code-143', 'exit-code-other']);
    assert.match(sentence({ state: 'exited', status: 'Exited (3) 1 second ago' }, { exitCode: 3 }), /with code 3: its program reported a failure\./);
    assert.match(sentence({ state: 'exited', status: 'Exited (0) 1 second ago' }, { exitCode: 0 }), /with code 0: its program reported success\./);
  });

  test('a container that could not be started tells why', () => {
    const details = containerDetailsOf({ state: 'created', status: 'Created' }, { exitCode: 127, started: 0, error: 'exec: "nosuch": executable file not found in $PATH: unknown' });
    assert.equal(details.paragraphs[1], 'The daemon could not start it and gave it the code 127: exec: "nosuch": executable file not found in $PATH: unknown.');
    assert.deepEqual(cueIdsOf(details), ['start-failed']);
    assert.deepEqual(containerDetailsOf({ state: 'created', status: 'Created' }).paragraphs[1], 'It was made and not started yet.');
  });

  test('one that ran and could not be started again has no code of its program', () => {
    const details = containerDetailsOf({ state: 'exited', status: 'Exited (127) 2 hours ago' }, { exitCode: 127, finished: secondsAgo(7_200), error: 'exec: "gone": executable file not found in $PATH: unknown' });
    assert.equal(details.paragraphs[1], 'It does not run. The daemon could not start it: exec: "gone": executable file not found in $PATH: unknown.');
    assert.deepEqual(cueIdsOf(details), ['start-failed']);
  });

  test('why it runs as root, and who that is outside', () => {
    assert.match(sentence({ user: '' }), /It runs as root, because neither the image nor the command names a user\.$/);
    const withImageUser = { image: { ...imageInspection, local: { ...imageInspection.local!, user: 'root' } } };
    assert.match(sentence({ user: 'root' }, { user: 'root' }, withImageUser), /because the image says so with USER root\.$/);
    assert.match(sentence({ user: '0:0' }, { user: '0:0' }), /because it was made with the user 0:0\.$/);
    assert.match(sentence({ user: '0' }, { user: '0' }, { image: undefined }), /because its user is set to 0\.$/);
    assert.doesNotMatch(sentence({ user: 'node' }, { user: 'node' }), /root/);
    const rootless = containerDetailsOf({ user: '' }, {}, { engine: { rootless: true, mapsUsers: false } });
    assert.match(rootless.paragraphs.join(' '), /root inside is, outside, the user who started the Engine/);
    assert.deepEqual(cueIdsOf(rootless), []);
    assert.deepEqual(cueIdsOf(containerDetailsOf({ user: '' }, {}, { engine: { rootless: false, mapsUsers: true } })), []);
    assert.deepEqual(cueIdsOf(containerDetailsOf({ user: '' }, { userNamespace: 'host' }, { engine: { rootless: false, mapsUsers: true } })), ['runs-as-root']);
    assert.deepEqual(cueIdsOf(containerDetailsOf({ user: '' }, {}, { engine: { rootless: false, mapsUsers: false } })), ['runs-as-root']);
  });

  test('root is a word of Linux', () => {
    const facts = daemon({ operatingSystem: 'windows', containers: [container({ user: '' })] });
    assert.doesNotMatch(all(detailsOf(`container:${digits('d4')}`, facts)), /root/);
  });

  test('published on all addresses, not on the loopback', () => {
    const cues = (hostAddress: string | undefined) => cueIdsOf(containerDetailsOf({ ports: [{ containerPort: 80, protocol: 'tcp', ...(hostAddress === undefined ? {} : { hostAddress, hostPort: 8080 }) }] }, { user: 'node' }));
    assert.deepEqual([cues('0.0.0.0'), cues('::'), cues('127.0.0.1'), cues('::1'), cues(undefined)], [['published-on-all-addresses'], ['published-on-all-addresses'], [], [], []]);
  });

  test('secrets of environment, errors and health checks stay masked', () => {
    const told = { environment: ['DB_PASSWORD=two words', 'SIGNING_KEY=abc', 'PORT=80', 'URL=http://u:hidden@h/', 'X'], error: 'token=hidden2', health: { status: 'unhealthy', failures: 3, output: 'wget --password hidden3' } };
    const details = containerDetailsOf({}, told);
    assert.equal(factOf(details, 'Environment'), 'DB_PASSWORD=••••\nSIGNING_KEY=••••\nPORT=80\nURL=http://u:••••@h/\nX');
    assert.doesNotMatch(all(details), /two words|abc|hidden/);
    assert.equal(factOf(details, 'Health check'), 'unhealthy, failed 3 times in a row');
  });

  test('how its command comes about', () => {
    const explanation = (told: object) => containerDetailsOf({}, told).command?.explanation ?? '';
    assert.match(explanation({}), /^CMD is the image's\. node is PID 1 and gets SIGTERM\./);
    assert.match(explanation({ argv: ['sh', '-c', 'exec top'], cmd: ['sh', '-c', 'exec top'] }), /^CMD was given when the container was made\. top is PID 1/);
    assert.match(explanation({ init: true }), /PID 1 is \/sbin\/docker-init, which starts the program: node server\.js\./);
    assert.match(explanation({ stopSignal: 'SIGQUIT' }), /node is PID 1 and gets SIGQUIT\./);
    assert.match(explanation({}), /docker stop waits 10 seconds and then kills it/);
    const trap = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 1; done'];
    assert.match(explanation({ argv: trap, cmd: trap }), /The text sets a trap, which may decide what happens at SIGTERM/);
    assert.doesNotMatch(explanation({ argv: trap, cmd: trap }), /kills/);
    assert.match(explanation({ stopTimeout: 60 }), /docker stop waits 60 seconds and then kills it/);
    assert.match(explanation({ stopTimeout: 0 }), /docker stop kills it at once/);
    assert.match(explanation({ stopTimeout: -1 }), /docker stop waits without a limit\./);
    assert.equal(explanation({ error: 'exec: "node": not found' }), "CMD is the image's.");
    assert.equal(explanation({ argv: ['other'] }), 'This is what the daemon starts. How it comes about cannot be told here.');
  });

  test('commands follow the state', () => {
    const lines = (state: string) => containerDetailsOf({ state, status: '' }).commands.map(({ line }) => line);
    assert.ok(lines('running').includes('docker exec --interactive --tty shop-web-1 sh') && lines('running').includes('docker stop shop-web-1'));
    assert.ok(lines('exited').includes('docker start shop-web-1') && lines('exited').includes('docker rm shop-web-1'));
    assert.ok(!lines('exited').some((line) => /docker (exec|stop|top|stats)/.test(line)));
    assert.ok(lines('paused').includes('docker unpause shop-web-1'));
  });
});

suite('Graph details: other kinds', () => {
  const volume = { name: 'data', driver: 'local', created: 0, anonymous: false };
  const network = { id: digits('f6'), name: 'shop_default', driver: 'bridge', scope: 'local', internal: false, created: 0, subnets: ['172.20.0.0/16'] };
  const compose = { project: 'shop', service: 'web', folder: '/home/ada/shop', files: ['/home/ada/shop/compose.yaml'], isOneOff: false };

  test('a volume: who uses it, and where it is', () => {
    const mounts = [{ kind: 'volume', name: 'data', source: '', target: '/data', readOnly: false }];
    const used = detailsOf('volume:data', daemon({ volumes: [volume], containers: [container({ mounts })] }), { told: { volume: { mountPoint: '/var/lib/docker/volumes/data/_data' } } });
    assert.match(used.paragraphs[1]!, /^1 container mounts it\./);
    assert.match(factOf(used, 'Mount point') ?? '', /_data on the machine of the daemon$/);
    assert.deepEqual(cueIdsOf(used), []);
    assert.ok(!used.commands.some(({ line }) => line.includes('volume rm')));
    const unused = detailsOf('volume:data', daemon({ volumes: [volume] }));
    assert.deepEqual(cueIdsOf(unused), ['unused-volume']);
    assert.deepEqual(cueIdsOf(detailsOf('volume:data', daemon({ volumes: [{ ...volume, anonymous: true }] }))), ['anonymous-volume-unused']);
    assert.ok(unused.commands.some(({ line, changes }) => line === 'docker volume rm data' && changes));
  });

  test('a network: its members and addresses; predefined and swarm networks are no cue', () => {
    const networks = [{ name: 'shop_default', id: network.id, address: '172.20.0.2' }];
    const used = detailsOf(`network:${network.id}`, daemon({ networks: [network], containers: [container({ networks })] }));
    assert.equal(factOf(used, 'Addresses'), 'shop-web-1: 172.20.0.2');
    assert.deepEqual(cueIdsOf(detailsOf(`network:${network.id}`, daemon({ networks: [network] }))), ['unused-network']);
    assert.deepEqual(cueIdsOf(detailsOf(`network:${network.id}`, daemon({ networks: [{ ...network, name: 'bridge' }] }))), []);
    const ofWindows = detailsOf(`network:${network.id}`, daemon({ networks: [{ ...network, name: 'nat', driver: 'nat' }] }));
    assert.deepEqual([cueIdsOf(ofWindows), ofWindows.commands.filter(({ changes }) => changes)], [[], []]);
    assert.deepEqual(cueIdsOf(detailsOf(`network:${network.id}`, daemon({ networks: [{ ...network, name: 'docker_gwbridge' }] }))), []);
    assert.deepEqual(cueIdsOf(detailsOf(`network:${network.id}`, daemon({ networks: [{ ...network, scope: 'swarm' }] }))), []);
  });

  test('of two networks with one name the id is meant', () => {
    const lines = detailsOf(`network:${network.id}`, daemon({ networks: [network, { ...network, id: digits('f7') }] })).commands.map(({ line }) => line);
    assert.ok(lines.includes(`docker network rm ${network.id.slice(0, 12)}`));
  });

  test('a compose project', () => {
    const details = detailsOf(projectId('shop'), daemon({ containers: [container({ compose }), container({ id: digits('d5'), name: 'shop-db-1', state: 'exited', status: 'Exited (0) now', compose: { ...compose, service: 'db' } })], volumes: [{ ...volume, composeProject: 'shop' }] }));
    assert.equal(details.kindName, 'Compose project');
    assert.equal(details.paragraphs[1], 'It has 2 containers of 2 services; 1 of them runs.');
    assert.equal(factOf(details, 'Files'), '/home/ada/shop/compose.yaml');
    assert.ok(details.commands.some(({ line }) => line === 'docker compose --project-name shop ps --all'));
    assert.equal(graphDetails(projectId('other'), daemon(), buildGraph(daemon(), 'daemon'), around), undefined);
  });

  test('what a swarm says of a task', () => {
    const swarm = {
      services: [{ id: 'serviceid1', name: 'web', imageName: 'web:1', mode: 'replicated', replicas: 2 }],
      tasks: [{ id: 'taskid1', serviceId: 'serviceid1', machineId: 'machineid1', slot: 1, state: 'rejected', wantedState: 'shutdown', error: 'No such image: web:1' }],
      machines: [{ id: 'machineid1', name: 'one', role: 'manager', availability: 'active', state: 'ready' }],
    };
    const facts = daemon({ swarm });
    assert.deepEqual(detailsOf('task:taskid1', facts).paragraphs.slice(1), ['It has ended (rejected), and the swarm does not want it any more.', 'The swarm says: No such image: web:1.']);
    assert.deepEqual(detailsOf('service:serviceid1', facts).paragraphs.slice(1), ['Of 2 wanted tasks none runs.', 'The swarm says of its tasks: No such image: web:1.']);
    const job = { ...swarm, services: [{ ...swarm.services[0]!, mode: 'replicated-job' }], tasks: [] };
    assert.deepEqual(detailsOf('service:serviceid1', daemon({ swarm: job })).paragraphs.slice(1), ['It is a job that is to be done 2 times; no task runs now.']);
    const starting = { ...swarm, tasks: [{ ...swarm.tasks[0]!, state: 'starting', wantedState: 'running', error: '' }] };
    assert.deepEqual(detailsOf('task:taskid1', daemon({ swarm: starting })).paragraphs.slice(1), ['It is starting; the swarm wants it to be running.']);
    assert.match(detailsOf('machine:machineid1', facts).paragraphs[1]!, /^It is a manager; it gets tasks\.$/);
  });

  test('times that are none, or lie ahead', () => {
    const at = (created: number) => factOf(detailsOf('volume:data', daemon({ volumes: [{ ...volume, created }] })), 'Created');
    assert.deepEqual([at(0), at(1e300), at(now / 1_000 + 10)], [undefined, undefined, 'just now (2026-11-21 20:00 UTC)']);
    assert.equal(at(now / 1_000 + 86_400), 'in the future by the clock here (2026-11-22 20:00 UTC)');
    assert.equal(at(secondsAgo(3 * 86_400)), '3 days ago (2026-11-18 20:00 UTC)');
  });
});

suite('Graph details: any daemon', () => {
  test('every node has details at every level, of known cues and bounded length', () => {
    const facts = syntheticFacts({ seed: 7, images: 60, layers: 300, containers: 40, volumes: 20, networks: 12, services: 4 });
    const graph = buildGraph(facts, 'daemon');
    const projects = [...new Set(graph.nodes.flatMap((node) => ('project' in node && node.project ? [projectId(node.project)] : [])))];
    for (const node of [...graph.nodes.map(({ id }) => id), ...projects]) {
      for (const level of ['child', 'teen', 'developer'] as const) {
        const details = graphDetails(node, facts, graph, { ...around, level });
        assert.ok(details && details.paragraphs.length > 1, node);
        assert.ok(all(details).length < 60_000);
        assert.deepEqual(details.cues.filter(({ id }) => !(cueIds as readonly string[]).includes(id)), []);
      }
    }
  });

  test('levels change words, never facts', () => {
    const of = (level: 'child' | 'developer') => detailsOf(`container:${digits('d4')}`, daemon({ containers: [container({ user: '' })] }), { level });
    const [child, developer] = [of('child'), of('developer')];
    assert.deepEqual([child.facts, child.commands, cueIdsOf(child), child.paragraphs.slice(1)], [developer.facts, developer.commands, cueIdsOf(developer), developer.paragraphs.slice(1)]);
    assert.notEqual(child.paragraphs[0], developer.paragraphs[0]);
  });

  test('hostile texts stay on their lines and out of commands', () => {
    const hostile = '"; rm -rf / #$(id)`id`\n\u202e--privileged <img src=x> %%{init}%%';
    const facts = daemon({
      images: [{ ...web, tags: [hostile] }],
      containers: [container({ name: hostile, state: hostile, status: hostile, imageName: hostile, mounts: [{ kind: 'volume', name: hostile, source: hostile, target: hostile, readOnly: false }], compose: { project: hostile, service: hostile, folder: hostile, files: [hostile], isOneOff: false } })],
      volumes: [{ name: hostile, driver: hostile, created: 0, anonymous: false }],
      networks: [{ id: hostile, name: hostile, driver: hostile, scope: hostile, internal: false, created: 0, subnets: [hostile] }],
    });
    const graph = buildGraph(facts, 'daemon');
    for (const node of [...graph.nodes.map(({ id }) => id), projectId(hostile)]) {
      const details = graphDetails(node, facts, graph, around);
      assert.ok(details, node);
      assert.deepEqual(details.commands.filter(({ line }) => /rm -rf|\$\(|`|\n|\u202e/.test(line)), []);
      assert.deepEqual([...details.paragraphs, ...details.facts.map(({ value }) => value), details.title].filter((text) => /\u202e/.test(text)), []);
    }
  });

  test('names of 4 KB', () => {
    const long = 'n'.repeat(4_096);
    const facts = daemon({ images: [{ ...web, tags: [long] }], containers: [container({ name: long, imageName: long })], volumes: [{ name: long, driver: 'local', created: 0, anonymous: false }] });
    for (const node of [`image:${web.id}`, `container:${digits('d4')}`, `volume:${long}`]) {
      const details = detailsOf(node, facts);
      assert.ok(details.title.length <= 120 && details.facts.every(({ value }) => value.length <= 700) && details.commands.every(({ line }) => line.length < 200), node);
    }
  });

  test('a node that is not there has none', () => {
    for (const node of ['', 'image:', 'image:sha256:none', 'project:', 'layer:x', '__proto__']) assert.equal(graphDetails(node, daemon(), buildGraph(daemon(), 'daemon'), around), undefined);
  });

  test('without a daemon there are no commands', () => {
    assert.deepEqual(detailsOf(`image:${web.id}`, daemon(), { docker: undefined }).commands, []);
  });
});
