import * as assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { busyboxImage, ensureBaseImage } from '../daemon/baseImages';
import { buildImage, createFolder, dockerHost, dockerOutput, ownName, removeEverything, removeFolder } from '../daemon/engine';
import { findNode, openGraph, setDockerHost, unreachable, type GraphView } from './graphView';
import { untilTexts } from './keyboard';
import { openSession, patience, type Session } from './session';

type Places = Readonly<Record<string, readonly [number, number]>>;

/** Where each item stands in the picture, whatever part of it the frame shows. */
function placesOf(items: Locator): Promise<Places> {
  return items.evaluateAll((nodes) => Object.fromEntries(nodes.map((node) => {
    const { e, f } = (node as SVGGElement).transform.baseVal.consolidate()!.matrix;
    return [(node as SVGGElement).dataset['node'] ?? '', [e, f] as const];
  })));
}

/** What a screen reader is told to be on; it must be on the page for that. */
function spokenItem(tree: Locator): Promise<string | null> {
  return tree.evaluate((element) => document.getElementById(element.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label') ?? null);
}

suite('workbench: the layer history', () => {
  let session: Session;
  let view: GraphView;
  let tree: Locator;
  suiteSetup(async () => {
    setDockerHost(unreachable);
    session = await openSession();
    view = await openGraph(session.page);
    tree = view.frame.locator('.history');
  });
  suiteTeardown(async () => {
    await session?.close();
    setDockerHost(undefined);
  });

  test('keys go along the branches, and a screen reader hears each item with its place', async () => {
    const { page } = session;
    await findNode(view, 'node:22-slim');
    await view.search.fill('');
    await tree.focus();
    assert.match((await spokenItem(tree)) ?? '', /^node:22-slim, 215 MB, image$/);
    await page.keyboard.press('ArrowLeft');
    assert.match((await spokenItem(tree)) ?? '', /^4 layers, 139 MB/);
    await page.keyboard.press('ArrowLeft');
    assert.match((await spokenItem(tree)) ?? '', /^1 layer, 76 MB/);
    await page.keyboard.press('ArrowRight');
    assert.match((await spokenItem(tree)) ?? '', /^4 layers, 139 MB/, 'the way that was taken');
    const selected = view.frame.locator('.history g.selected');
    assert.deepEqual(await selected.evaluateAll((nodes) => nodes.map((node) => ['role', 'aria-level', 'aria-selected', 'aria-expanded'].map((name) => node.getAttribute(name)))), [['treeitem', '2', 'true', 'false']]);
  });

  test('the item that is selected stays on the page when it is moved out of sight', async () => {
    const { page } = session;
    await tree.hover();
    for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, 2_000);
    await untilTexts(view.nodes, (texts) => texts.length === 1, patience);
    assert.match((await spokenItem(tree)) ?? '', /^4 layers, 139 MB/);
    await page.keyboard.press('0');
    await untilTexts(view.nodes, (texts) => texts.length > 10, patience);
  });

  test('Space opens a segment into its layers: only what lies on it moves, and only to the right', async () => {
    const { page } = session;
    const steps = view.frame.locator('.history g.step');
    const before = await placesOf(view.nodes);
    await tree.focus();
    await page.keyboard.press(' ');
    assert.equal((await untilTexts(steps, (texts) => texts.length === 4, patience)).some((text) => text.includes('RUN curl')), true);
    await session.screenshot('graph-history-open-segment');
    const open = await placesOf(view.nodes);
    const moved = Object.keys(before).filter((id) => open[id] !== undefined && String(open[id]) !== String(before[id]));
    assert.ok(moved.length > 5);
    for (const id of moved) {
      assert.ok(open[id]![0] > before[id]![0], id);
      assert.equal(open[id]![1], before[id]![1], id);
    }
    await page.keyboard.press(' ');
    await untilTexts(steps, (texts) => texts.length === 0, patience);
    assert.deepEqual(await placesOf(view.nodes), before);
  });

  test('from afar it is drawn as bars, and keys go on', async () => {
    const { page } = session;
    await tree.focus();
    const bars = view.frame.locator('.history.far canvas');
    for (let turn = 0; turn < 12 && (await bars.count()) === 0; turn += 1) {
      await page.keyboard.press('-');
      await page.waitForTimeout(50);
    }
    await bars.waitFor();
    await session.screenshot('graph-history-afar');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    assert.match((await spokenItem(tree)) ?? '', /^Volumes, 6$/);
    await page.keyboard.press('0');
  });
});

suite('workbench: the layer history of a real daemon', () => {
  const names = ['one', 'two', 'three'].map((name) => `${ownName}-${name}`);
  let session: Session;
  let view: GraphView;
  suiteSetup(async () => {
    await removeEverything();
    await ensureBaseImage();
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nRUN echo more > /more\n` });
    const { ok, output } = await buildImage(folder, { tag: `${ownName}/on-top:1` });
    removeFolder(folder);
    assert.ok(ok, output);
    setDockerHost(dockerHost());
    session = await openSession();
    view = await openGraph(session.page);
  });
  suiteTeardown(async () => {
    await session?.close();
    setDockerHost(undefined);
    await removeEverything();
  });

  test('containers that come and go move nothing else', async () => {
    await untilTexts(view.nodes, (texts) => texts.some((text) => text.includes('on-top')), patience);
    const before = await placesOf(view.nodes);
    for (const name of names) await dockerOutput('create', '--name', name, '--label', ownName, busyboxImage, 'true');
    await untilTexts(view.nodes, (texts) => names.every((name) => texts.some((text) => text.includes(name))), patience);
    const during = await placesOf(view.nodes);
    assert.deepEqual(Object.keys(before).filter((id) => String(during[id]) !== String(before[id])), []);
    assert.equal(new Set(Object.values(during).map(String)).size, Object.keys(during).length);
    await session.screenshot('graph-history-live');
    await dockerOutput('rm', ...names);
    await untilTexts(view.nodes, (texts) => !texts.some((text) => names.some((name) => text.includes(name))), patience);
    assert.deepEqual(await placesOf(view.nodes), before);
  });
});
