import type { Rule, RuleFact, SpanEdit } from './rule';

interface StageNameCasingFact extends RuleFact {
  readonly name: string;
  readonly edit: SpanEdit;
}

/** BuildKit keeps stage names in lower case (instructions/parse.go `isLowerCaseStageName`). */
export const stageNameCasing: Rule<StageNameCasingFact> = {
  id: 'stage-name-casing',
  severity: 'hint',
  alsoKnownAs: ['StageNameCasing'],
  check({ dockerfile }) {
    return dockerfile.stages.flatMap(({ name, from }): StageNameCasingFact[] => {
      const { stageName } = from;
      if (name === undefined || !stageName || stageName.text === name) return [];
      const { span } = stageName;
      const edit = { span, newText: dockerfile.text.slice(span.start, span.end).toLowerCase() };
      return [{ span, name: stageName.text, edit }];
    });
  },
  message: ({ name }) =>
    `The stage is called \`${name.toLowerCase()}\`: BuildKit keeps stage names in lower case, and a later FROM finds it only by that spelling. Write it in lower case.`,
  fix: ({ edit }) => ({ title: "Write the stage's name in lower case", edits: [edit] }),
};
