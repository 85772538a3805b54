import type { Comment, Dockerfile, Instruction } from '../dockerfile/syntax';
import type { Rule, RuleFact, SpanEdit } from './rule';

interface DefinitionDescriptionFact extends RuleFact {
  readonly keyword: 'ARG' | 'FROM';
  readonly names: readonly string[];
  readonly edit: SpanEdit | undefined;
}

/**
 * The comment above an ARG or a named stage does not begin with the name, so that BuildKit does not take it as its
 * description (instructions/parse.go `validateDefinitionDescription`). An experiment: only where the file asks for it.
 */
export const invalidDefinitionDescription: Rule<DefinitionDescriptionFact> = {
  id: 'invalid-definition-description',
  severity: 'information',
  alsoKnownAs: ['InvalidDefinitionDescription'],
  experimental: true,
  check({ dockerfile }) {
    return dockerfile.instructions.flatMap((instruction): DefinitionDescriptionFact[] => {
      const names = namesOf(instruction);
      const last = instruction.commentsAbove.at(-1);
      if ((instruction.keyword !== 'ARG' && instruction.keyword !== 'FROM') || last === undefined || names.length === 0) return [];
      if (names.includes(last.split(' ', 1)[0]!)) return [];
      return [{ span: instruction.keywordSpan, keyword: instruction.keyword, names, edit: editOf(dockerfile, instruction, names) }];
    });
  },
  message({ keyword, names }) {
    const name = names.length === 1 ? `\`${names[0]!}\`` : 'the name of an argument';
    return `BuildKit takes the comment above as a description of this ${keyword} only where it begins with ${name}. Begin it so, or put an empty \`#\` line below it.`;
  },
  fix: ({ names, edit }) => edit && { title: `Begin the comment with ${names[0]!}`, edits: [edit] },
};

function namesOf(instruction: Instruction): readonly string[] {
  if (instruction.keyword === 'ARG') return instruction.pairs.map(({ name }) => name.text);
  const isNamed = instruction.keyword === 'FROM' && instruction.as?.text.toLowerCase() === 'as' && instruction.stageName;
  return isNamed ? [isNamed.text.toLowerCase()] : [];
}

/** Only a comment in the line above, from the first column on, is surely meant for this instruction. */
function editOf({ text, elements }: Dockerfile, instruction: Instruction, names: readonly string[]): SpanEdit | undefined {
  const comment = elements.find((element): element is Comment => element.kind === 'comment' && element.span.end === instruction.span.start);
  if (!comment || names.length !== 1 || text[comment.span.start] !== '#' || /^(?:check|hadolint|layerwise)\b/i.test(comment.text)) return undefined;
  const blanks = /^#[ \t]*/.exec(text.slice(comment.span.start, comment.span.end))![0].length;
  const at = comment.span.start + blanks;
  return { span: { start: at, end: at }, newText: `${blanks > 1 ? '' : ' '}${names[0]!} ` };
}
