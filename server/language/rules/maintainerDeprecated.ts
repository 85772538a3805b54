import type { LogicalText } from '../dockerfile/logicalText';
import type { Dockerfile, Span } from '../dockerfile/syntax';
import { likeKeyword } from './letterCase';
import type { Rule, RuleFact, SpanEdit } from './rule';

interface MaintainerFact extends RuleFact {
  readonly edits: readonly SpanEdit[];
}

/** Any MAINTAINER (instructions/parse.go `ParseInstructionWithLinter`). */
export const maintainerDeprecated: Rule<MaintainerFact> = {
  id: 'maintainer-deprecated',
  severity: 'information',
  alsoKnownAs: ['MaintainerDeprecated', 'DL4000'],
  check({ dockerfile }) {
    return dockerfile.instructions.flatMap((instruction): MaintainerFact[] => {
      if (instruction.keyword !== 'MAINTAINER') return [];
      const { keywordSpan, keywordText, argumentText } = instruction;
      return [{ span: keywordSpan, edits: labelEdits(dockerfile, keywordSpan, keywordText, argumentText) }];
    });
  },
  message: () => 'MAINTAINER is deprecated, and few tools show it. A label says the same and can be read with `docker inspect`: `LABEL org.opencontainers.image.authors="…"`.',
  fix: ({ edits }) => (edits.length === 0 ? undefined : { title: 'Use the label org.opencontainers.image.authors', edits }),
};

/** MAINTAINER takes its text as it is; LABEL expands it, so everything that means something to LABEL is escaped. */
function labelEdits({ escape }: Dockerfile, keywordSpan: Span, keywordText: string, argument: LogicalText): SpanEdit[] {
  if (!argument.text) return [];
  const quoted = isQuoted(argument.text);
  const [start, end] = quoted ? [1, argument.text.length - 1] : [0, argument.text.length];
  const opening = quoted ? argument.spanOf(0, 1) : emptyAt(argument.sourceAt(0));
  const closing = quoted ? argument.spanOf(end, end + 1) : emptyAt(argument.span.end);
  const edits: SpanEdit[] = [
    { span: keywordSpan, newText: likeKeyword('LABEL', keywordText) },
    { span: opening, newText: 'org.opencontainers.image.authors="' },
  ];
  for (let index = start; index < end; index++) {
    if ('"$'.includes(argument.text[index]!) || argument.text[index] === escape) edits.push({ span: emptyAt(argument.sourceAt(index)), newText: escape });
  }
  return [...edits, { span: closing, newText: '"' }];
}

/** Quotes around the whole text are meant as quotes; MAINTAINER would keep them as a part of the name. */
function isQuoted(text: string): boolean {
  const quote = text[0];
  return (quote === '"' || quote === "'") && text.length > 2 && text.indexOf(quote, 1) === text.length - 1;
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}
