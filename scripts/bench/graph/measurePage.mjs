/** What the page takes: first paint, an update, panning and zooming, memory; beside mermaid's drawing of the same graph. */
import { percentile } from '../statistics.mjs';
import { openGraphPage } from './page.mjs';

const rounds = 5;
const frameTime = 2_500;
/** A node of the history. */
const drawn = '.history g.node';
/** Mermaid needs minutes beyond this. */
const mostNodesForMermaid = 2_000;

/**
 * @param {import('playwright-core').BrowserContext} browser
 * @param {{ whole: object, patches: object[], mermaid: string }} updates of one size
 */
export async function measurePage(browser, { whole, patches, mermaid }) {
  const first = [];
  const changes = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page } = await openGraphPage(browser);
    first.push(await page.evaluate(([update, selector]) => receive(update, selector), [whole, drawn]));
    for (const patch of patches.slice(0, 8)) changes.push(await page.evaluate((update) => receive(update), patch));
    await page.close();
  }
  const peer = whole.state.graph.nodes.length > mostNodesForMermaid ? Number.NaN : await mermaidTime(browser, mermaid);
  return { first: percentile(first, 0.5), change: percentile(changes, 0.5), mermaid: peer };
}

/** Frames while the view is moved and zoomed, where texts can be read, and where the whole can be seen. */
export async function measureFrames(browser, { whole }) {
  const { page } = await openGraphPage(browser);
  await page.evaluate(([update, selector]) => receive(update, selector), [whole, drawn]);
  await page.locator('.history').focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const measured = {};
  for (const scale of ['readable', 'whole']) {
    if (scale === 'whole') await page.keyboard.press('0');
    for (const name of ['still', 'pan', 'zoom']) {
      const before = await busySeconds(session);
      const counted = await page.evaluate(([time, turn]) => countFrames(time, turns[turn]), [frameTime, name]);
      measured[`${name}, ${scale}`] = { ...counted, busy: (1_000 * ((await busySeconds(session)) - before)) / (counted.frames * (frameTime / 1_000)) };
    }
  }
  await page.close();
  return measured;
}

/** Seconds that the page's main thread has worked so far: they depend less on the machine's load than frames do. */
async function busySeconds(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value;
}

/** Megabytes that the page has more after 1,000 updates than after the first 100, and nodes and listeners. */
export async function measurePageMemory(browser, { whole, patches }) {
  const { page } = await openGraphPage(browser);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const state = async () => {
    for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return { heap: of('JSHeapUsedSize') / 1e6, nodes: of('Nodes'), listeners: of('JSEventListeners') };
  };
  await page.evaluate(([update, selector]) => receive(update, selector), [whole, drawn]);
  const give = (some) => page.evaluate(async (updates) => {
    for (const update of updates) await receive(update);
  }, some);
  // What changes must be the same at both ends: there and back, again and again.
  await give(patches.slice(0, 100));
  const before = await state();
  await give(patches.slice(100));
  const after = await state();
  await page.close();
  return { updates: patches.length - 100, before, after };
}

async function mermaidTime(browser, text) {
  const { page } = await openGraphPage(browser);
  const time = await page.evaluate(async (source) => {
    const started = performance.now();
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', layout: 'dagre', maxTextSize: 10_000_000, maxEdges: 100_000 });
    const { svg } = await mermaid.render('peer', source);
    document.body.append(new DOMParser().parseFromString(svg, 'text/html').body.firstElementChild);
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started))));
  }, text);
  await page.close();
  return time;
}
