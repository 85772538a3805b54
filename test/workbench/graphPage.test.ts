/** What the graph's page does with what it is told, without a daemon: order of updates, late answers, focus, keys. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openChromium, openGraphPage } from '../../scripts/bench/graph/page.mjs';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { ContainerNode, DockerGraph } from '../../server/protocol/graph';
import type { GraphDetails } from '../../server/protocol/graphDetails';
import type { GraphPatch } from '../../server/protocol/graphUpdate';
import type { FromGraphView, ToGraphView } from '../../server/protocol/graphView';
import { syntheticFacts } from '../core/graphFacts';
import { untilTexts } from './keyboard';

/** What the stand-in for VS Code has noted. */
declare const told: FromGraphView[];

const limitMs = 20_000;

suite('workbench: the page of the graph, message by message', () => {
  let chromium: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let errors: string[];
  const graph: DockerGraph = buildGraph(syntheticFacts({ seed: 3, images: 20, layers: 70, containers: 14, volumes: 6, networks: 6 }), 'daemon');
  const [first, second] = graph.nodes.filter((node) => node.kind === 'container') as [ContainerNode, ContainerNode];
  const { nodes: _nodes, edges: _edges, ...without } = graph;

  const tell = (message: ToGraphView): Promise<void> => page.evaluate((given) => window.postMessage(given, '*'), message);
  const tellWhole = (number: number): Promise<void> => tell({ type: 'update', update: { kind: 'whole', number, state: { graph, summary: `whole ${number}` } } });
  const tellPatch = (number: number, more: Partial<GraphPatch> = {}): Promise<void> => {
    const nothing = { nodes: [], removed: [], edges: [], removedEdges: [] };
    return tell({ type: 'update', update: { kind: 'patch', number, state: { graph: without, summary: `patch ${number}` }, ...nothing, ...more } });
  };
  const asked = (type: FromGraphView['type']): Promise<number> => page.evaluate((wanted) => told.filter((message) => message.type === wanted).length, type);
  const summary = (words: string): Promise<string[]> => untilTexts(page.locator('#summary'), ([text]) => text === words, limitMs);
  const title = (words: string): Promise<string[]> => untilTexts(page.locator('.details h2'), ([text]) => text === words, limitMs);

  suiteSetup(async () => {
    chromium = await openChromium();
    ({ page, errors } = await openGraphPage(chromium.browser));
  });
  suiteTeardown(() => chromium?.close());
  teardown(() => assert.deepEqual(errors, []));

  test('a patch that does not follow is left out, and the whole is asked for once', async () => {
    await tellWhole(4);
    await tellPatch(5);
    await summary('patch 5');
    await tellPatch(8);
    await tellPatch(9);
    await tellPatch(6);
    await page.waitForFunction(() => told.some(({ type }) => type === 'refresh'));
    await tellWhole(10);
    await tellPatch(11);
    await summary('patch 11');
    assert.equal(await asked('refresh'), 1);
  });

  test('details that come again keep scroll, focus and what is unfolded', async () => {
    const details = detailsOf(first.id, 'first');
    await tell({ type: 'select', node: first.id });
    await tell({ type: 'details', node: first.id, details });
    await title('first');
    await page.locator('.details summary').click();
    await page.locator('.details [data-key="copy-9"]').focus();
    const scrolled = await page.locator('.details').evaluate(({ scrollTop }) => scrollTop);
    assert.ok(scrolled > 0);
    await tell({ type: 'details', node: first.id, details: { ...details, title: 'still the first' } });
    await title('still the first');
    assert.equal(await page.locator('.details').evaluate(({ scrollTop }) => scrollTop), scrolled);
    assert.equal(await page.locator('.details :focus').getAttribute('data-key'), 'copy-9');
    assert.equal(await page.locator('.details details').getAttribute('open'), '');
  });

  test('an answer about what is no longer selected is left out; what is gone is said and stays readable', async () => {
    await tell({ type: 'select', node: second.id });
    await tell({ type: 'details', node: first.id, details: detailsOf(first.id, 'too late') });
    await tell({ type: 'details', node: second.id, details: detailsOf(second.id, 'second') });
    await title('second');
    await tell({ type: 'details', node: second.id, details: null });
    await page.locator('.gone-words').waitFor();
    await title('second');
    await tell({ type: 'details', node: second.id, details: detailsOf(second.id, 'there again') });
    await title('there again');
    assert.equal(await page.locator('.gone-words').count(), 0);
  });

  test('a node that is selected before the graph has it is selected when it comes', async () => {
    const born: ContainerNode = { ...first, id: 'container:born', label: 'born later', name: 'born later' };
    await tell({ type: 'select', node: born.id });
    await tellPatch(12, { nodes: [born], edges: [] });
    await title('born later');
    await page.locator('.history g.node.selected', { hasText: 'born later' }).waitFor();
    await tellPatch(13, { removed: [born.id] });
    await untilTexts(page.locator('.history g.node'), (texts) => !texts.some((text) => text.includes('born later')), limitMs);
  });

  test('a diagram is asked for only while it is in sight, and again when the graph changes', async () => {
    const before = await asked('focus');
    await tell({ type: 'select', node: first.id });
    await tellPatch(14);
    await summary('patch 14');
    assert.equal(await asked('focus'), before);
    await page.locator('#view-focus-tab').click();
    await page.waitForFunction((node) => told.some((message) => message.type === 'focus' && message.node === node), first.id);
    await tellPatch(15, { nodes: [{ ...second, note: 'changed' }] });
    await summary('patch 15');
    assert.equal(await asked('focus'), before + 2);
  });

  test('tabs, divider and search with keys', async () => {
    await page.locator('#view-focus-tab').press('End');
    assert.equal(await page.locator(':focus').getAttribute('id'), 'view-disk-tab');
    await page.locator('#view-disk-tab').press('Home');
    assert.equal(await page.locator(':focus').getAttribute('id'), 'view-history-tab');
    const width = (): Promise<number> => page.locator('#side').evaluate(({ clientWidth }) => clientWidth);
    const before = await width();
    await page.locator('.divider').press('ArrowLeft');
    assert.equal(await width(), before + 24);
    await page.locator('.divider').press('/');
    await page.keyboard.type(second.name);
    await page.keyboard.press('Enter');
    await page.locator('.history g.node.selected', { hasText: second.name }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.search-input').inputValue(), '');
    assert.ok(await page.locator('.history').evaluate((view) => view.contains(document.activeElement)));
  });

  test('a narrow panel has its details below the view, and all of it in sight', async () => {
    await page.setViewportSize({ width: 460, height: 800 });
    const [view, side] = [await page.locator('.views').boundingBox(), await page.locator('#side').boundingBox()];
    assert.ok(view !== null && side !== null && view.y + view.height <= side.y + 1, JSON.stringify([view, side]));
    assert.ok((await page.locator('#page').evaluate(({ scrollWidth }) => scrollWidth)) <= 460);
  });
});

/** Long enough to be scrolled, with a list that is folded. */
function detailsOf(node: string, title: string): GraphDetails {
  const related = someNames(12).map((label) => ({ node: `image:${label}`, label }));
  const commands = someNames(12).map((label) => ({ title: `Show ${label}`, line: `docker inspect ${label}`, changes: false }));
  return { node, kindName: 'Container', title, paragraphs: ['Some words.'], facts: [], cues: [], related: [{ title: 'Images', nodes: related }], commands };
}

function someNames(amount: number): string[] {
  return Array.from({ length: amount }, (_, index) => `name-${index}`);
}
