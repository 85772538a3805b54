import { parseMountOptions } from '../dockerfile/mounts';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile/syntax';
import { environmentBefore, type BuildFacts } from '../dockerfile/variables';
import { fetchesLists, mayRunApt, readsLists } from '../packages/aptLists';
import { packageCaches, type PackageCache } from '../packages/packageCaches';
import { stepScript, type StepCommand, type StepScript } from '../process/stepScript';
import { inlineCode } from '../wording';
import { imageStages } from './imageStages';
import { cacheFixes } from './packageCacheFixes';
import type { Fix, Rule, RuleFact } from './rule';

interface PackageCacheFact extends RuleFact {
  readonly cache: PackageCache;
  /** As written: `apt-get update`. */
  readonly command: string;
  readonly fixes: readonly Fix[];
  /** A step below may install from the lists where nobody sees it. */
  readonly mayBeUsed: boolean;
}

/** A step of the image with a cache that it fills and that nothing takes away. */
export interface FilledCache {
  readonly dockerfile: Dockerfile;
  readonly build: BuildFacts;
  readonly script: StepScript;
  readonly cache: PackageCache;
  readonly filling: readonly StepCommand[];
}

/**
 * A package manager leaves its lists, index or downloads in a layer of the image. Evidence: the command that writes them is
 * in the step, the step's stage is part of the image, and neither the step nor one below it names the cache. Where a later
 * step installs from the same lists, they are needed.
 */
export const packageCacheInLayer: Rule<PackageCacheFact> = {
  id: 'package-cache-in-layer',
  severity: 'information',
  alsoKnownAs: ['DL3009', 'DL3019', 'DL3032', 'DL3036', 'DL3040', 'DL3042', 'DL3060'],
  check({ dockerfile, facts: { build = {} } }) {
    const scripts = imageScripts(dockerfile, build);
    return scripts.flatMap((script, index): PackageCacheFact[] => {
      const later = scripts.slice(index + 1);
      return packageCaches.flatMap((cache) => {
        const filling = left(dockerfile, build, script, cache, later);
        return filling.length === 0 ? [] : [factOf({ dockerfile, build, script, cache, filling }, later)];
      });
    });
  },
  message({ cache, command, mayBeUsed }) {
    const them = cache.leaves.endsWith('s') ? 'them' : 'it';
    const obstacle = mayBeUsed ? ' There is no automatic fix: a script in a later step may use them.' : '';
    return `${inlineCode(command, 60)} leaves ${cache.leaves} in this layer, and the image does not need ${them}. ${advice(cache, them)}${obstacle}`;
  },
  fixes: ({ fixes }) => fixes,
};

function advice({ mending }: PackageCache, them: string): string {
  const ways = [mending.option && `use \`${mending.option}\``, mending.cleanUp && 'clean up at the end of the same RUN', `keep ${them} in a cache mount`].filter(Boolean);
  const text = ways.join(', or ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

/** The steps of the image that can be read, in the order in which they run. */
export function imageScripts(dockerfile: Dockerfile, build: BuildFacts): readonly StepScript[] {
  const stages: readonly Stage[] = [...imageStages(dockerfile, build)].reverse();
  return stages.flatMap(({ instructions }) => instructions.flatMap((instruction) => (instruction.keyword === 'RUN' ? (stepScript(dockerfile, instruction) ?? []) : [])));
}

/** The commands that fill the cache, where what they write stays. */
function left(dockerfile: Dockerfile, build: BuildFacts, script: StepScript, cache: PackageCache, later: readonly StepScript[]): readonly StepCommand[] {
  const filling = script.commands.filter(cache.fills);
  if (filling.length === 0 || touches(script, cache) || hasMount(script.run, cache) || isSetElsewhere(dockerfile, build, script, cache)) return [];
  // What a later step removes is reported there, and what a later step installs from is needed.
  if (later.some((other) => touches(other, cache))) return [];
  return cache.manager === 'apt' && usedLater(later) ? [] : filling;
}

/** Whether a step empties the cache or names a folder of it, or removes what a variable names. */
export function touches({ commands, reading }: StepScript, cache: PackageCache): boolean {
  const words = reading.data.map(({ word }) => word.value);
  return words.some((word) => cache.folder.test(word)) || commands.some((command) => {
    if (cache.empties(command) || /clean|purge|minim|slim|shrink|strip_|squash/i.test(command.name)) return true;
    const { words: all } = command.shell;
    return all.some(({ value }) => cache.folder.test(value)) || (/^(rm|find)$/.test(command.name) && all.some(({ value }) => /^["']?\$/.test(value)));
  });
}

function hasMount({ flags }: RunInstruction, { folder, mending }: PackageCache): boolean {
  return flags.some((flag) => {
    if (flag.name !== 'mount') return false;
    const options = parseMountOptions(flag);
    const type = options.find(({ key }) => key === 'type')?.value;
    const target = options.find(({ key }) => key === 'target' || key === 'dst' || key === 'destination')?.value ?? '';
    return (type === 'cache' || type === 'tmpfs') && (folder.test(target) || target.includes('$') || mending.mounts('').some((mount) => mount.target.startsWith(`${target}/`)));
  });
}

/** A variable, a file or a command of the stage that may move the cache or switch it off. */
function isSetElsewhere(dockerfile: Dockerfile, build: BuildFacts, { run }: StepScript, { settings }: PackageCache): boolean {
  if (!settings) return false;
  const above = dockerfile.text.slice(0, run.span.end);
  return settings.test(above) || environmentBefore(dockerfile, run, build).list().some(({ name }) => settings.test(name));
}

function usedLater(later: readonly StepScript[]): boolean {
  for (const { commands } of later) {
    const first = commands.find((command) => fetchesLists(command) || readsLists(command));
    if (first) return readsLists(first);
  }
  return false;
}

function factOf(filled: FilledCache, later: readonly StepScript[]): PackageCacheFact {
  const { cache, script, filling } = filled;
  const { shell, at, name } = filling[0]!;
  const from = shell.words[at]!;
  const verb = shell.words.slice(at + 1).findIndex(({ value }) => !value.startsWith('-'));
  const to = shell.words[at + 1 + Math.max(0, verb)] ?? from;
  const words = shell.words.slice(at, at + 2 + Math.max(0, verb)).map(({ value }) => value);
  const mayBeUsed = cache.manager === 'apt' && later.some(mayRunApt);
  const command = [name, ...words.slice(1)].join(' ');
  return { span: script.text.spanOf(from.start, to.end), cache, command, mayBeUsed, fixes: mayBeUsed ? [] : cacheFixes(filled) };
}
