import type { ComposeNode } from '../compose/project/composeNode';
import { resolvePath } from '../compose/project/projectPaths';
import { certainTextAt } from '../compose/project/readNodes';
import type { Dockerfile } from '../dockerfile/syntax';
import type { ComposeProposal } from './keyProposals';
import { ownService, type ProposalContext } from './proposalContext';

/** A longer list helps nobody. */
const mostProposals = 500;

/** The Dockerfile that a service is built from, where every part of its path is certain. */
export function dockerfileOfService(service: ComposeNode | undefined, { dockerfile }: ProposalContext['facts']): Dockerfile | undefined {
  const path = dockerfilePath(service);
  return path === undefined ? undefined : dockerfile?.(path);
}

/** Absolute, with `/`; undefined where a variable from outside decides, and for what is not a file of this machine. */
export function dockerfilePath(service: ComposeNode | undefined): string | undefined {
  const context = certainTextAt(service, 'build', 'context');
  const name = certainTextAt(service, 'build', 'dockerfile') ?? 'Dockerfile';
  if (context === undefined || !/^(?:\/|[A-Za-z]:)/.test(context) || certainTextAt(service, 'build', 'dockerfile_inline') !== undefined) return undefined;
  return name === '' || name.startsWith('~') || name.includes('://') ? undefined : resolvePath(context, name);
}

/** The named stages of the service's Dockerfile, the last first: it is mostly the one that runs. */
export function targetProposals(context: ProposalContext): ComposeProposal[] {
  const stages = dockerfileOfService(ownService(context), context.facts)?.stages ?? [];
  return stages.filter(({ name }) => name !== undefined).slice(-mostProposals).reverse()
    .map(({ name, from }) => ({ label: name!, kind: 'stage', isName: true, detail: `FROM ${from.image?.text ?? ''}`.slice(0, 80), textId: 'compose/services.build.target' }));
}

/** The names of the Dockerfile's ARGs, each once. */
export function argumentNames(context: ProposalContext): readonly { readonly name: string; readonly detail: string }[] {
  const found = new Map<string, string>();
  for (const instruction of dockerfileOfService(ownService(context), context.facts)?.instructions ?? []) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { name, value } of instruction.pairs) {
      if (!found.has(name.text)) found.set(name.text, value ? `ARG with a default, line ${instruction.startLine}` : `ARG in line ${instruction.startLine}`);
    }
  }
  return [...found].slice(0, mostProposals).map(([name, detail]) => ({ name, detail }));
}

/** The ports that the Dockerfile exposes: `8080`, `53/udp`. */
export function exposedPorts(context: ProposalContext): readonly string[] {
  const instructions = dockerfileOfService(ownService(context), context.facts)?.instructions ?? [];
  const words = instructions.flatMap((instruction) => (instruction.keyword === 'EXPOSE' ? instruction.words.map(({ text }) => text) : []));
  return [...new Set(words.filter((word) => /^\d{1,5}(?:\/(?:tcp|udp|sctp))?$/i.test(word)))].slice(0, mostProposals);
}
