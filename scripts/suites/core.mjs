/** The pure core, fixtures, content and the import table: no daemon, no editor. */
import { runMocha } from './mocha.mjs';

await runMocha('core', { timeoutMs: 20_000 });
