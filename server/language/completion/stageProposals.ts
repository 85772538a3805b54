import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { Proposal } from './proposal';

/** A file may have more stages than anybody reads in a list. */
const mostStages = 500;

/** The named stages above an instruction's own; only they may be named. */
export function stageProposals(dockerfile: Dockerfile, instruction: Instruction): Proposal[] {
  const own = stageOf(dockerfile, instruction)?.index ?? 0;
  return dockerfile.stages
    .filter(({ name, index }) => name !== undefined && index < own)
    .slice(-mostStages)
    .map(({ name, from }) => ({ label: name!, kind: 'stage', detail: `FROM ${from.image?.text ?? ''}`.slice(0, 80), textId: 'dockerfile/FROM-AS' }));
}
