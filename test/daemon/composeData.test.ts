/** Where the data of a database lies, and what takes it away, as the rule `database-without-volume` and hovers of mounts say it. */
import assert from 'node:assert/strict';
import { databaseData } from '../../server/language/composeRules/databaseData';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { composeSuite, withCompose, type ComposeRun } from './composeEngine';
import { buildImage, createFolder, docker, ownName, removeEverything, removeFolder } from './engine';

/** Stand-ins with the folders that the official images of PostgreSQL have. */
const images = { old: `${ownName}/postgres:17`, new: `${ownName}/postgres:18` };
const known = { old: databaseData('postgres:17')!, new: databaseData('postgres:18')! };

function service(image: string, ...lines: readonly string[]): string {
  return `services:\n  db:\n    image: ${image}\n    network_mode: none\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

async function isThere(run: ComposeRun, folder: string): Promise<boolean> {
  return (await run.exec('db', 'test', '-f', `${folder}/row`)).code === 0;
}

async function write(run: ComposeRun, folder: string): Promise<void> {
  const { code, stderr } = await run.exec('db', 'sh', '-c', `mkdir -p ${folder} && touch ${folder}/row`);
  assert.equal(code, 0, stderr);
}

async function volumes(run: ComposeRun): Promise<readonly string[]> {
  return (await run.inspect('db', '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}')).trim().split(' ').filter((name) => name !== '');
}

composeSuite('Data of a database, on a real daemon', function () {
  this.timeout(120_000);
  const left = new Set<string>();

  suiteSetup(async () => {
    await ensureBaseImage();
    for (const version of ['old', 'new'] as const) {
      const { folder: data, volume } = known[version];
      const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nENV PGDATA=${data}\nRUN mkdir -p ${volume} && touch ${volume}/from-image\nVOLUME ${volume}\nCMD ["sleep", "300"]\n` });
      const { ok, output } = await buildImage(folder, { tag: images[version] });
      removeFolder(folder);
      assert.ok(ok, output);
    }
  });
  suiteTeardown(async () => {
    await removeEverything();
    // What `down` leaves behind is here on purpose.
    if (left.size > 0) await docker(['volume', 'rm', ...left]);
  });

  const steps: readonly (readonly [string, boolean, readonly (readonly string[])[]])[] = [
    ['restart', true, [['restart', '--timeout', '0']]],
    ['stop and up', true, [['stop', '--timeout', '0'], ['up', '--detach']]],
    ['up --force-recreate', true, [['up', '--detach', '--force-recreate', '--timeout', '0']]],
    ['up --renew-anon-volumes', false, [['up', '--detach', '--force-recreate', '--renew-anon-volumes', '--timeout', '0']]],
    ['rm and up', false, [['rm', '--stop', '--force'], ['up', '--detach']]],
    ['down and up', false, [['down', '--timeout', '0'], ['up', '--detach']]],
  ];
  for (const [title, isKept, commands] of steps) {
    test(`an anonymous volume: ${title} ${isKept ? 'keeps' : 'loses'} the data`, () =>
      withCompose({ 'compose.yaml': service(images.old) }, async (run) => {
        assert.equal((await run.compose('up', '--detach')).code, 0);
        await write(run, known.old.folder);
        for (const name of await volumes(run)) left.add(name);
        for (const command of commands) assert.equal((await run.compose(...command)).code, 0);
        assert.equal(await isThere(run, known.old.folder), isKept);
      }));
  }

  test('an anonymous volume: a changed service keeps the data, down leaves the volume and down --volumes takes it', () =>
    withCompose({ 'compose.yaml': service(images.old, 'environment: { LEVEL: "${LEVEL}" }') }, async (run) => {
      await run.compose('up', '--detach');
      await write(run, known.old.folder);
      const changed = await docker(['compose', '--project-name', run.name, '--file', `${run.folder}/compose.yaml`, 'up', '--detach', '--timeout', '0'], { LEVEL: '2' });
      assert.equal(changed.code, 0, changed.stderr);
      assert.equal(await run.inspect('db', '{{index .Config.Env 0}}'), 'LEVEL=2');
      assert.ok(await isThere(run, known.old.folder));
      const [first] = await volumes(run);
      await run.compose('down', '--timeout', '0');
      assert.equal((await docker(['volume', 'inspect', first!])).code, 0);
      left.add(first!);
      await run.compose('up', '--detach');
      const [second] = await volumes(run);
      assert.notEqual(second, first);
      await run.compose('down', '--volumes', '--timeout', '0');
      assert.notEqual((await docker(['volume', 'inspect', second!])).code, 0);
    }));

  const places: readonly (readonly ['old' | 'new', string, boolean])[] = [
    ['old', known.old.volume, true],
    ['old', '/var/lib/postgresql', false],
    ['new', known.new.volume, true],
    ['new', known.new.folder, true],
    ['new', known.new.refused!, false],
    ['new', '/var/lib', false],
  ];
  for (const [version, target, isKept] of places) {
    test(`${images[version]} with a volume at ${target}: down and up ${isKept ? 'keep' : 'lose'} the data`, () =>
      withCompose({ 'compose.yaml': `${service(images[version], `volumes: ["data:${target}"]`)}volumes:\n  data:\n` }, async (run) => {
        const { folder } = known[version];
        assert.equal((await run.compose('up', '--detach')).code, 0);
        await write(run, folder);
        for (const name of await volumes(run)) left.add(name);
        await run.compose('down', '--timeout', '0');
        await run.compose('up', '--detach');
        assert.equal(await isThere(run, folder), isKept);
      }));
  }

  test('an empty named volume is filled from the image, a folder of the host hides what the image has', async () => {
    const seen = (mount: string): Promise<boolean> =>
      withCompose({ 'compose.yaml': `${service(images.old, `volumes: ["${mount}:${known.old.volume}"]`)}volumes:\n  data:\n`, 'host/file': '' }, async (run) => {
        assert.equal((await run.compose('up', '--detach')).code, 0);
        return (await run.exec('db', 'test', '-f', `${known.old.volume}/from-image`)).code === 0;
      });
    assert.equal(await seen('data'), true);
    assert.equal(await seen('./host'), false);
  });
});
