import type { DockerfileFacts } from '../dockerfileFacts';
import type { MountType } from '../dockerfile/mountTable';
import type { MountOption } from '../dockerfile/mounts';
import type { Dockerfile, Flag, Instruction } from '../dockerfile/syntax';
import { count, inlineCode } from '../wording';
import { describeSource } from './copyFacts';
import type { DockerfileElement } from './dockerfileElement';
import { expandHere } from './expandHere';
import type { HoverResult } from './hoverResult';
import { cacheId, mainSpelling, readMount, secretId, secretPlace, targetPath, type Mount } from './mountValues';
import { originFacts } from './originFacts';
import { describeMode } from './permissionFacts';
import { dependsFact } from './wordFacts';

/** The options that content/ explains, for each type. */
export const explainedMountOptions: Readonly<Record<MountType, readonly string[]>> = {
  bind: ['target', 'source', 'from', 'rw', 'ro'],
  cache: ['target', 'id', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'ro', 'rw'],
  tmpfs: ['target', 'size'],
  secret: ['id', 'source', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
};

/** Mounts of a file that are searched for the same cache. */
const mostMounts = 200;

/** One option of a `RUN --mount`: what it is for this type, and what it does here. */
export function mountHover(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'mountOption' }, facts: DockerfileFacts): HoverResult {
  const mount = readMount(dockerfile, element.instruction, element.flag, facts);
  const option = mainSpelling(element.option.key);
  const { span } = element;
  if (option === 'type') return { textId: mount.type ? `dockerfile/mount-${mount.type}` : 'dockerfile/RUN--mount', computed: mountSummary(mount), span };
  const explained = mount.type && explainedMountOptions[mount.type].includes(option);
  const textId = explained ? `dockerfile/mount-${mount.type} ${option}` : 'dockerfile/RUN--mount';
  return { textId, computed: optionFacts(mount, option, element.option), span };
}

/** What a whole `--mount` does here. */
export function mountFlagFacts(dockerfile: Dockerfile, instruction: Instruction, flag: Flag, facts: DockerfileFacts): string[] {
  return mountSummary(readMount(dockerfile, instruction, flag, facts));
}

function mountSummary(mount: Mount): string[] {
  const target = targetPath(mount);
  const at = target === undefined ? '' : ` at ${inlineCode(target)}`;
  switch (mount.type) {
    case 'cache':
      return [`The folder${at} is kept on the builder as the cache ${inlineCode(cacheId(mount) ?? 'of its target')}; it is not in the image.`];
    case 'secret':
      return [`The secret ${inlineCode(secretId(mount) ?? 'named by its target')} is there ${secretPlace(mount)} while this step runs. It comes from ${inlineCode(`docker build --secret id=${secretId(mount) ?? 'NAME'},src=FILE .`)}`];
    case 'bind':
      return [`${originOf(mount)} is visible${at} while this step runs; the image does not keep it.`];
    case 'tmpfs':
      return [`An empty folder in memory stands${at} while this step runs.`];
    case 'ssh':
      return [`The SSH agent ${inlineCode(mount.value('id') || 'default')} can be used while this step runs. It comes from ${inlineCode(`docker build --ssh ${mount.value('id') || 'default'} .`)}`];
    case undefined:
      return [];
  }
}

function optionFacts(mount: Mount, option: string, written: MountOption): string[] {
  const value = mount.value(option);
  if (value === undefined) return option === 'from' ? ['BuildKit rejects variables in `from`: name a stage, and let FROM use the variable.'] : [dependsFact(written.value ?? '', variablesOf(mount, written))];
  switch (option) {
    case 'target':
      return targetFacts(mount, value);
    case 'source':
      return sourceFactsOf(mount, value);
    case 'from':
      return originFacts(mount.dockerfile, mount.instruction, value, mount.facts, { byNumber: false });
    case 'id':
      return idFacts(mount, value);
    case 'sharing':
      return sharingFacts(value);
    case 'mode':
      return [describeMode(value) ?? `${inlineCode(value)} is not an octal number.`];
    case 'uid':
    case 'gid':
      return [`${option === 'uid' ? 'User' : 'Group'} number ${inlineCode(value)}${value === '0' ? ', which is root; that is the default anyway' : ' instead of 0 (root)'}.`];
    case 'env':
      return [`The command reads it as ${inlineCode(`$${value}`)}.${mount.value('target') ? '' : ' No file is written.'}`];
    case 'required':
      return [isTrue(value) ? 'Without it the build stops here.' : 'Without it the step runs all the same.'];
    case 'ro':
      return [isTrue(value) ? 'The command cannot write here.' : 'The command may write here.'];
    case 'rw':
      return [isTrue(value) ? 'The command may write here.' : 'The command cannot write here.'];
    case 'size':
      return [`At most ${inlineCode(value)} fit in.`];
    default:
      return [];
  }
}

