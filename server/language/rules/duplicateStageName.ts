import type { Rule, RuleFact } from './rule';

interface DuplicateStageNameFact extends RuleFact {
  readonly name: string;
  /** 1-based line of the stage that had the name last. */
  readonly earlierLine: number;
}

/** A stage with the name of an earlier one (dockerfile2llb/validations.go `validateStageNames`). */
export const duplicateStageName: Rule<DuplicateStageNameFact> = {
  id: 'duplicate-stage-name',
  severity: 'warning',
  alsoKnownAs: ['DuplicateStageName', 'DL3024'],
  skippedForFile: true,
  check({ dockerfile }) {
    const lines = new Map<string, number>();
    return dockerfile.stages.flatMap(({ name, from }): DuplicateStageNameFact[] => {
      if (name === undefined) return [];
      const earlierLine = lines.get(name);
      lines.set(name, from.startLine);
      return earlierLine === undefined ? [] : [{ span: from.stageName?.span ?? from.keywordSpan, name, earlierLine }];
    });
  },
  message: ({ name, earlierLine }) =>
    `The stage in line ${earlierLine} is called \`${name}\` too. \`--target\` and \`COPY --from\` mean the last one, so the earlier cannot be reached by name. Give each stage its own name.`,
};
