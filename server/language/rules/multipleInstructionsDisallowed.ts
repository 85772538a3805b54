import { onbuildTriggers } from '../dockerfile/onbuildTriggers';
import { executedInstructions, type ExecutedInstruction } from '../dockerfile/stageWalk';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { Fix, Rule, RuleFact } from './rule';

interface MultipleInstructionsFact extends RuleFact {
  readonly keyword: string;
  /** 1-based line of the next of its kind, which takes its place. */
  readonly laterLine: number;
  readonly fix: Fix | undefined;
}

/**
 * CMD, ENTRYPOINT or HEALTHCHECK that a later one of the same stage replaces; the earlier is reported
 * (dockerfile2llb/validations.go `validateUsedOnce`).
 */
export const multipleInstructionsDisallowed: Rule<MultipleInstructionsFact> = {
  id: 'multiple-instructions-disallowed',
  severity: 'warning',
  alsoKnownAs: ['MultipleInstructionsDisallowed', 'DL3012', 'DL4003', 'DL4004'],
  check({ dockerfile, facts: { build = {} } }) {
    const triggers = onbuildTriggers(dockerfile, build);
    return dockerfile.stages.flatMap((stage) => {
      const last = new Map<string, ExecutedInstruction>();
      return executedInstructions(stage, triggers).flatMap((executed): MultipleInstructionsFact[] => {
        const { keyword } = executed.instruction;
        if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT' && keyword !== 'HEALTHCHECK') return [];
        const earlier = last.get(keyword);
        last.set(keyword, executed);
        return earlier ? [factOf(dockerfile, earlier, executed)] : [];
      });
    });
  },
  message: ({ keyword, laterLine }) => `This ${keyword} has no effect: the one in line ${laterLine} replaces it. Only the last ${keyword} of a stage counts. Remove this one.`,
  fix: ({ fix }) => fix,
};

function factOf(dockerfile: Dockerfile, { instruction: earlier, elsewhere }: ExecutedInstruction, later: ExecutedInstruction): MultipleInstructionsFact {
  const { keywordSpan, keyword, startLine, span } = earlier;
  const title = `Remove the ${keyword} in line ${startLine}`;
  const fix = !elsewhere.reportedAt && mayVanish(dockerfile, earlier) ? { title, edits: [{ span, newText: '' }] } : undefined;
  const skippedAbove = later.elsewhere.skippedAbove ?? later.instruction.keywordSpan;
  return { ...elsewhere, span: keywordSpan, skippedAbove, keyword, laterLine: later.instruction.startLine, fix };
}

/** A comment inside would be lost, and a comment that a tool reads would then stand above another instruction. */
function mayVanish({ text }: Dockerfile, { span, commentsAbove }: Instruction): boolean {
  const hasInnerComment = /^[^\S\n]*#/m.test(text.slice(span.start, span.end));
  return !hasInnerComment && !commentsAbove.some((comment) => /^(?:hadolint|layerwise|check)\b/i.test(comment));
}
