import * as assert from 'node:assert/strict';
import { buildImage, createFolder, dockerOutput, ownName, removeEverything, removeFolder } from '../daemon/engine';
import { openGraph, setDockerHost, unreachable } from './graphView';
import { untilTexts } from './keyboard';
import type { PictureView } from './pictureView';
import { openSession, patience, type Session } from './session';

/** Short, because the picture shortens long names. */
const image = `${ownName}/ui:1`;
const container = `${ownName}-ui`;

suite('workbench: the graph of a real daemon', () => {
  let session: Session;
  let view: PictureView;
  suiteSetup(async () => {
    await removeEverything();
    const folder = createFolder({ Dockerfile: 'FROM scratch\nCOPY words /words\nCMD ["/words"]\n', words: 'some words\n' });
    const { ok, output } = await buildImage(folder, { tag: image });
    removeFolder(folder);
    assert.ok(ok, output);
    session = await openSession();
  });
  suiteTeardown(async () => {
    await session?.close();
    await removeEverything();
  });

  test('it draws the image, and nothing refuses the page its own script or style', async () => {
    const refusals: string[] = [];
    session.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
    });
    view = await openGraph(session.page);
    await untilTexts(view.nodes, (texts) => texts.some((text) => text.includes(image)), patience);
    assert.deepEqual(refusals.filter((text) => !/static\/out\/vs/.test(text)), []);
  });

  test('a container appears and goes by itself', async () => {
    await dockerOutput('create', '--name', container, '--label', ownName, image);
    await untilTexts(view.nodes, (texts) => texts.some((text) => text.includes(container)), patience);
    await session.screenshot('graph-daemon');
    await dockerOutput('rm', container);
    await untilTexts(view.nodes, (texts) => !texts.some((text) => text.includes(container)), patience);
  });

  test('the outline says in words what is drawn', async () => {
    const outline = view.frame.locator('#outline');
    assert.ok((await outline.innerText()).includes(image), await outline.innerText());
  });
});

suite('workbench: the graph without a daemon', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost(unreachable);
    session = await openSession();
  });
  suiteTeardown(async () => {
    await session?.close();
    setDockerHost(undefined);
  });

  test('it says what is wrong and what to do, and draws a sample that says so', async () => {
    const { frame } = await openGraph(session.page);
    const problem = frame.locator('.message.problem');
    await problem.waitFor();
    assert.ok((await problem.innerText()).includes(unreachable));
    assert.match(await problem.innerText(), /Start Docker/);
    assert.match(await frame.locator('#page').innerText(), /sample/i);
    await session.screenshot('graph-sample');
  });
});
