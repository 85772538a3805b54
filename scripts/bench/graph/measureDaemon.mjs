/** What a reader waits for on a real daemon: the first picture, and each change. */
import { join } from 'node:path';
import { dockerClient, startDaemonIfNoneAnswers } from '../../setup/dockerDaemon.mjs';
import { projectFolder } from '../../setup/paths.mjs';
import { importBench } from '../bundle.mjs';
import { percentile } from '../statistics.mjs';
import { measureWorkbench } from './measureWorkbench.mjs';
import { openChromium, openGraphPage } from './page.mjs';

const rounds = 5;
const events = 20;
const drawn = '.history g.node';
const containersFor = (images) => (images > 100 ? 60 : 12);

export async function measureDaemon(images) {
  const daemon = await startDaemonIfNoneAnswers();
  if ('missing' in daemon) throw new Error(daemon.missing);
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = daemon.host;
  process.env.LAYERWISE_DOCKER_CLIENT ??= dockerClient();
  const { browser, close } = await openChromium();
  try {
    const bench = await importBench('graphDaemon');
    console.log(`  filling a daemon with ${images} images`);
    const filled = await bench.fillDaemon({ images, containers: containersFor(images), builds: 2 });
    try {
      return { engine: `Engine ${daemon.engineVersion}`, ...(await measureFilled(bench, browser, filled)) };
    } finally {
      await filled.remove();
    }
  } finally {
    await close();
    await daemon.stop();
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  }
}

async function measureFilled(bench, browser, filled) {
  const image = filled.images[0].tags[0];
  const proxy = await bench.startTimedProxy();
  const opened = [];
  for (let round = 0; round < rounds; round += 1) opened.push(await openOnce(bench, browser, proxy));
  await proxy.close();
  const client = new bench.GraphClient(process.env.DOCKER_HOST);
  await client.start();
  const ask = [];
  let graph = '';
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    graph = (await client.ask()).summary;
    ask.push(performance.now() - started);
  }
  const { sent, shown } = await followEvents(bench, browser, client, image);
  await client.end();
  const heap = await bench.measureHeap(join(projectFolder, 'scripts', 'bench', 'graph', 'heapOnSignal.cjs'), image);
  const workbench = await measureWorkbench();
  const of = (key) => summary(opened.map((each) => each[key]));
  return { graph, open: of('open'), first: of('sent'), calls: of('calls'), requests: of('requests'), ask: summary(ask), event: summary(shown), sent: summary(sent), heap, workbench };
}

/** From the wish to watch to the frame that shows the daemon; the server runs already, and the page's scripts are loaded. */
async function openOnce(bench, browser, proxy) {
  const client = new bench.GraphClient(proxy.host);
  await client.start();
  const { page } = await openGraphPage(browser);
  proxy.reset();
  const started = performance.now();
  const first = new Promise((resolve) => {
    client.onUpdate = (update) => update.state.graph && update.state.graph.source === 'daemon' && resolve(update);
  });
  await client.watch(true);
  const update = await first;
  const sent = performance.now() - started;
  const { milliseconds, calls } = proxy.busy();
  await page.evaluate(([given, selector]) => receive(given, selector), [update, drawn]);
  const open = performance.now() - started;
  await page.close();
  await client.end();
  return { open, sent, calls: milliseconds, requests: calls };
}

async function followEvents(bench, browser, client, image) {
  const { page } = await openGraphPage(browser);
  let draws = Promise.resolve();
  const draw = (update) => (draws = draws.then(() => page.evaluate((given) => receive(given), update)));
  client.onUpdate = draw;
  await client.watch(true);
  await client.until(({ graph }) => graph?.source === 'daemon');
  await draws;
  const measured = await bench.measureEvents(client, image, events, draw);
  await client.watch(false);
  await page.close();
  return measured;
}

function summary(values) {
  return { median: percentile(values, 0.5), longest: Math.max(...values) };
}
