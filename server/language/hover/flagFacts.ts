import { describeGap } from '../context/contextGap';
import { selectSource } from '../context/copySources';
import { expandedFlags } from '../dockerfile/flagTable';
import type { DockerfileFacts } from '../dockerfileFacts';
import type { CopyInstruction, Dockerfile, Flag, Instruction } from '../dockerfile/syntax';
import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import { count, inlineCode } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { expandHere } from './expandHere';
import { healthcheckDefaults } from './instructionFacts';
import { mountFlagFacts } from './mountFacts';
import { originFacts } from './originFacts';
import { describeMode, describeOwner } from './permissionFacts';
import { dependsFact } from './wordFacts';

/** What a flag's value means here. */
export function flagFacts(dockerfile: Dockerfile, { flag, instruction }: DockerfileElement & { kind: 'flag' }, facts: DockerfileFacts): string[] {
  if (flag.value === undefined) return switchFacts(dockerfile, instruction, flag, facts);
  if (flag.name === 'mount') return mountFlagFacts(dockerfile, instruction, flag, facts);
  if (!flag.value.includes('$')) return valueFacts(dockerfile, instruction, flag, flag.value, facts);
  if (flag.name === 'from') return ['BuildKit replaces no variables in `--from`: name a stage, and let FROM use the variable.'];
  if (!expandedFlags.has(flag.name)) return [`BuildKit replaces no variables in \`--${flag.name}\`: it is taken as written.`];
  const { text, unknown, error } = expandHere(dockerfile, instruction, flag.value, facts);
  if (error) return [`BuildKit stops here: ${error}.`];
  const platform = flag.name === 'platform' ? platformVariableFacts(flag.value) : [];
  if (text === undefined) return [dependsFact(flag.value, unknown), ...platform];
  return [`Here it is ${inlineCode(text)}.`, ...(platform.length > 0 ? platform : valueFacts(dockerfile, instruction, flag, text, facts))];
}

function valueFacts(dockerfile: Dockerfile, instruction: Instruction, { name }: Flag, value: string, facts: DockerfileFacts): string[] {
  switch (name) {
    case 'from':
      return originFacts(dockerfile, instruction, value, facts);
    case 'chown':
      return describeOwner(value);
    case 'chmod':
      return [describeMode(value) ?? `${inlineCode(value)} is neither an octal nor a symbolic mode.`];
    case 'platform':
      return platformFacts(value);
    case 'checksum':
      return checksumFacts(value);
    case 'exclude':
      return isCopy(instruction) ? excludeFacts(dockerfile, instruction, value, facts) : [];
    case 'parents':
      return value.toLowerCase() === 'false' ? ['Switched off here.'] : isCopy(instruction) ? parentsFacts(dockerfile, instruction, facts) : [];
    case 'interval':
    case 'timeout':
    case 'start-period':
    case 'start-interval':
    case 'retries':
      return [value === healthcheckDefaults[name] ? `Here ${inlineCode(value)}, which is the default anyway.` : `Here ${inlineCode(value)}; without the flag it is ${inlineCode(healthcheckDefaults[name])}.`];
    default:
      return namedValueFacts(name, value);
  }
}

function namedValueFacts(name: string, value: string): string[] {
  const fact = Object.hasOwn(namedValues, `${name}=${value.toLowerCase()}`) ? namedValues[`${name}=${value.toLowerCase()}`] : undefined;
  if (fact !== undefined) return [fact];
  if (['link', 'keep-git-dir', 'unpack'].includes(name)) return value.toLowerCase() === 'false' ? ['Switched off here.'] : [];
  return name === 'device' ? [`The builder must have the device ${inlineCode(value)} and allow it.`] : [];
}

/** Values that BuildKit knows by name (commands_runnetwork.go, commands_runsecurity.go). */
const namedValues: Readonly<Record<string, string>> = {
  'network=none': 'This step has no network: only the loopback interface.',
  'network=host': "This step uses the network of the machine that builds; the build must allow it with `--allow network.host`.",
  'network=default': 'This step has the usual network of a build; that is the default.',
  'security=insecure': 'This step runs with all privileges; the build must allow it with `--allow security.insecure`.',
  'security=sandbox': 'This step runs with the usual limits; that is the default.',
};

