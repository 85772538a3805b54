import { resolvedBase, stageChain } from '../dockerfile/resolvedBases';
import { sourceStage } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import type { Rule, RuleFact } from './rule';

export interface CopyWholeStageFact extends RuleFact {
  readonly from: string;
  /** What the copying stage starts from. */
  readonly base: string;
}

/**
 * The whole file system of a stage is laid over that of another image. Copying all of it into `scratch`, or all of a stage
 * that starts from `scratch`, is meant; so is an image that runs nothing here, which may hold only what is copied.
 */
export const copyWholeStage: Rule<CopyWholeStageFact> = {
  id: 'copy-whole-stage',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    return dockerfile.stages.flatMap((stage) =>
      stage.instructions.flatMap((instruction): CopyWholeStageFact[] => {
        const from = wholeSource(instruction);
        const source = from === undefined ? undefined : sourceStage(dockerfile, from.name);
        if (!from || !source || source.index >= stage.index) return [];
        const own = chainOf(dockerfile, stage, build);
        const other = chainOf(dockerfile, source, build);
        const isSystem = other.stages.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'RUN'));
        if (!isSystem || isEmpty(own.base) || isEmpty(other.base) || own.stages.includes(source)) return [];
        return [{ span: from.span, from: from.name, base: own.base! }];
      }),
    );
  },
  message: ({ from, base }) =>
    `The whole file system of stage ${from} is laid over ${base}: the image holds both, and what the stage only needed to build. Copy the files that the image needs.`,
};

/** `COPY --from=NAME / /`. */
function wholeSource(instruction: Instruction): { readonly name: string; readonly span: RuleFact['span'] } | undefined {
  if (instruction.keyword !== 'COPY' || instruction.flags.some(({ name }) => name === 'exclude' || name === 'parents')) return undefined;
  const name = instruction.flags.findLast((flag) => flag.name === 'from')?.value;
  const [source] = instruction.sources;
  if (!name || !source || instruction.sources.length > 1) return undefined;
  const isWhole = /^\/+(\.|\*)?\/*$/.test(source.text) && /^\/+\.?\/*$/.test(instruction.destination?.text ?? '');
  return isWhole ? { name, span: source.span } : undefined;
}

/** A stage with those that it starts from, and the image at the end; undefined where only the build knows. */
function chainOf(dockerfile: Dockerfile, start: Stage, build: BuildFacts): { readonly stages: readonly Stage[]; readonly base: string | undefined } {
  const stages = [...stageChain(dockerfile, start, build)];
  return { stages, base: resolvedBase(dockerfile, stages.at(-1)!, build).image };
}

/** Also where it is not known to be an image with files. */
function isEmpty(base: string | undefined): boolean {
  return base === undefined || base === '' || base === 'scratch';
}
