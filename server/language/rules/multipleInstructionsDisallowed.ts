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
  check({ dockerfile }) {
    return dockerfile.stages.flatMap(({ instructions }) => {
      const last = new Map<string, Instruction>();
      return instructions.flatMap((instruction): MultipleInstructionsFact[] => {
        const { keyword } = instruction;
        if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT' && keyword !== 'HEALTHCHECK') return [];
        const earlier = last.get(keyword);
        last.set(keyword, instruction);
        return earlier ? [factOf(dockerfile, earlier, instruction.startLine)] : [];
      });
    });
  },
  message: ({ keyword, laterLine }) => `This ${keyword} has no effect: the one in line ${laterLine} replaces it. Only the last ${keyword} of a stage counts. Remove this one.`,
  fix: ({ fix }) => fix,
};

function factOf(dockerfile: Dockerfile, earlier: Instruction, laterLine: number): MultipleInstructionsFact {
  const { keywordSpan, keyword, startLine, span } = earlier;
  const title = `Remove the ${keyword} in line ${startLine}`;
  const fix = mayVanish(dockerfile, earlier) ? { title, edits: [{ span, newText: '' }] } : undefined;
  return { span: keywordSpan, keyword, laterLine, fix };
}

/** A comment inside would be lost, and a comment that a tool reads would then stand above another instruction. */
function mayVanish({ text }: Dockerfile, { span, commentsAbove }: Instruction): boolean {
  const hasInnerComment = /^[^\S\n]*#/m.test(text.slice(span.start, span.end));
  return !hasInnerComment && !commentsAbove.some((comment) => /^(?:hadolint|layerwise|check)\b/i.test(comment));
}