function variablesOf({ dockerfile, instruction, facts }: Mount, { value }: MountOption): readonly string[] {
  return expandHere(dockerfile, instruction, value ?? '', facts).unknown;
}

function isTrue(value: string): boolean {
  return value === '' || ['1', 't', 'true'].includes(value.toLowerCase());
}

function targetFacts(mount: Mount, value: string): string[] {
  const resolved = mount.type === 'secret' || mount.type === 'ssh' ? value : targetPath(mount);
  if (resolved === undefined) return [`${inlineCode(value)} is relative to the working directory, which the base image sets and which is not known here.`];
  if (resolved === '/') return ['BuildKit rejects the root as a target.'];
  const path = resolved === value ? inlineCode(value) : `${inlineCode(value)} is ${inlineCode(resolved)} here, and`;
  const cache = mount.type === 'cache' && mount.value('id') === undefined ? [`No \`id\` is written, so the cache is called ${inlineCode(cacheId(mount) ?? value)}: other steps with that target share it.`] : [];
  const hides = mount.type === 'secret' || mount.type === 'ssh' ? `The command finds it at ${inlineCode(resolved)}.` : `${resolved === value ? `At ${path}` : path} what the image has there is hidden while this step runs.`;
  return [hides, ...cache];
}

function originOf(mount: Mount): string {
  const source = mount.value('source');
  const part = source === undefined || source === '' || source === '.' || source === '/' ? '' : `${inlineCode(source)} of `;
  const from = mount.value('from');
  return from === undefined ? (part ? `${part}the build context` : 'The build context') : `${part || 'All of '}${inlineCode(from)}`;
}

function sourceFactsOf(mount: Mount, value: string): string[] {
  const from = mount.value('from');
  if (mount.type === 'secret') return [`It names the secret, like \`id\`: ${inlineCode(`docker build --secret id=${value},src=FILE .`)}`];
  if (from !== undefined) return [`${inlineCode(value)} is looked up from the root of ${inlineCode(from)}.`];
  if (mount.type === 'cache') return [`${inlineCode(value)} is looked up in \`from\`, which is not written here: an empty folder.`];
  return describeSource(mount.facts, { shown: inlineCode(value, 60), source: value, kind: 'context', exclude: [], parents: false });
}

function idFacts(mount: Mount, value: string): string[] {
  if (mount.type === 'secret') return [`Hand it over with ${inlineCode(`docker build --secret id=${value},src=FILE .`)}`, `The command finds it ${secretPlace(mount)}.`];
  if (mount.type === 'ssh') return [`Hand it over with ${inlineCode(`docker build --ssh ${value}=SOCKET_OR_KEY .`)}`];
  if (mount.type !== 'cache') return [];
  const others = sameCache(mount, value);
  if (others === 0 && value.includes('$')) return [];
  return [others > 0 ? `${count(others, 'other mount')} of this file ${others === 1 ? 'uses' : 'use'} the same cache.` : 'No other mount of this file uses this cache.'];
}

/** Cache mounts of other instructions with the same id, as far as they have no variables. */
function sameCache({ dockerfile, instruction, facts }: Mount, id: string): number {
  const flags = dockerfile.instructions.flatMap((other) => (other.keyword === 'RUN' && other !== instruction ? other.flags.filter(({ name, value }) => name === 'mount' && value?.includes('cache')).map((flag) => ({ other, flag })) : []));
  return flags.slice(0, mostMounts).filter(({ other, flag }) => {
    if (flag.value!.includes('$')) return false;
    const mount = readMount(dockerfile, other, flag, facts);
    return mount.type === 'cache' && cacheId(mount) === id;
  }).length;
}

function sharingFacts(value: string): string[] {
  switch (value.toLowerCase()) {
    case 'shared':
      return ['Several builds write into it at the same time; this is the default.'];
    case 'private':
      return ['A second build at the same time gets a cache of its own.'];
    case 'locked':
      return ['A second build at the same time waits until this step has ended.'];
    default:
      return [`BuildKit does not know ${inlineCode(value)}: it takes shared, private or locked.`];
  }
}
