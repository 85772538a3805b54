import { walkStages } from '../dockerfile/stageWalk';
import type { Rule, RuleFact } from './rule';

export interface SecretsUsedInArgOrEnvFact extends RuleFact {
  readonly keyword: 'ARG' | 'ENV';
  readonly name: string;
}

/** BuildKit's words (validations.go `getSecretsRegex`), each between `_` or the ends of the name. */
const secretWords = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmlessWords = /(?:_|^)(?:public|file|version)(?:_|$)/i;

/** ARG or ENV of a stage whose name says that it holds a secret. ARGs above the first FROM are not asked. */
export const secretsUsedInArgOrEnv: Rule<SecretsUsedInArgOrEnvFact> = {
  id: 'secrets-used-in-arg-or-env',
  severity: 'warning',
  alsoKnownAs: ['SecretsUsedInArgOrEnv'],
  check({ dockerfile, facts: { build = {} } }) {
    const found: SecretsUsedInArgOrEnvFact[] = [];
    walkStages(dockerfile, build, (instruction, at) => {
      const { keyword } = instruction;
      if (keyword !== 'ARG' && keyword !== 'ENV') return;
      for (const { name: word } of instruction.pairs) {
        // BuildKit replaces variables and removes quotes in the names of ENV only.
        const name = keyword === 'ENV' ? at.expand(word.text).text : word.text;
        if (name !== undefined && secretWords.test(name) && !harmlessWords.test(name)) found.push({ ...at.elsewhere, span: word.span, keyword, name });
      }
    });
    return found;
  },
  message: ({ keyword, name }) =>
    keyword === 'ENV'
      ? `The value of ${name} stays in the image, where everyone who has the image can read it. Give it to the container when it starts, or to one RUN with \`--mount=type=secret\`.`
      : `The value of ${name} stays in the image's history and may reach the build's records. Give it to the RUN that needs it with \`--mount=type=secret\`.`,
};
