import { onbuildTriggers } from '../dockerfile/onbuildTriggers';
import { executedInstructions } from '../dockerfile/stageWalk';
import { legacyPairEdits } from './legacyKeyValueFormatFix';
import type { Rule, RuleFact, SpanEdit } from './rule';

interface LegacyKeyValueFact extends RuleFact {
  readonly keyword: string;
  readonly name: string;
  readonly edits: readonly SpanEdit[] | undefined;
}

/** `ENV NAME value` and `LABEL NAME value` (dockerfile2llb/convert.go `dispatchEnv`, `dispatchLabel`). */
export const legacyKeyValueFormat: Rule<LegacyKeyValueFact> = {
  id: 'legacy-key-value-format',
  severity: 'information',
  alsoKnownAs: ['LegacyKeyValueFormat'],
  check({ dockerfile, facts: { build = {} } }) {
    const triggers = onbuildTriggers(dockerfile, build);
    return dockerfile.stages.flatMap((stage) =>
      executedInstructions(stage, triggers).flatMap(({ instruction, elsewhere }): LegacyKeyValueFact[] => {
        if (instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL') return [];
        const [pair] = instruction.pairs;
        if (!pair?.legacy || !pair.value) return [];
        const edits = legacyPairEdits(dockerfile, instruction.argumentText, pair);
        return [{ ...elsewhere, span: instruction.keywordSpan, keyword: instruction.keyword, name: pair.name.text, edits }];
      }),
    );
  },
  message: ({ keyword, name }) => `This is the old form of ${keyword}: all that follows \`${name}\` is one value, even words with \`=\`. Write \`${keyword} ${name}=value\`.`,
  fix: ({ name, edits }) => (edits ? { title: `Write ${name}=…`, edits } : undefined),
};
