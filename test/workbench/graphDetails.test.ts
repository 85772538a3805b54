import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { busyboxImage, ensureBaseImage } from '../daemon/baseImages';
import { dockerHost, dockerOutput, ownName, removeEverything, startContainer } from '../daemon/engine';
import { findNode, graphView, openGraph, setDockerHost, type GraphView } from './graphView';
import { untilTexts } from './keyboard';
import { openSession, patience, readStarted, type Session } from './session';

const image = `${ownName}/made:1`;
const killed = `${ownName}-killed`;

suite('workbench: details of the graph lead on', () => {
  let session: Session;
  let view: GraphView;
  let folder: string;

  suiteSetup(async () => {
    await removeEverything();
    await ensureBaseImage();
    folder = path.join(readStarted().sample, 'made');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'Dockerfile'), `FROM ${busyboxImage}\n\nCOPY words /words\nRUN md5sum /words >/sum\nENV API_TOKEN=do-not-show\nCMD ["sleep", "900"]\n`);
    fs.writeFileSync(path.join(folder, 'words'), 'words\n'.repeat(1_000));
    await dockerOutput('build', '--tag', image, folder);
    await startContainer(image, ['--name', killed]);
    await dockerOutput('kill', killed);
    setDockerHost(dockerHost());
    session = await openSession();
    view = await openGraph(session.page);
  });
  suiteTeardown(async () => {
    await session?.close();
    setDockerHost(undefined);
    fs.rmSync(folder, { recursive: true, force: true });
    await removeEverything();
  });

  test('a layer leads to the line of the Dockerfile that made it', async () => {
    await findNode(view, image);
    const made = await untilTexts(view.details.locator('table.layers td.instruction button'), (texts) => texts.length === 2, patience);
    assert.deepEqual(made, ['made/Dockerfile, line 3', 'made/Dockerfile, line 4']);
    await session.screenshot('graph-details-image');
    await view.details.locator('table.layers td.instruction button').nth(1).click();
    await session.page.locator('.editor-group-container .tab.active', { hasText: 'Dockerfile' }).waitFor();
    await session.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 4' }).waitFor();
    await session.screenshot('graph-details-source');
  });

  test('a container that was killed: what its code means, and the lesson about it', async () => {
    await openGraph(session.page);
    view = await graphView(session.page);
    await findNode(view, killed);
    const cue = view.details.locator('[data-cue="exit-code-137"]');
    await cue.waitFor();
    const words = await view.details.innerText();
    assert.match(words, /with code 137: 128 \+ 9, by convention ended by SIGKILL\. The daemon does not report that memory ran out/);
    assert.doesNotMatch(words, /do-not-show/);
    await session.screenshot('graph-details-killed');
    await cue.locator('button', { hasText: 'Open the lesson' }).click();
    await session.page.locator('.tab', { hasText: /CMD/ }).first().waitFor();
    await session.screenshot('graph-details-lesson');
  });
});
