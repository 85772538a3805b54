import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { explainedLabels, explainedSignals } from '../hover/explainedNames';
import type { Proposal, Proposals } from './proposal';

/** A long file names many ports and variables; this many are looked at. */
const mostLookedAt = 2_000;

/** Where a file names a port without EXPOSE: a health check's address, a program's option. */
const portPlaces = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(\d{2,5})\b|--port[= ](\d{2,5})\b/g;

export function signalProposals(): Proposal[] {
  return [...explainedSignals].map((label) => ({ label, kind: 'value', textId: `dockerfile/STOPSIGNAL ${label}` }));
}

/** The keys that the OCI image specification defines. */
export function labelProposals(typed: string): Proposals {
  const proposals = [...explainedLabels].map((label): Proposal => ({ label, insert: `${label}=`, kind: 'flag', textId: `dockerfile/LABEL ${label}` }));
  return { typed, proposals, rest: /[\w.-]*/y };
}

/** Ports that the file names elsewhere; behind a port the protocols. */
export function portProposals(dockerfile: Dockerfile, instruction: Instruction, typed: string): Proposals {
  const slash = typed.indexOf('/');
  if (slash >= 0) return { typed: typed.slice(slash + 1), proposals: ['tcp', 'udp', 'sctp'].map((label) => ({ label, kind: 'value', textId: 'dockerfile/EXPOSE' })) };
  const found = new Map<string, string>();
  for (const other of dockerfile.instructions.slice(0, mostLookedAt)) {
    if (other === instruction) continue;
    for (const port of portsOf(other)) if (!found.has(port) && Number(port) <= 65_535) found.set(port, `line ${other.startLine}`);
  }
  return { typed, proposals: [...found].map(([label, detail]) => ({ label, detail, kind: 'value', textId: 'dockerfile/EXPOSE' })) };
}

function portsOf(instruction: Instruction): string[] {
  switch (instruction.keyword) {
    case 'EXPOSE':
      return instruction.words.flatMap(({ text }) => /^\d+/.exec(text)?.[0] ?? []);
    case 'ENV':
    case 'ARG':
      return instruction.pairs.flatMap(({ name, value }) => (/PORT$/i.test(name.text) && value ? (/^["']?(\d{2,5})["']?$/.exec(value.text)?.[1] ?? []) : []));
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return [...instruction.argumentText.text.slice(0, 10_000).matchAll(portPlaces)].flatMap(([, address, option]) => address ?? option ?? []);
    default:
      return [];
  }
}

/** Names for ENV: the ARGs above, whose values an image keeps only this way, and names that other stages set. */
export function environmentNameProposals(dockerfile: Dockerfile, instruction: Instruction, typed: string): Proposals {
  const names = new Map<string, string>();
  for (const other of dockerfile.instructions.slice(0, mostLookedAt)) {
    if (other === instruction || (other.keyword !== 'ARG' && other.keyword !== 'ENV')) continue;
    for (const { name } of other.pairs) if (/^\w+$/.test(name.text)) names.set(name.text, `${other.keyword} in line ${other.startLine}`);
  }
  return { typed, proposals: [...names].map(([label, detail]) => ({ label, insert: `${label}=`, kind: 'name', detail, textId: 'dockerfile/ENV' })) };
}
