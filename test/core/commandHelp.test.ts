import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheatSheetCommands } from '../../server/language/course/commands/cheatSheetCommands';
import { readDockerCalls } from '../../server/language/course/commands/dockerCalls';
import { parseDockerOptions } from '../../server/language/course/commands/dockerOptions';
import { commandPlaceholders } from '../../server/protocol/commandPlaceholders';
import { readContentFolder } from '../../server/world/contentFolder';

const content = readContentFolder(join(process.cwd(), 'content'));
const commands = new CheatSheetCommands(content);
const idOf = new Map(content.cheatSheet.map(({ id, command }) => [command, id]));
const read = (line: string) => readDockerCalls(line, content.dockerOptions!, content.commands);

/** Id of the entry whose help a place of a line has. */
function entryAt(line: string, words = 'docker'): string | undefined {
  const markdown = commands.help({ line, character: line.indexOf(words) })?.markdown ?? '';
  return idOf.get(/\*\*`([^`]+)`\*\*/.exec(markdown)?.[1] ?? '');
}

suite('which entry of the cheat sheet a shell line means', () => {
  const meant: Readonly<Record<string, string>> = {
    'docker run -d --name web nginx': 'run-detached',
    'docker run --detach nginx:1.29': 'run-detached',
    'docker container run nginx': 'run',
    'docker run hello-world': 'run-hello-world',
    'docker run --rm -p 3000:3000 shop': 'run-remove-publish',
    'docker run -p8080:80 nginx': 'run-publish',
    'docker run -it ubuntu /bin/bash': 'run-interactive',
    'docker run -ti alpine sh': 'run-interactive',
    'docker run -it --entrypoint=bash shop': 'run-other-entrypoint',
    'docker run -e A=b -e C=d shop': 'run-environment',
    'docker run -v "$(pwd)":/app shop': 'run-bind-here',
    'docker run -v ./src:/app shop': 'run-bind-here',
    'docker run -v /srv/data:/var/lib/data shop': 'run-bind',
    'docker run -v pgdata:/var/lib/postgresql postgres:18': 'run-volume',
    'docker run -v pgdata:/data:rw,Z shop': 'run-volume-relabel',
    'docker run --log-driver syslog shop': 'run-log-syslog',
    'docker run --oom-kill-disable --memory="1g" myapp': 'run-memory',
    'docker container ls -a': 'ps-all',
    'docker ps --all': 'ps-all',
    'docker exec -it 3f2a /bin/bash': 'exec-shell',
    'docker exec web touch /tmp/visited': 'exec',
    'docker exec web sh -c "echo hi > /note"': 'exec',
    'docker run --rm shop': 'run',
    'docker run --rm shop ls /': 'run-list-files',
    'docker build -t shop:dev src': 'build-tag',
    'DOCKER_BUILDKIT=1 docker build .': 'build',
    'docker image build --no-cache .': 'build-no-cache',
    'docker build --target test .': 'ci-test',
    'docker build --target development .': 'build-target',
    'docker save myapp:latest > myapp.tar': 'save',
    'docker load < myapp.tar': 'load',
    'docker scout compare myapp:v1.0 myapp:v2.0': 'scout-compare',
    'docker stats': 'stats',
    'docker stats web': 'stats-one',
    'docker system prune -a --volumes': 'system-prune-volumes',
    'docker system prune --all': 'system-prune-all',
    'docker cp web:/app/logs ./logs': 'cp-out',
    'docker cp file.txt web:/app/': 'cp-into',
    'docker compose -f compose.dev.yaml up -d': 'compose-up-detached',
    'docker-compose up --scale web=3': 'compose-scale',
    'docker --context remote ps': 'ps',
    'docker push ghcr.io/org/myapp:dev': 'push',
  };
  for (const [line, id] of Object.entries(meant)) {
    test(`${line} → ${id}`, () => assert.equal(entryAt(line), id));
  }

  test('every entry means itself', () => {
    for (const { id, command } of content.cheatSheet) {
      // Two texts of the course are one command, once with a tag and once with a commit in it.
      const found = entryAt(command);
      assert.ok(found === id || (id.startsWith('ci-') && ['build-tag', 'push', 'tag'].includes(found!)), `${command} means ${found}`);
    }
  });

  test('prompts, sudo, pipes, lists and continued lines', () => {
    assert.equal(entryAt('$ docker ps'), 'ps');
    assert.equal(entryAt('PS C:\\Users\\me> docker ps'), 'ps');
    assert.equal(entryAt('me@host:~/shop$ sudo -u app docker ps'), 'ps');
    assert.equal(entryAt('cd shop && docker compose up --build | tee log', 'compose up'), 'compose-up-build');
    const two = 'docker stop web; docker rm web';
    assert.equal(entryAt(two), 'stop');
    assert.equal(entryAt(two, 'docker rm'), 'rm');
    const continued = 'docker run \\\n  -d \\\n  --name web nginx';
    assert.equal(entryAt(continued, 'nginx'), 'run-detached');
    assert.deepEqual(commands.help({ line: 'x && docker ps -q', character: 12 }), { ...commands.help({ line: 'x && docker ps -q', character: 5 })!, start: 5, end: 17 });
  });

  test('nothing is said about other commands, unknown ones, and lines that cannot be read', () => {
    for (const line of ['ls -la', 'echo docker ps', 'docker', 'docker frobnicate', '# docker ps', 'docker run "nginx', 'podman ps', '']) {
      assert.equal(commands.help({ line, character: Math.min(3, line.length) }), undefined, line);
    }
    assert.equal(commands.help({ line: 'ls | docker ps', character: 1 }), undefined);
  });

  test('the old program leads to the new one', () => {
    const { markdown } = commands.help({ line: 'docker-compose up -d', character: 3 })!;
    assert.match(markdown, /^`docker-compose` is the old program.*Today it is `docker compose up …`/);
    assert.match(markdown, /\*\*`docker compose up -d`\*\*/);
  });

  test('an option is explained alone, a bundle of them together', () => {
    const line = 'docker run -it --rm -p 8080:80 nginx -x';
    assert.match(commands.help({ line, character: line.indexOf('--rm') })!.markdown, /^\*\*`docker run --rm`\*\*\n\nRemoves the container/);
    assert.equal(commands.help({ line, character: line.indexOf('-it') })!.markdown.match(/\*\*/g)!.length, 4);
    // What stands behind the image belongs to the program in it.
    assert.match(commands.help({ line, character: line.indexOf('-x') })!.markdown, /^\*\*`docker run/);
    const [call] = read(line);
    assert.deepEqual(call!.operands, ['nginx', '-x']);
    assert.deepEqual(call!.options.map(({ id, value }) => [id, value]), [
      ['docker run --interactive', undefined], ['docker run --tty', undefined], ['docker run --rm', undefined], ['docker run --publish', '8080:80'],
    ]);
  });

  test('hostile lines end', () => {
    const long = `docker run ${'-v a:b '.repeat(1000)} x`;
    assert.equal(entryAt(long), 'run-volume');
    for (const line of ['docker run $('.repeat(200), `docker ${'('.repeat(5000)}`, 'docker run \u0000\u2028 x', `docker run ${'\\'.repeat(3001)}`]) {
      commands.help({ line, character: 3 });
      commands.proposals({ line, character: line.length });
    }
  });
});

