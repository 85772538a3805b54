import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { inLetterCase, letterCaseOf } from './letterCase';
import type { Rule, RuleFact, SpanEdit } from './rule';

interface InstructionCasingFact extends RuleFact {
  readonly keyword: string;
  readonly wanted: 'lower' | 'upper';
  readonly edits: readonly SpanEdit[];
}

/**
 * Keywords in other letters than most of the file (dockerfile2llb/validations.go `validateCommandCasing`). Instructions
 * above the first FROM and ONBUILD's triggers do not count, and a tie goes to upper case.
 */
export const consistentInstructionCasing: Rule<InstructionCasingFact> = {
  id: 'consistent-instruction-casing',
  severity: 'hint',
  alsoKnownAs: ['ConsistentInstructionCasing'],
  skippedForFile: true,
  check({ dockerfile }) {
    const instructions = dockerfile.stages.flatMap((stage): Instruction[] => [stage.from, ...stage.instructions]).filter(({ keyword }) => keyword !== 'UNKNOWN');
    const wanted = majority(instructions);
    return instructions.flatMap((instruction): InstructionCasingFact[] => {
      const { keywordText, keywordSpan } = instruction;
      if (keywordText === inLetterCase(keywordText, wanted)) return [];
      return [{ span: keywordSpan, keyword: keywordText, wanted, edits: editsOf(dockerfile, instruction, wanted) }];
    });
  },
  message: ({ keyword, wanted }) =>
    `\`${keyword}\` is written in other letters than most instructions of this file. Docker does not care; write it in ${wanted} case like the others.`,
  fix: ({ keyword, wanted, edits }) => ({ title: `Write ${inLetterCase(keyword, wanted)}`, edits }),
};

function majority(instructions: readonly Instruction[]): 'lower' | 'upper' {
  const cases = instructions.map(({ keywordText }) => letterCaseOf(keywordText));
  const lower = cases.filter((letterCase) => letterCase === 'lower').length;
  const upper = cases.filter((letterCase) => letterCase === 'upper').length;
  return lower > upper ? 'lower' : 'upper';
}

/** FROM takes its AS along, so that the two do not differ afterwards. */
function editsOf({ text }: Dockerfile, instruction: Instruction, wanted: 'lower' | 'upper'): SpanEdit[] {
  const spans = [instruction.keywordSpan];
  if (instruction.keyword === 'FROM' && instruction.as?.text.toLowerCase() === 'as') spans.push(instruction.as.span);
  return spans.flatMap((span) => {
    const written = text.slice(span.start, span.end);
    const newText = inLetterCase(written, wanted);
    return newText === written ? [] : [{ span, newText }];
  });
}
