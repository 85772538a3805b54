import type { Span } from '../dockerfile/syntax';
import type { Rule, RuleFact } from './rule';

interface NoEmptyContinuationFact extends RuleFact {
  readonly emptyLines: readonly Span[];
}

/** Empty lines inside a continued instruction, reported like BuildKit's parser at the instruction's last line (parser.go `Parse`). */
export const noEmptyContinuation: Rule<NoEmptyContinuationFact> = {
  id: 'no-empty-continuation',
  severity: 'warning',
  alsoKnownAs: ['NoEmptyContinuation'],
  skippedForFile: true,
  reportedBelow: true,
  check: ({ dockerfile }) => dockerfile.emptyContinuations.map(({ lastLine, emptyLines }) => ({ span: lastLine, emptyLines })),
  message({ emptyLines }) {
    const [lines, them] = emptyLines.length === 1 ? ['an empty line', 'it'] : [`${emptyLines.length} empty lines`, 'them'];
    return `This instruction goes on across ${lines}. BuildKit skips ${them} today and will reject ${them} in a later release. Remove ${them}, or put a \`#\` there.`;
  },
  fix: ({ emptyLines }) => ({
    title: emptyLines.length === 1 ? 'Remove the empty line' : 'Remove the empty lines',
    edits: emptyLines.map((span) => ({ span, newText: '' })),
  }),
};
