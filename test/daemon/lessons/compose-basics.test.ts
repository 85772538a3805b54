import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { composeSuite, freePort, withCompose, type ComposeRun } from '../composeEngine';
import { dockerOutput, removeEverything, writeFiles } from '../engine';
import { LessonDaemon } from './lessonDaemon';

/** Two services that stay; lines below `web` come first. */
function project(...web: readonly string[]): string {
  const service = (name: string, ...lines: readonly string[]) => [`  ${name}:`, `    image: ${busyboxImage}`, '    command: [sleep, "300"]', '    init: true', ...lines.map((line) => `    ${line}`)];
  return ['services:', ...service('web', ...web), ...service('db', 'volumes: ["data:/data"]'), 'volumes:', '  data:', ''].join('\n');
}

/** Names of what the daemon has of a project, without the project's own name. */
async function objectsOf({ name }: ComposeRun): Promise<Readonly<Record<'containers' | 'networks' | 'volumes', readonly string[]>>> {
  const list = async (...args: readonly string[]): Promise<readonly string[]> => {
    const lines = await dockerOutput(...args, '--filter', `label=com.docker.compose.project=${name}`, '--format', args[0] === 'ps' ? '{{.Names}}' : '{{.Name}}');
    return lines.split('\n').filter((line) => line !== '').map((line) => line.replace(name, 'PROJECT')).sort();
  };
  return { containers: await list('ps', '--all'), networks: await list('network', 'ls'), volumes: await list('volume', 'ls') };
}

/** Runs it and stops the test with its own words where it fails. */
async function succeed(run: ComposeRun, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run.compose(...args);
  assert.equal(code, 0, stderr);
  return `${stdout}${stderr}`.trim();
}

