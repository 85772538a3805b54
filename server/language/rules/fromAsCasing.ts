import { inLetterCase, letterCaseOf } from './letterCase';
import type { Rule, RuleFact, SpanEdit } from './rule';

interface FromAsCasingFact extends RuleFact {
  readonly from: string;
  readonly as: string;
  readonly edit: SpanEdit;
}

/** AS in other letters than FROM. A FROM of mixed letters is another rule's (instructions/parse.go `doesFromCaseMatchAsCase`). */
export const fromAsCasing: Rule<FromAsCasingFact> = {
  id: 'from-as-casing',
  severity: 'hint',
  alsoKnownAs: ['FromAsCasing'],
  check({ dockerfile }) {
    return dockerfile.stages.flatMap(({ name, from }): FromAsCasingFact[] => {
      const { keywordText, as } = from;
      const wanted = letterCaseOf(keywordText);
      if (name === undefined || !as || wanted === 'mixed' || as.text === inLetterCase(as.text, wanted)) return [];
      const { span } = as;
      const edit = { span, newText: inLetterCase(dockerfile.text.slice(span.start, span.end), wanted) };
      return [{ span, from: keywordText, as: as.text, edit }];
    });
  },
  message: ({ from, as }) => `\`${from}\` and \`${as}\` are written in different letters. Both mean the same to Docker; one spelling reads more easily.`,
  fix: ({ from, edit }) => ({ title: `Write it like ${from}`, edits: [edit] }),
};