/** Flags without a value. */
function switchFacts(dockerfile: Dockerfile, instruction: Instruction, { name }: Flag, facts: DockerfileFacts): string[] {
  if (!isCopy(instruction)) return [];
  return name === 'parents' ? parentsFacts(dockerfile, instruction, facts) : name === 'link' ? linkFacts(dockerfile, instruction, facts) : [];
}

function platformVariableFacts(value: string): string[] {
  if (/^\$\{?BUILDPLATFORM\}?$/.test(value)) return ['The stage runs on the platform of the machine that builds, so nothing is emulated.'];
  return /^\$\{?TARGETPLATFORM\}?$/.test(value) ? ['That is what FROM takes anyway: without the flag nothing changes.'] : [];
}

function platformFacts(value: string): string[] {
  const [system = '', architecture, variant] = value.split('/');
  if (architecture === undefined) return [];
  const parts = `System ${inlineCode(system)}, architecture ${inlineCode(architecture)}${variant === undefined ? '' : `, variant ${inlineCode(variant)}`}, whatever the build asks for.`;
  return [parts, 'On a machine of another architecture, RUN in this stage needs emulation.'];
}

function checksumFacts(value: string): string[] {
  const [, algorithm, digest] = /^(\w+):([0-9a-fA-F]+)$/.exec(value) ?? [];
  if (algorithm === undefined) return [];
  if (algorithm === 'sha256' && digest!.length !== 64) return [`A SHA-256 digest has 64 digits, this one has ${digest!.length}.`];
  return [`The build stops unless the download has exactly this ${algorithm === 'sha256' ? 'SHA-256' : algorithm} digest.`];
}

function isCopy(instruction: Instruction): instruction is CopyInstruction {
  return instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
}

/** How many files of the build context one pattern takes away. */
function excludeFacts(dockerfile: Dockerfile, copy: CopyInstruction, pattern: string, facts: DockerfileFacts): string[] {
  if (!facts.context || copy.flags.some(({ name }) => name === 'from')) return [];
  const { filtered, gap } = facts.context;
  let left = 0;
  for (const word of copy.sources) {
    const source = expandHere(dockerfile, copy, word.text, facts).text;
    if (source === undefined || /^(<<|https?:|git@)/.test(source)) return [];
    const files = (exclude: string[]): number => selectSource(filtered, source, 'context', { exclude }).files.length;
    left += files([]) - files([pattern]);
  }
  if (left === 0 && gap) return [`${inlineCode(pattern)} takes nothing away of what was read; ${describeGap(gap)}.`];
  return [left === 0 ? `${inlineCode(pattern)} takes nothing away here.` : `${inlineCode(pattern)} leaves out ${gap ? 'at least ' : ''}${count(left, 'file')}.`];
}

/** A linked copy stands on an empty image, so it cannot see what is at its destination (reference/dockerfile#copy---link). */
function linkFacts(dockerfile: Dockerfile, copy: CopyInstruction, facts: DockerfileFacts): string[] {
  const target = copy.destination && expandHere(dockerfile, copy, copy.destination.text, facts).text;
  const resolved = target === undefined ? undefined : resolveImagePath(target, workingDirectoryBefore(dockerfile, copy, facts));
  if (resolved === undefined || resolved === '/') return [];
  return [`On the way to ${inlineCode(resolved)} no symbolic link of the image below is followed: plain folders take its place.`];
}

/** Where the first source ends up with its folders kept. */
function parentsFacts(dockerfile: Dockerfile, copy: CopyInstruction, facts: DockerfileFacts): string[] {
  const source = copy.sources[0] && expandHere(dockerfile, copy, copy.sources[0].text, facts).text;
  const destination = copy.destination && expandHere(dockerfile, copy, copy.destination.text, facts).text;
  const folder = destination === undefined ? undefined : resolveImagePath(destination, workingDirectoryBefore(dockerfile, copy, facts));
  if (source === undefined || folder === undefined || /[*?[]/.test(source)) return [];
  const [before, kept] = source.includes('/./') ? source.split('/./', 2) : ['', source];
  const path = resolveImagePath(kept!, folder === '/' ? '/' : folder);
  const isAbsolute = kept!.startsWith('/');
  return [`${inlineCode(source)} ends up at ${inlineCode(isAbsolute ? `${folder === '/' ? '' : folder}${kept!}` : path!)}${before ? `: what stands before \`/./\` is dropped` : ''}.`];
}
