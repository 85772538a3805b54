/** A real Docker Engine at DOCKER_HOST. Says which one answered: their behaviour differs. */
import { engineVersionAt } from '../setup/dockerPing.mjs';
import { runMocha } from './mocha.mjs';

const host = process.env.DOCKER_HOST ?? '';
console.log(`  Engine ${(await engineVersionAt(host)) ?? '(no answer)'} at ${host || '(DOCKER_HOST is not set)'}`);
await runMocha('daemon', { timeoutMs: 120_000 });
