/** The graph's page, under its own policy, with every text of the daemon an attack: they are shown, and nothing else happens. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openChromium, openGraphPage } from '../../scripts/bench/graph/page.mjs';
import { buildGraph } from '../../server/language/graph/buildGraph';
import { summarize } from '../../server/language/graph/describe';
import { focusDiagram } from '../../server/language/graph/focus/focusDiagram';
import type { DockerGraph } from '../../server/protocol/graph';
import type { GraphDetails } from '../../server/protocol/graphDetails';
import type { ToGraphView } from '../../server/protocol/graphView';
import { hostileFacts, hostileTexts } from '../core/hostileFacts';

/** Pictures of so many nodes are drawn: each kind is among them, each text in some. */
const everyNode = 9;

suite('workbench: a graph of hostile texts on its page', function () {
  this.timeout(180_000);
  let chromium: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let errors: string[];
  const graph: DockerGraph = buildGraph(hostileFacts(), 'daemon');
  const tell = (message: ToGraphView): Promise<void> => page.evaluate((given) => window.postMessage(given, '*'), message);

  suiteSetup(async () => {
    chromium = await openChromium();
    ({ page, errors } = await openGraphPage(chromium.browser));
    await tell({ type: 'update', update: { kind: 'whole', number: 1, state: { graph, summary: summarize(graph) } } });
    await page.locator('.history g.node').first().waitFor();
  });
  suiteTeardown(() => chromium?.close());
  teardown(async () => {
    assert.deepEqual(errors, []);
    assert.deepEqual(await page.evaluate(strangers), { ran: false, refusals: [], scripts: 3, images: 0, frames: 0, handlers: 0, links: [] });
  });

  test('the history draws them as text', async () => {
    await page.keyboard.press('0');
    const shown = await page.locator('.history g.node').allTextContents();
    assert.ok(shown.some((text) => text.includes('"><img src=x')), shown.slice(0, 20).join('\n'));
  });

  test('the list has a line for each', async () => {
    await page.locator('#side-list-tab').click();
    await page.locator('.list [role=treeitem]').first().waitFor();
    assert.ok((await page.locator('.list').innerText()).includes('</script><script>'));
  });

  test('diagrams are drawn, and not one of them is a message about its text', async () => {
    for (const { id } of graph.nodes.filter((_, index) => index % everyNode === 0)) {
      await tell({ type: 'select', node: id, view: 'focus' });
      const focus = focusDiagram(graph, id);
      assert.ok(focus !== undefined, id);
      await tell({ type: 'focus', node: id, focus });
      await page.waitForFunction((wanted) => told.some(({ type, node }) => type === 'focus' && node === wanted), id);
    }
    await page.locator('#view-focus svg, .diagram svg, #canvas svg').first().waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /Syntax error|Parse error|cannot be drawn/);
  });

  test('details show all of them', async () => {
    const node = graph.nodes.find(({ kind }) => kind === 'container')!.id;
    await page.locator('#side-details-tab').click();
    await tell({ type: 'select', node });
    await tell({ type: 'details', node, details: hostileDetails(node) });
    await page.locator('.details').getByText('touch injected').first().waitFor();
    const text = await page.locator('.details').innerText();
    assert.ok(text.includes('<svg/onload=globalThis.hostileRan=1>'));
  });

  test('search takes them as words', async () => {
    await page.locator('#view-history-tab').click();
    await page.keyboard.press('/');
    for (const text of hostileTexts.filter((each) => each.length < 200)) await page.locator('.search-input').first().fill(text.replace(/[\n\r]/g, ' '));
    await page.keyboard.press('Escape');
  });
});

/** Every field a hostile text. */
function hostileDetails(node: string): GraphDetails {
  const text = hostileTexts.join(' ');
  const location = { uri: 'javascript:globalThis.hostileRan=1', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  return {
    node,
    kindName: text,
    title: text,
    paragraphs: hostileTexts,
    facts: hostileTexts.map((value) => ({ name: value, value })),
    cues: hostileTexts.slice(0, 3).map((each) => ({ id: each, title: each, explanation: each, remedy: each, lesson: each })),
    command: { line: text, explanation: text },
    layers: hostileTexts.map((instruction) => ({ instruction, bytes: Number.MAX_SAFE_INTEGER, created: 1e300, node: instruction, images: 1, madeBy: { location, words: instruction } })),
    related: [{ title: text, nodes: hostileTexts.map((each) => ({ node: each, label: each, note: each })) }],
    commands: hostileTexts.map((line) => ({ title: line, line, changes: true })),
  };
}

/** Runs in the page: what must not be there. */
function strangers() {
  const page = globalThis as unknown as { hostileRan?: unknown; refusals: string[] };
  const all = [...document.querySelectorAll('*')];
  const links = all.flatMap((element) => ['href', 'src', 'xlink:href', 'action'].map((name) => element.getAttribute(name) ?? '')).filter((address) => address !== '' && !/^#|^\/(?:mermaid|graph)\.js$/.test(address));
  const handlers = all.filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))).length;
  return { ran: page.hostileRan !== undefined, refusals: page.refusals, scripts: document.scripts.length, images: document.images.length, frames: document.querySelectorAll('iframe, object, embed').length, handlers, links };
}

/** In the page: what it has told the extension. */
declare const told: readonly { readonly type: string; readonly node?: string }[];
