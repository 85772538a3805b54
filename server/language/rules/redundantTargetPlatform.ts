import { expandedPlatforms } from './fromPlatform';
import type { Rule, RuleFact, SpanEdit } from './rule';

export interface RedundantTargetPlatformFact extends RuleFact {
  readonly written: string;
  readonly removal: SpanEdit;
}

/** `FROM --platform=$TARGETPLATFORM` says what holds without it (BuildKit `reportRedundantTargetPlatform`). */
export const redundantTargetPlatform: Rule<RedundantTargetPlatformFact> = {
  id: 'redundant-target-platform',
  severity: 'hint',
  alsoKnownAs: ['RedundantTargetPlatform'],
  check({ dockerfile, facts: { build = {} } }) {
    return expandedPlatforms(dockerfile, build).flatMap(({ flag, written, result, matched, unmatched, target }) => {
      if (matched.size !== 1 || unmatched.size !== 0 || !matched.has('TARGETPLATFORM') || result !== target) return [];
      const blanks = /^[ \t]*/.exec(dockerfile.text.slice(flag.span.end, flag.span.end + 200))![0].length;
      return [{ span: flag.span, written, removal: { span: { start: flag.span.start, end: flag.span.end + blanks }, newText: '' } }];
    });
  },
  message: ({ written }) => `\`--platform=${written}\` is what FROM does without the flag. Leave the flag out.`,
  fix: ({ removal }) => ({ title: 'Remove the flag', edits: [removal] }),
};
