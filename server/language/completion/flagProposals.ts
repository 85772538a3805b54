import { flagTable } from '../dockerfile/flagTable';
import { mountOptions, mountSwitches, mountTypes, sharingModes, type MountType } from '../dockerfile/mountTable';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { valueProposals, type Proposal, type Proposals } from './proposal';

/** A file may have more stages than anybody reads in a list. */
const mostStages = 500;

/** Values that BuildKit knows by name (instructions/commands_runnetwork.go, commands_runsecurity.go). */
const knownValues: Readonly<Record<string, readonly string[]>> = {
  network: ['default', 'none', 'host'],
  security: ['sandbox', 'insecure'],
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
export function flagValueProposals(dockerfile: Dockerfile, instruction: Instruction, name: string, typed: string): Proposals {
  if (!Object.hasOwn(flagTable[instruction.keyword] ?? {}, name)) return { typed, proposals: [] };
  if (name === 'mount') return mountProposals(dockerfile, instruction, typed);
  if (name === 'from') return { typed, proposals: stageProposals(dockerfile, instruction) };
  if (flagTable[instruction.keyword]![name] === 'boolean') return { typed, proposals: valueProposals(['true', 'false']) };
  return { typed, proposals: valueProposals(knownValues[name] ?? []) };
}

/** The named stages above an instruction's own; only they may be named. */
export function stageProposals(dockerfile: Dockerfile, instruction: Instruction): Proposal[] {
  const own = stageOf(dockerfile, instruction)?.index ?? 0;
  return dockerfile.stages
    .filter(({ name, index }) => name !== undefined && index < own)
    .slice(-mostStages)
    .map(({ name, from }) => ({ label: name!, kind: 'stage', detail: `FROM ${from.image?.text ?? ''}`.slice(0, 80) }));
}

function mountProposals(dockerfile: Dockerfile, instruction: Instruction, value: string): Proposals {
  const fields = value.split(',');
  const typed = fields.pop()!;
  const equals = typed.indexOf('=');
  if (equals >= 0) {
    const text = typed.slice(equals + 1);
    return { typed: text, proposals: mountValueProposals(dockerfile, instruction, typed.slice(0, equals).toLowerCase()) };
  }
  const keys = fields.map((field) => field.split('=', 1)[0]!.toLowerCase());
  const type = mountTypeOf(fields);
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
  const textId = name === 'type' || !type ? 'dockerfile/RUN--mount' : `dockerfile/mount-${type}`;
  return { label: name, insert: mountSwitches.has(name) ? name : `${name}=`, kind: 'flag', textId };
}

function mountValueProposals(dockerfile: Dockerfile, instruction: Instruction, key: string): Proposal[] {
  if (key === 'type') return mountTypes.map((label) => ({ label, kind: 'value', textId: `dockerfile/mount-${label}` }));
  if (key === 'sharing') return valueProposals(sharingModes);
  if (key === 'from') return stageProposals(dockerfile, instruction);
  return mountSwitches.has(key) ? valueProposals(['true', 'false']) : [];
}
