import { flagTable } from '../dockerfile/flagTable';
import { mountOptions, mountSwitches, mountTypes, sharingModes, type MountType } from '../dockerfile/mountTable';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { CompletionFacts } from './completionFacts';
import { imageProposals } from './imageProposals';
import { pathProposals } from './pathProposals';
import { valueProposals, type Proposal, type Proposals } from './proposal';
import { userProposals } from './userProposals';

/** Values that BuildKit knows by name (instructions/commands_runnetwork.go, commands_runsecurity.go). */
const knownValues: Readonly<Record<string, readonly string[]>> = {
  network: ['default', 'none', 'host'],
  security: ['sandbox', 'insecure'],
  // What BuildKit takes where a health check says nothing (https://docs.docker.com/reference/dockerfile/#healthcheck).
  interval: ['30s'],
  timeout: ['30s'],
  'start-period': ['0s'],
  'start-interval': ['5s'],
  retries: ['3'],
  platform: ['$BUILDPLATFORM', '$TARGETPLATFORM', 'linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64'],
};

/** The flags of an instruction; one that is there already comes again only where it may be repeated. */
export function flagProposals({ keyword }: Instruction, earlier: readonly string[]): Proposal[] {
  const flags = Object.entries(flagTable[keyword] ?? {});
  return flags
    .filter(([name, kind]) => kind === 'strings' || !earlier.some((word) => word === `--${name}` || word.startsWith(`--${name}=`)))
    .map(([name, kind]) => ({
      label: `--${name}`,
      insert: kind === 'boolean' ? `--${name}` : `--${name}=`,
      kind: 'flag',
      textId: `dockerfile/${keyword}--${name}`,
    }));
}

/** The values of `--name=`. */
export function flagValueProposals(dockerfile: Dockerfile, instruction: Instruction, name: string, typed: string, facts: CompletionFacts): Proposals {
  const { keyword } = instruction;
  if (!Object.hasOwn(flagTable[keyword] ?? {}, name)) return { typed, proposals: [] };
  const textId = `dockerfile/${keyword}--${name}`;
  if (name === 'mount') return mountProposals(dockerfile, instruction, typed, facts);
  if (name === 'from') return imageProposals(dockerfile, instruction, typed, facts);
  if (name === 'chown') return { typed: typed.slice(typed.indexOf(':') + 1), proposals: userProposals(dockerfile, instruction) };
  if (flagTable[keyword]![name] === 'boolean') return { typed, proposals: valueProposals(['true', 'false'], textId) };
  return { typed, proposals: valueProposals(knownValues[name] ?? [], textId) };
}

function mountProposals(dockerfile: Dockerfile, instruction: Instruction, value: string, facts: CompletionFacts): Proposals {
  const fields = value.split(',');
  const typed = fields.pop()!;
  const equals = typed.indexOf('=');
  const type = mountTypeOf(fields);
  const keys = fields.map((field) => field.split('=', 1)[0]!.toLowerCase());
  if (equals >= 0) {
    const text = typed.slice(equals + 1);
    const key = typed.slice(0, equals).toLowerCase();
    if (key === 'from') return imageProposals(dockerfile, instruction, text, facts);
    const isPath = (key === 'source' || key === 'src') && type === 'bind' && !keys.includes('from');
    return (isPath && pathProposals(facts.context?.sent, text)) || { typed: text, proposals: mountValueProposals(key, type) };
  }
  const options: readonly string[] = type ? mountOptions[type] : [];
  const names = keys.includes('type') ? options : ['type', ...options];
  return { typed, proposals: names.filter((name) => !keys.includes(name)).map((name) => mountOptionProposal(name, type)) };
}

/** A mount without a type binds. A type that is not known has no options. */
export function mountTypeOf(fields: readonly string[]): MountType | undefined {
  const written = fields.findLast((field) => /^type=/i.test(field))?.slice('type='.length).toLowerCase() ?? 'bind';
  return mountTypes.find((type) => type === written);
}

function mountOptionProposal(name: string, type: MountType | undefined): Proposal {
  const textId = name === 'type' || !type ? 'dockerfile/RUN--mount' : `dockerfile/mount-${type} ${name}`;
  return { label: name, insert: mountSwitches.has(name) ? name : `${name}=`, kind: 'flag', textId };
}

function mountValueProposals(key: string, type: MountType | undefined): Proposal[] {
  if (key === 'type') return mountTypes.map((label) => ({ label, kind: 'value', textId: `dockerfile/mount-${label}` }));
  const textId = type ? `dockerfile/mount-${type} ${key}` : undefined;
  if (key === 'sharing') return valueProposals(sharingModes, textId);
  return mountSwitches.has(key) ? valueProposals(['true', 'false'], textId) : [];
}
