import type { BindingSource } from '../dockerfile/environment';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { environmentBefore, platformArguments } from '../dockerfile/variables';
import { maskSecrets } from '../maskSecrets';
import type { Proposal } from './proposal';

/** A list longer than this helps nobody. */
const mostVariables = 1_000;

/** What a running container still has: no build arguments. */
const imageSources = new Set<BindingSource>(['ENV', 'base image']);

/** The variables that are set above an instruction, with their values; secrets are masked. */
export function variableProposals(dockerfile: Dockerfile, instruction: Instruction): Proposal[] {
  const isRunTime = instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT' || instruction.keyword === 'HEALTHCHECK';
  const set = environmentBefore(dockerfile, instruction, {}).list().filter(({ source }) => !isRunTime || imageSources.has(source));
  const proposals = new Map<string, Proposal>();
  for (const name of isRunTime ? [] : declaredAbove(dockerfile, instruction)) proposals.set(name, { label: name, kind: 'variable', detail: 'ARG' });
  for (const { name, value, source } of set.slice(-mostVariables)) {
    const shown = value === undefined ? '' : ` ${maskSecrets(`${name}=${value.slice(0, 60)}`)}`;
    proposals.set(name, { label: name, kind: 'variable', detail: `${source}${shown}` });
  }
  return [...proposals.values()];
}

/** The names that ARG can bring into a stage: global ARGs and the builder's platform arguments. */
export function argumentNameProposals(dockerfile: Dockerfile, instruction: Instruction): Proposal[] {
  if (!stageOf(dockerfile, instruction)) return [];
  const globals = dockerfile.globalInstructions.flatMap((above) => (above.keyword === 'ARG' ? above.pairs.map(({ name }) => name.text) : []));
  const names = new Set([...globals.slice(0, mostVariables), ...platformArguments]);
  return [...names].map((label) => ({ label, kind: 'name', detail: globals.includes(label) ? 'global ARG' : 'predefined' }));
}

/** `ARG NAME` without a value: only the build sets it. */
function declaredAbove(dockerfile: Dockerfile, instruction: Instruction): string[] {
  const stage = instruction.keyword === 'FROM' ? undefined : stageOf(dockerfile, instruction);
  const scope = stage ? stage.instructions : dockerfile.globalInstructions;
  const above = scope.filter(({ span }) => span.start < instruction.span.start);
  return above.flatMap((one) => (one.keyword === 'ARG' ? one.pairs.filter(({ value }) => !value).map(({ name }) => name.text) : [])).slice(-mostVariables);
}
