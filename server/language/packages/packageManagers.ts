import type { ContextTree } from '../context/contextTree';
import { bun } from './bun';
import { bundler } from './bundler';
import { cargo } from './cargo';
import { composer } from './composer';
import { deno } from './deno';
import { dotnet } from './dotnet';
import { go } from './go';
import { gradle } from './gradle';
import { lockTexts } from './lockFiles';
import { maven } from './maven';
import { mix } from './mix';
import { npm } from './npm';
import type { PackageManager } from './packageManager';
import { pdm } from './pdm';
import { pip } from './pip';
import { pipenv } from './pipenv';
import { pnpm } from './pnpm';
import { poetry } from './poetry';
import { swift } from './swift';
import { uv } from './uv';
import { yarn } from './yarn';

/** Every package manager that is known, one line each. */
export const packageManagers: readonly PackageManager[] = [
  npm, yarn, pnpm, bun, deno, pip, pipenv, poetry, uv, pdm, dotnet, go, maven, gradle, cargo, composer, bundler, mix, swift,
];

/** Most files whose text is asked for on behalf of one manager, and how large each may be. */
const textLimit = 200;
const textBytes = 256 * 1024;

/** Files of a context whose text the rules want to read, bounded. Give their texts as `KnownContext.text`. */
export function wantedTexts(context: ContextTree): readonly string[] {
  const wanted = new Set<string>();
  const counts = new Map<PackageManager, number>();
  let locks = 0;
  for (const entry of context.entries) {
    if (entry.type !== 'file' || entry.size > lockTexts.bytes || /(^|\/)node_modules\//.test(entry.path)) continue;
    if (lockTexts.pattern.test(entry.path) && locks++ < lockTexts.limit) wanted.add(entry.path);
    if (entry.size > textBytes) continue;
    for (const manager of packageManagers) {
      const count = counts.get(manager) ?? 0;
      if (count >= textLimit || !manager.reads.test(entry.path)) continue;
      counts.set(manager, count + 1);
      wanted.add(entry.path);
    }
  }
  return [...wanted];
}
