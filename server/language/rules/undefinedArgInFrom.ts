import { findVariables, type VariableUse } from '../dockerfile/shellLexer';
import { expandText } from '../dockerfile/expansion';
import type { FromInstruction, Span, Word } from '../dockerfile/syntax';
import { globalEnvironment } from '../dockerfile/variables';
import type { Rule, RuleFact } from './rule';
import { SimilarNames } from './similarName';

export interface UndefinedArgInFromFact extends RuleFact {
  readonly name: string;
  /** A declared name that it may be a slip of. */
  readonly similar: string | undefined;
  /** The name inside the variable, where it can be replaced. */
  readonly nameSpan: Span | undefined;
  /** What BuildKit puts in its place: a clause. */
  readonly effect: string;
}

/** FROM uses a variable that no ARG above the first FROM declares (BuildKit `reportUnusedFromArgs`). */
export const undefinedArgInFrom: Rule<UndefinedArgInFromFact> = {
  id: 'undefined-arg-in-from',
  severity: 'warning',
  alsoKnownAs: ['UndefinedArgInFrom'],
  check({ dockerfile, facts: { build = {} } }) {
    const globals = globalEnvironment(dockerfile, build);
    const similar = new SimilarNames();
    const declared = new Set(globals.list().map(({ name }) => name));
    for (const instruction of dockerfile.globalInstructions) {
      if (instruction.keyword === 'ARG') for (const { name } of instruction.pairs) declared.add(name.text);
    }
    return dockerfile.stages.flatMap(({ from }) =>
      wordsOf(from).flatMap((word) => {
        const unset = new Set(expandText(word.text, globals, dockerfile.escape).unset);
        const placeOf = placesIn(word, dockerfile.escape);
        return [...unset].filter((name) => !declared.has(name)).map((name) => ({ name, similar: similar.find(name, declared), ...placeOf(name) }));
      }),
    );
  },
  message: ({ name, similar, effect }) =>
    `No ARG above the first FROM declares ${name}, so ${effect}. ${similar ? `Did you mean ${similar}?` : 'Declare it there, with a default.'}`,
  fix: ({ similar, nameSpan }) => (similar && nameSpan ? { title: `Use ${similar}`, edits: [{ span: nameSpan, newText: similar }] } : undefined),
};

function wordsOf({ image, flags }: FromInstruction): Word[] {
  // The last of a flag's repetitions counts.
  const platform = flags.findLast(({ name, value, valueSpan }) => name === 'platform' && value && valueSpan);
  return [...(image ? [image] : []), ...(platform ? [{ text: platform.value!, span: platform.valueSpan! }] : [])];
}

/** Where a variable that is not set stands, and what that does. */
export interface UnsetVariable {
  /** The whole word where continuations or quotes moved the variable. */
  readonly span: Span;
  readonly nameSpan: Span | undefined;
  readonly effect: string;
}

/** Finds the first use of each name in a word, which is searched once. */
export function placesIn({ text, span }: Word, escape: string, skipQuotes = false): (name: string) => UnsetVariable {
  // Where quotes mean nothing, none may hide a variable; the length stays.
  const searched = skipQuotes ? text.replace(/['"]/g, ' ') : text;
  const uses = new Map<string, VariableUse>();
  for (const use of findVariables(searched, escape)) if (!uses.has(use.name)) uses.set(use.name, use);
  return (name) => {
    const use = uses.get(name);
    const effect = use?.modifier.endsWith('-') ? 'its default is always taken' : 'it is replaced by nothing';
    if (!use || span.end - span.start !== text.length) return { span, nameSpan: undefined, effect };
    const start = span.start + use.start;
    const nameStart = start + (text[use.start + 1] === '{' ? 2 : 1);
    return { span: { start, end: span.start + use.end }, nameSpan: { start: nameStart, end: nameStart + name.length }, effect };
  };
}
