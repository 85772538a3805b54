/** Required into a server: writes what its heap holds, once collected, whenever SIGUSR2 comes. */
const { writeFileSync } = require('node:fs');

process.on('SIGUSR2', () => {
  for (let turn = 0; turn < 3; turn += 1) globalThis.gc();
  writeFileSync(process.env.LAYERWISE_HEAP_FILE, JSON.stringify(process.memoryUsage()));
});
