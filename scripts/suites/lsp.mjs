/** The language server over a real connection. */
import { runMocha } from './mocha.mjs';

await runMocha('lsp', { timeoutMs: 30_000 });