composeSuite('Lesson compose-basics, on a real daemon', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon('compose-basics');

  suiteSetup(async () => void (await ensureBaseImage()));
  suiteTeardown(async () => {
    await daemon.end();
    await removeEverything();
  });

  test('fact up-makes-what-the-file-says: all at once, and later only what has changed', async () => {
    await withCompose({ 'compose.yaml': project() }, async (run) => {
      await succeed(run, 'up', '--detach');
      assert.deepEqual(await objectsOf(run), { containers: ['PROJECT-db-1', 'PROJECT-web-1'], networks: ['PROJECT_default'], volumes: ['PROJECT_data'] });
      const ids = () => Promise.all(['web', 'db'].map((service) => run.inspect(service, '{{.Id}} {{.State.StartedAt}}')));
      const [web, db] = await ids();
      await succeed(run, 'up', '--detach');
      assert.deepEqual(await ids(), [web, db], 'nothing has changed');
      writeFiles(run.folder, { 'compose.yaml': project(`ports: ["127.0.0.1:${await freePort()}:80"]`) });
      await succeed(run, 'up', '--detach');
      const [newWeb, sameDb] = await ids();
      assert.notEqual(newWeb, web);
      assert.equal(sameDb, db);
    });
  });

  test('fact services-find-each-other: by the name of the service, and not outside of the project', async () => {
    await withCompose({ 'compose.yaml': project() }, async (run) => {
      await succeed(run, 'up', '--detach');
      const ping = ['ping', '-c', '1', '-W', '1', 'db'];
      assert.match((await run.exec('web', ...ping)).stdout, /^PING db \(\d/);
      await withCompose({ 'compose.yaml': project().replace('db:', 'store:') }, async (other) => {
        await succeed(other, 'up', '--detach');
        assert.match((await other.exec('web', ...ping)).stderr, /bad address/);
      });
    });
  });

  test('fact up-builds-once: an edit arrives with --build', async () => {
    const files = { Dockerfile: `FROM ${busyboxImage}\nCOPY page /page\nCMD ["sleep", "300"]\n`, page: 'one', 'compose.yaml': 'services:\n  web:\n    build: .\n    init: true\n' };
    await withCompose(files, async (run) => {
      const page = async () => (await run.exec('web', 'cat', '/page')).stdout;
      await succeed(run, 'up', '--detach');
      writeFiles(run.folder, { page: 'two' });
      await succeed(run, 'up', '--detach');
      assert.equal(await page(), 'one');
      await succeed(run, 'up', '--detach', '--build');
      assert.equal(await page(), 'two');
      await succeed(run, 'down', '--timeout', '0', '--rmi', 'local');
    });
  });

  test('fact down-keeps-volumes: stop keeps the containers, down the volume, down -v nothing', async () => {
    await withCompose({ 'compose.yaml': project() }, async (run) => {
      await succeed(run, 'up', '--detach');
      await run.exec('db', 'touch', '/data/kept', '/layer');
      await succeed(run, 'stop', '--timeout', '0');
      assert.equal((await objectsOf(run)).containers.length, 2);
      await succeed(run, 'start');
      assert.equal((await run.exec('db', 'ls', '/data/kept', '/layer')).code, 0);
      await succeed(run, 'down', '--timeout', '0');
      assert.deepEqual(await objectsOf(run), { containers: [], networks: [], volumes: ['PROJECT_data'] });
      await succeed(run, 'up', '--detach');
      assert.equal((await run.exec('db', 'ls', '/data/kept')).code, 0);
      assert.notEqual((await run.exec('db', 'ls', '/layer')).code, 0);
      await succeed(run, 'down', '--volumes', '--timeout', '0');
      assert.deepEqual(await objectsOf(run), { containers: [], networks: [], volumes: [] });
    });
  });

  test('fact two-kinds-of-variables: env_file arrives in the container, .env fills placeholders, the shell beats it', async () => {
    const files = { '.env': 'FILLED=filled\nUNNAMED=lost\n', 'app.env': 'GIVEN=given\nBOTH=file\n', 'compose.yaml': project('env_file: app.env', 'environment: { NAMED: "${FILLED}", BOTH: environment, OTHER: "${NOBODY:-text}" }') };
    await withCompose(files, async (run) => {
      await succeed(run, 'up', '--detach');
      const { stdout } = await run.exec('web', 'env');
      const seen = Object.fromEntries(stdout.split('\n').map((line) => line.split('=', 2))) as Record<string, string | undefined>;
      const { NAMED, GIVEN, BOTH, OTHER, FILLED, UNNAMED } = seen;
      assert.deepEqual({ NAMED, GIVEN, BOTH, OTHER, FILLED, UNNAMED }, { NAMED: 'filled', GIVEN: 'given', BOTH: 'environment', OTHER: 'text', FILLED: undefined, UNNAMED: undefined });
    });
    await withCompose(files, async (run) => assert.match(await succeed(run, 'config'), /NAMED: shell/), { FILLED: 'shell' });
  });

  test('a version is ignored with a warning', async () => {
    await withCompose({ 'compose.yaml': `version: "3.8"\n${project()}` }, async (run) => assert.match(await succeed(run, 'config'), /`version` is obsolete/));
  });

  test('the lab: with the solution two services run, and nothing is unmet', async () => {
    await daemon.standIn('busybox:1.37');
    await daemon.standIn('postgres:18', 'VOLUME /var/lib/postgresql\nCMD ["sleep", "300"]');
    daemon.ownsProject('dc-f12');
    const start = daemon.start();
    assert.notEqual((await daemon.tryDocker(start, 'compose', 'up', '--detach')).code, 0);
    assert.equal((await daemon.unmet(start)).length, 13);
    const solution = daemon.solution();
    await daemon.docker(solution, 'compose', 'up', '--detach', '--build');
    while (!(await daemon.docker(solution, 'logs', 'dc-f12-web-1')).includes('PING')) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(await daemon.unmet(solution), []);
    assert.equal((await daemon.labResult(solution)).done, 'all');
    await daemon.docker(solution, 'compose', 'down', '--volumes', '--rmi', 'local', '--timeout', '0');
  });
});