suite('commands that fit what is typed', () => {
  const proposed = (before: string, after = ''): string[] => commands.proposals({ line: before + after, character: before.length }).map(({ text }) => text);

  test('by the beginning of a word', () => {
    const found = proposed('docker r');
    assert.ok(found.includes('docker run IMAGE') && found.includes('docker rm CONTAINER') && found.includes('docker restart CONTAINER'));
    assert.ok(found.every((text) => text.startsWith('docker r')));
    assert.equal(proposed('doc').length, content.cheatSheet.length);
    assert.deepEqual(proposed('docker volume i'), ['docker volume inspect VOLUME']);
  });

  test('what is typed stays', () => {
    assert.deepEqual(proposed('docker volume inspect da'), []);
    assert.deepEqual(proposed('docker exec -it web '), ['docker exec -it web sh']);
    assert.deepEqual(proposed('docker network connect back '), ['docker network connect back CONTAINER']);
  });

  test('behind a prompt, sudo and other commands; only the command is replaced', () => {
    const [only] = commands.proposals({ line: '$ cd shop && sudo docker compose logs', character: 33 }).filter(({ entry }) => entry.id === 'compose-logs');
    assert.deepEqual({ start: only!.start, end: only!.end, text: only!.text }, { start: 18, end: 33, text: 'docker compose logs' });
    assert.deepEqual(proposed('docker-compose lo'), ['docker compose logs']);
  });

  test('nothing where nothing fits', () => {
    for (const line of ['', 'ls ', 'docker ps -a', 'docker ps;', 'docker run "', 'docker frob ', 'docker ps | gr', 'docker ps > f', '# docker r', 'docker run -x ']) assert.deepEqual(proposed(line), [], line);
  });
});

