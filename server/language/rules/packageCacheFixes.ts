import type { Dockerfile, RunInstruction, ValueInstruction } from '../dockerfile/syntax';
import { resolvedBase } from '../dockerfile/resolvedBases';
import type { BuildFacts } from '../dockerfile/variables';
import type { CacheMount } from '../packages/packageCache';
import type { StepCommand } from '../process/stepScript';
import { imageStages } from './imageStages';
import { lineEnd } from './lineEnd';
import { withCommentsAbove } from './movedSteps';
import type { FilledCache } from './packageCacheInLayer';
import type { Fix, SpanEdit } from './rule';
import { addMounts, appendCommand } from './stepEdits';

/** Both ways to keep a cache out of the layer, as far as each is certain to work here. */
export function cacheFixes(filled: FilledCache): readonly Fix[] {
  const { script, filling, cache } = filled;
  // A step that only fetches lists is of no use without them.
  if (cache.manager === 'apt' && script.commands.length === filling.length) return [];
  return [inStep(filled), inMount(filled)].filter((fix) => fix !== undefined);
}

/** `sudo -u app `: what stands before a command's name and makes it another user's. Undefined for other wrappers. */
function prefixOf({ shell, at }: StepCommand): string | undefined {
  const before = shell.words.slice(shell.assignments, at).map(({ text }) => `${text} `);
  return before.length === 0 || before[0] === 'sudo ' ? before.join('') : undefined;
}

/** Leaves the cache out within the step that fills it. */
export function inStep({ dockerfile, script, cache, filling }: Pick<FilledCache, 'dockerfile' | 'script' | 'cache' | 'filling'>): Fix | undefined {
  const { option, cleanUp } = cache.mending;
  if (option) return { title: `Add \`${option}\``, edits: filling.map((command) => optionEdit(script.text, command, option)) };
  const command = filling.at(-1)!;
  const clean = cleanUp?.(command.shell.words[command.at]!.text);
  const prefix = prefixOf(command);
  const edit = clean && prefix !== undefined && appendCommand(dockerfile, script, `${prefix}${clean}`);
  return edit ? { title: `Add \`${clean}\` to the same RUN`, edits: [edit] } : undefined;
}

/** Behind the subcommand. */
function optionEdit(text: FilledCache['script']['text'], { shell, at, name }: StepCommand, option: string): SpanEdit {
  const words = shell.words.slice(at + 1);
  const isModule = name.startsWith('python');
  const verbs = words.filter(({ value }, index) => !value.startsWith('-') && !(isModule && index < 2));
  // `uv pip install`: the subcommand has two words.
  const verb = (name === 'uv' && /^(pip|tool)$/.test(verbs[0]?.value ?? '') ? verbs[1] : verbs[0]) ?? shell.words[at]!;
  const end = text.sourceAt(verb.end - 1) + 1;
  return { span: { start: end, end }, newText: ` ${option}` };
}

function inMount(filled: FilledCache): Fix | undefined {
  const { dockerfile, script, cache, filling } = filled;
  const mounts = cache.manager === 'dnf' ? dnfMounts(filled) : cache.mending.mounts(filling[0]!.name, filled.users.image ?? '');
  const isRoot = runsAsRoot(filled);
  if (mounts.length === 0 || filling.some((command) => prefixOf(command) !== '') || (mounts.some(({ home }) => home) && !isRoot)) return undefined;
  const flags = mounts.map(({ target, locked }: CacheMount) => `type=cache,target=${target}${locked ? ',sharing=locked' : ''}`);
  const edits = [addMounts(dockerfile, script.run, flags)];
  if (cache.manager === 'apt') {
    const keeping = keepArchives(dockerfile, script.run);
    edits.push(...keeping);
  }
  return { title: `Keep ${cache.leaves} in a cache mount`, edits };
}

/** The folder is another one in each generation of the program; only images that tell theirs get a mount. */
function dnfMounts({ users, filling }: FilledCache): readonly CacheMount[] {
  const image = users.image ?? '';
  const fedora = /^(?:docker\.io\/(?:library\/)?)?fedora:(\d+)/.exec(image)?.[1];
  if (!filling.every(({ name }) => name === 'dnf')) return [];
  if (fedora !== undefined) return [{ target: Number(fedora) > 40 ? '/var/cache/libdnf5' : '/var/cache/dnf', locked: true, home: false }];
  return /^(rockylinux|almalinux|oraclelinux|rockylinux\/rockylinux|amazonlinux:2023)\b/.test(image) ? [{ target: '/var/cache/dnf', locked: true, home: false }] : [];
}

/** Debian's and Ubuntu's images delete archives after each install; a cache of them needs that switched off, once. */
function keepArchives(dockerfile: Dockerfile, run: RunInstruction): readonly SpanEdit[] {
  if (dockerfile.text.slice(0, run.span.end).includes('docker-clean')) return [];
  const { start } = withCommentsAbove(dockerfile, run);
  return [{ span: { start, end: start }, newText: `${run.keywordText} rm -f /etc/apt/apt.conf.d/docker-clean && echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache${lineEnd(dockerfile.text, run.span)}` }];
}

/** Official images whose user is root, with root's home. */
const rootImages = /^(?:docker\.io\/(?:library\/)?)?(python|node|debian|ubuntu|alpine|php|ruby|golang|rust|pypy|buildpack-deps|fedora|amazonlinux|rockylinux|almalinux|openjdk|eclipse-temurin|nginx|httpd|elixir|erlang|ghcr\.io\/astral-sh\/uv)(:|@|$)/;

/** What decides whose home a step of the image has. */
export interface ImageUsers {
  /** In file order. */
  readonly users: readonly ValueInstruction[];
  readonly setsHome: boolean;
  /** The image at the bottom. */
  readonly image: string | undefined;
}

export function imageUsers(dockerfile: Dockerfile, build: BuildFacts): ImageUsers {
  const stages = imageStages(dockerfile, build);
  const instructions = stages.toReversed().flatMap((stage) => stage.instructions);
  const last = stages.at(-1);
  return {
    users: instructions.filter((instruction): instruction is ValueInstruction => instruction.keyword === 'USER'),
    setsHome: instructions.some((instruction) => instruction.keyword === 'ENV' && instruction.pairs.some(({ name }) => name.text === 'HOME')),
    image: last && resolvedBase(dockerfile, last, build).image,
  };
}

function runsAsRoot({ users: { users, setsHome, image }, script: { run } }: FilledCache): boolean {
  if (setsHome) return false;
  const user = users.findLast(({ span }) => span.start < run.span.start)?.value?.text;
  return user === undefined ? rootImages.test(image ?? '') : /^(root|0)(:|$)/.test(user);
}
