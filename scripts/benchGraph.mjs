#!/usr/bin/env node
/**
 * `npm run bench:graph [-- page|daemon|workbench …]`: how long the graph of images, layers and containers takes, from the
 * daemon's facts to the frame on the screen, with 20 and with 300 images, and 5,000 layers in its drawing alone. Fills a
 * daemon of its own (root on Linux) or the one of DOCKER_HOST, and empties it again. Figures hold for the load printed beside.
 */
import { importBench } from './bench/bundle.mjs';
import { measureDaemon } from './bench/graph/measureDaemon.mjs';
import { measureFrames, measurePage, measurePageMemory } from './bench/graph/measurePage.mjs';
import { openChromium } from './bench/graph/page.mjs';
import { reportArithmetic, reportDaemon, reportFrames, reportPage, reportPageMemory } from './bench/graph/report.mjs';
import { reportLoad } from './bench/report.mjs';
import { build } from './build.mjs';

const parts = { page: benchPage, daemon: benchDaemon };
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
await build();
reportLoad('before');
for (const [name, part] of Object.entries(parts)) {
  if (chosen.length === 0 || chosen.includes(name)) await part();
}
reportLoad('after');

/** Without a daemon: the arithmetic and the page. */
async function benchPage() {
  const { graphSizes, graphTimes, syntheticUpdates } = await importBench('graphTimes');
  reportArithmetic(graphSizes, graphSizes.map(graphTimes));
  const { browser, close } = await openChromium();
  try {
    const measured = [];
    for (const size of graphSizes) measured.push(await measurePage(browser, syntheticUpdates(size, 8)));
    reportPage(graphSizes, measured);
    reportFrames(await measureFrames(browser, syntheticUpdates(graphSizes.at(-1), 0)));
    reportPageMemory(await measurePageMemory(browser, syntheticUpdates(graphSizes[1], 1_100)));
  } finally {
    await close();
  }
}

/** A real daemon, the real server and the page. */
async function benchDaemon() {
  for (const images of [20, 300]) reportDaemon(images, await measureDaemon(images));
}
