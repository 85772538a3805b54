import { resolvedBase, stageChain } from '../../dockerfile/resolvedBases';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { defaultPath } from '../../dockerfile/variables';
import type { DockerfileFacts } from '../../dockerfileFacts';
import type { BaseImage } from '../buildInput';
import { StageState, type StateFacts } from '../stageState';
import { triggersBefore } from '../triggers';
import { openValue } from './openText';
import { rowArgument, type ExpectedArgument } from './rowArgument';
import type { Builder } from './rowText';

/** An instruction for which the builder writes a history row, and what the row says. */
export interface ExpectedStep {
  readonly instruction: Instruction;
  /** Index of the stage that it stands in, for the values of its ARGs. */
  readonly stage: number;
  readonly expected: ExpectedArgument;
}

/** A stage with the stages that it is built on, lowest first. */
export interface StageChain {
  readonly stages: readonly Stage[];
  /** The image below; undefined where only the build knows it. */
  readonly base: string | undefined;
  /** True where a variable decides which image that is. */
  readonly baseVaries: boolean;
}

/** Stages upon stages are followed this far. */
const longestChain = 20;

/** Undefined for a chain that is too long to follow. */
export function followedChain(dockerfile: Dockerfile, stage: Stage, facts: DockerfileFacts): StageChain | undefined {
  const stages = [...stageChain(dockerfile, stage, facts)].reverse();
  const lowest = stages[0]!;
  if (stages.length > longestChain) return undefined;
  return { stages, base: resolvedBase(dockerfile, lowest, facts).image, baseVaries: lowest.from.image?.text.includes('$') === true };
}

/** The values of build arguments that texts are written with. `open`: each value is left open, also of what the base image brings. */
export type ArgumentValues = { readonly given: Readonly<Record<string, string>>; readonly open: boolean };

/** What an image's rows say for all that a chain of stages does, oldest first. */
export function expectedSteps(dockerfile: Dockerfile, { stages }: StageChain, facts: DockerfileFacts, builder: Builder, values: ArgumentValues): readonly ExpectedStep[] {
  const stateFacts = stateFactsOf(facts, values);
  return stages.flatMap((stage) => {
    const state = new StageState(dockerfile, stage, stateFacts);
    return [...triggersBefore(dockerfile, stage, stateFacts), ...stage.instructions].flatMap((instruction) => {
      // A row of WORKDIR has the directory that it leads to; all others see what stands above them.
      if (instruction.keyword === 'WORKDIR') state.apply(instruction);
      const expected = rowArgument(instruction, state, builder);
      if (instruction.keyword !== 'WORKDIR') state.apply(instruction);
      return expected ? [{ instruction, stage: stage.index, expected }] : [];
    });
  });
}

function stateFactsOf(facts: DockerfileFacts, { given, open }: ArgumentValues): StateFacts {
  const { platform, target, image, baseEnvironment, baseWorkingDirectory } = facts;
  const baseImages = (name: string): BaseImage => {
    const environment = baseEnvironment?.(name) ?? [`PATH=${open ? openValue : defaultPath}`];
    const workingDirectory = baseWorkingDirectory?.(name) ?? (open ? openValue : '/');
    const configuration = image?.(name);
    const shell = configuration?.shell.length ? { shell: configuration.shell } : {};
    return { environment, workingDirectory, ...shell, onBuild: configuration?.onBuild ?? [] };
  };
  return { buildArguments: given, ...(platform ? { platform } : {}), ...(target ? { target } : {}), baseImages };
}
