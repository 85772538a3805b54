import { resolvedBase } from '../dockerfile/resolvedBases';
import { parseMountOptions } from '../dockerfile/mounts';
import type { Dockerfile, RunInstruction } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import { fetchesLists, mayRunApt, readsLists } from '../packages/aptLists';
import type { PackageCache } from '../packages/packageCache';
import { packageCaches } from '../packages/packageCaches';
import type { StepCommand, StepScript } from '../process/stepScript';
import { inlineCode } from '../wording';
import { imageStages } from './imageStages';
import { cacheFixes, imageUsers, type ImageUsers } from './packageCacheFixes';
import type { Fix, Rule, RuleFact } from './rule';
import { stageChains, stepsBelow } from './stageScripts';

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
  readonly users: ImageUsers;
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
    const chains = stageChains(dockerfile, build);
    const scripts = chains.filter(({ inImage }) => inImage).flatMap(({ own }) => own);
    const commands = commandTexts(dockerfile, build);
    const caches = packageCaches.filter((cache) => !cache.usedBy?.test(commands) && scripts.some(({ commands }) => commands.some(cache.fills)));
    const users = imageUsers(dockerfile, build);
    const settings = new Map(caches.map((cache) => [cache, setFrom(dockerfile, build, cache) ?? Infinity]));
    return scripts.flatMap((script): PackageCacheFact[] => {
      const later = stepsBelow(chains, script);
      return caches.flatMap((cache) => {
        const filling = settings.get(cache)! < script.run.span.end ? [] : left(script, cache, later);
        return filling.length === 0 ? [] : [factOf({ dockerfile, users, script, cache, filling }, later)];
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

/** The commands that fill the cache, where what they write stays. */
function left(script: StepScript, cache: PackageCache, later: readonly StepScript[]): readonly StepCommand[] {
  const filling = script.commands.filter(cache.fills);
  if (filling.length === 0 || touches(script, cache) || hasCacheMount(script.run, cache)) return [];
  // What a later step removes is reported there, and what a later step installs from is needed.
  if (later.some((other) => touches(other, cache) && !other.commands.some(cache.fills))) return [];
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

export function hasCacheMount({ flags }: RunInstruction, { folder, mending }: PackageCache): boolean {
  return flags.some((flag) => {
    if (flag.name !== 'mount') return false;
    const options = parseMountOptions(flag);
    const type = options.find(({ key }) => key === 'type')?.value;
    const target = options.find(({ key }) => key === 'target' || key === 'dst' || key === 'destination')?.value ?? '';
    return (type === 'cache' || type === 'tmpfs') && (folder.test(target) || target.includes('$') || mending.mounts('', '').some((mount) => mount.target.startsWith(`${target}/`)));
  });
}

/**
 * Where a variable, a file or a command may move the cache or switch it off: the offset in the file from which on it may do
 * so, 0 where a base image sets it. Undefined where nothing does.
 */
function setFrom(dockerfile: Dockerfile, build: BuildFacts, { settings }: PackageCache): number | undefined {
  if (!settings) return undefined;
  const images = imageStages(dockerfile, build).map((stage) => resolvedBase(dockerfile, stage, build).image);
  if (images.some((image) => image !== undefined && build.baseEnvironment?.(image)?.some((entry) => settings.test(entry)))) return 0;
  const found = dockerfile.text.search(settings);
  return found < 0 ? undefined : found;
}

/** What a container of the image is told to run, as written. */
function commandTexts(dockerfile: Dockerfile, build: BuildFacts): string {
  const instructions = imageStages(dockerfile, build).flatMap((stage) => stage.instructions);
  return instructions.filter(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT').map(({ argumentText }) => argumentText.text).join('\n');
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
