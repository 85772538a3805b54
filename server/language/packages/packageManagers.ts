import type { ContextTree } from '../context/contextTree';
import { dotnet } from './dotnet';
import { go } from './go';
import { maven } from './maven';
import { npm } from './npm';
import type { PackageManager } from './packageManager';
import { pip } from './pip';
import { pnpm } from './pnpm';
import { yarn } from './yarn';

/** Every package manager that is known, one line each. */
export const packageManagers: readonly PackageManager[] = [npm, yarn, pnpm, pip, dotnet, go, maven];

/** Most files whose text is asked for, and how large each may be. */
const textLimit = 200;
const textBytes = 1_000_000;

/** Files of a context whose text the rules want to read, bounded. Give their texts as `RuleFacts.contextText`. */
export function wantedTexts(context: ContextTree): readonly string[] {
  const wanted: string[] = [];
  for (const entry of context.entries) {
    if (wanted.length >= textLimit) break;
    if (entry.type !== 'file' || entry.size > textBytes || /(^|\/)node_modules\//.test(entry.path)) continue;
    if (packageManagers.some((manager) => manager.reads.test(entry.path))) wanted.push(entry.path);
  }
  return wanted;
}