suite('the cheat sheet', () => {
  test('every option that it uses is explained', () => {
    for (const { id, command } of content.cheatSheet) {
      const [call] = read(command);
      assert.ok(call, `${id} is read as a command`);
      for (const { spelling, summary } of call.options) assert.notEqual(summary, '', `${id}: ${spelling}`);
    }
  });

  test('every command of the course has one entry, in the lesson that teaches it', () => {
    const rows = readFileSync(join(process.cwd(), 'content', 'course', 'commands.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));
    const lessons = Object.entries(content.course.levels).flatMap(([level, ids]) => ids.map((id, index) => [`${level[0]!.toUpperCase()}${String(index + 1).padStart(2, '0')}`, id]));
    const idOfNumber = new Map(lessons as [string, string][]);
    assert.ok(rows.length > 100);
    for (const [seed, command, number] of rows) {
      const found = content.cheatSheet.filter(({ seeds }) => seeds.includes(seed!));
      assert.deepEqual(found.map(({ lesson }) => lesson), [idOfNumber.get(number!)], `${seed} ${command}`);
    }
    const known = new Set(rows.map(([seed]) => seed));
    assert.deepEqual(content.cheatSheet.flatMap(({ seeds }) => seeds).filter((seed) => !known.has(seed)), []);
  });

  test('every lesson that it names is in the course', () => {
    const known = new Set(Object.values(content.course.levels).flat());
    assert.deepEqual(content.cheatSheet.filter(({ lesson }) => !known.has(lesson)), []);
  });

  test('what it does is one sentence, and no entry is written in an old form', () => {
    for (const { id, command, does } of content.cheatSheet) {
      assert.match(does, /^[A-Z][^]*\.$/, id);
      assert.doesNotMatch(does, /\. [A-Z]/, id);
      assert.doesNotMatch(command, /docker-compose|DOCKER_BUILDKIT|^\s|[<>]|[\n\r]/, id);
    }
  });

  test('what the reader replaces', () => {
    assert.deepEqual(commandPlaceholders('docker run --cap-drop=ALL -v "$PWD:/app" -e NAME=VALUE IMAGE').map(({ name }) => name), ['NAME', 'VALUE', 'IMAGE']);
    assert.deepEqual(commandPlaceholders('docker pull IMAGE:TAG'), [{ name: 'IMAGE', start: 12, end: 17 }, { name: 'TAG', start: 18, end: 21 }]);
    assert.deepEqual(commandPlaceholders('docker run -v VOLUME:/data:rw,Z --tmpfs /tmp nginx'), [{ name: 'VOLUME', start: 14, end: 20 }]);
  });

  test('options that cannot be read are refused', () => {
    for (const [text, problem] of [
      ['docker run: {options: {"-x": ""}}', /cannot be read: -x/],
      ['docker run: {options: {"x, y": Text.}}', /cannot be read: x, y/],
      ['podman run: {}', /no docker command/],
      ['docker run: {options: {"-x": Text.}, takes: [-x]}', /has -x twice/],
    ] as const) assert.throws(() => parseDockerOptions('docker-options.yaml', text), problem);
  });
});
