import type { Rule, RuleFact } from './rule';

interface ReservedStageNameFact extends RuleFact {
  readonly name: string;
}

const reservedNames: ReadonlySet<string> = new Set(['context', 'scratch']);

/** A stage with a name that BuildKit keeps for itself (dockerfile2llb/validations.go `reservedStageNames`). */
export const reservedStageName: Rule<ReservedStageNameFact> = {
  id: 'reserved-stage-name',
  severity: 'warning',
  alsoKnownAs: ['ReservedStageName'],
  skippedForFile: true,
  check({ dockerfile }) {
    return dockerfile.stages.flatMap(({ name, from }): ReservedStageNameFact[] => {
      if (name === undefined || !reservedNames.has(name)) return [];
      return [{ span: from.stageName?.span ?? from.keywordSpan, name }];
    });
  },
  message: ({ name }) =>
    name === 'scratch'
      ? '`scratch` is the name of the empty image. A later `FROM scratch` would start from this stage. Give the stage another name.'
      : '`context` is the name that BuildKit uses for the build context. Give the stage another name.',
};
