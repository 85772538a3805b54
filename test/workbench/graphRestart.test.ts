/** A daemon that is stopped, killed and started again while its graph is open. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createFolder, docker, ownName, removeFolder } from '../daemon/engine';
import { canStartDaemons, startOwnDaemon, type OwnDaemon } from '../daemon/ownDaemon';
import { tarArchive } from '../daemon/tarArchive';
import { openGraph, setDockerHost, type GraphView } from './graphView';
import { untilTexts } from './keyboard';
import { openSession, patience, type Session } from './session';

/** Short, because the picture shortens long names. */
const image = `${ownName}/one:1`;
const before = 'made-before';

/** A daemon that is stopped takes its socket with it, one that is killed leaves it behind. */
const endings = [
  { signal: 'SIGTERM', does: 'is stopped', said: 'Docker is not running here' },
  { signal: 'SIGKILL', does: 'is killed', said: "Nothing answers at Docker's address" },
] as const;

if (canStartDaemons) {
  suite('workbench: the graph of a daemon that goes and comes back', () => {
    let daemon: OwnDaemon | undefined;
    let session: Session | undefined;
    let view: GraphView;
    let made = 0;
    suiteSetup(async () => {
      daemon = await startOwnDaemon();
      await importImage();
      await command('create', '--name', before, image);
      setDockerHost(daemon.host);
      session = await openSession();
      view = await openGraph(session.page);
      await drawn(image, before);
    });
    suiteTeardown(async () => {
      await session?.close();
      setDockerHost(undefined);
      await daemon?.stop();
    });

    async function command(...args: readonly string[]): Promise<void> {
      const { code, stderr } = await docker(args, { DOCKER_HOST: daemon!.host });
      assert.equal(code, 0, stderr);
    }

    /** Without a build and without a registry: one file on nothing. */
    async function importImage(): Promise<void> {
      const folder = createFolder({});
      const archive = path.join(folder, 'image.tar');
      fs.writeFileSync(archive, tarArchive([{ name: 'words', content: Buffer.from('some words\n') }]));
      await command('import', '--change', 'CMD ["/words"]', archive, image);
      removeFolder(folder);
    }

    function drawn(...names: readonly string[]): Promise<string[]> {
      return untilTexts(view.nodes, (texts) => names.every((name) => texts.some((text) => text.includes(name))), patience);
    }

    for (const { signal, does, said } of endings) {
      test(`one that ${does}: said, and what was there stays; started again, the graph is live by itself`, async () => {
        const { host } = daemon!;
        const { frame } = view;
        await daemon!.end(signal);
        await frame.locator('.message.problem h2', { hasText: said }).waitFor();
        assert.ok((await frame.locator('.message.problem').innerText()).includes(host));
        await frame.locator('.message.notice.stale', { hasText: 'what was there before' }).waitFor();
        assert.match(await frame.locator('.source').innerText(), /Not live/);
        await drawn(image, before);
        await session!.screenshot(`graph-${signal.toLowerCase()}`);

        await daemon!.startAgain();
        await frame.locator('.message').first().waitFor({ state: 'detached' });
        assert.doesNotMatch(await frame.locator('.source').innerText(), /Not live/);
        await drawn(image, before);
        const born = `made-after-${++made}`;
        await command('create', '--name', born, image);
        await drawn(image, before, born);
        await session!.screenshot(`graph-after-${signal.toLowerCase()}`);
      });
    }
  });
}
