import { expandedWords } from '../dockerfile/expandedWords';
import { expandText } from '../dockerfile/expansion';
import { walkStages, type WalkedStage } from '../dockerfile/stageWalk';
import type { Span, Word } from '../dockerfile/syntax';
import type { Rule, RuleFact } from './rule';
import { SimilarNames } from './similarName';
import { placesIn } from './undefinedArgInFrom';

export interface UndefinedVarFact extends RuleFact {
  readonly name: string;
  readonly similar: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly effect: string;
}

/** ARGs of BuildKit that never become variables. */
const neverVariables: ReadonlySet<string> = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

/**
 * BuildKit replaces a variable that nothing sets (validations.go `reportUnmatchedVariables`). Any name may come from a base
 * image that is not known, so the rule is silent there.
 */
export const undefinedVar: Rule<UndefinedVarFact> = {
  id: 'undefined-var',
  severity: 'warning',
  alsoKnownAs: ['UndefinedVar'],
  check({ dockerfile, facts: { build = {} } }) {
    const found: UndefinedVarFact[] = [];
    const similar = new SimilarNames();
    const declared = new Map<WalkedStage, Set<string>>();
    walkStages(dockerfile, build, (instruction, at) => {
      const names = declared.get(at) ?? new Set(at.parent && declared.get(at.parent));
      declared.set(at, names);
      const report = ({ text, span }: Word, escape: string = dockerfile.escape, skipQuotes = false): void => {
        if (!text.includes('$')) return;
        const { environment } = at.variables;
        const unset = [...new Set(expandText(text, environment, escape, skipQuotes).unset)].filter((name) => !names.has(name) && !neverVariables.has(name));
        if (unset.length === 0) return;
        const placeOf = placesIn({ text, span }, escape, skipQuotes);
        for (const name of unset) {
          found.push({ ...at.elsewhere, name, similar: similar.find(name, environment.names), ...placeOf(name) });
        }
      };
      if (instruction.keyword === 'ARG') {
        for (const { name, value } of instruction.pairs) {
          if (value && build.buildArguments?.[name.text] === undefined) report(value);
          names.add(name.text);
        }
        return;
      }
      for (const word of expandedWords(instruction)) report(word);
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return;
      for (const { expand, content, bodySpan, markerSpan } of instruction.heredocs) {
        if (expand) report({ text: content, span: markerSpan && content.length !== bodySpan.end - bodySpan.start ? markerSpan : bodySpan }, '\\', true);
      }
    });
    return found;
  },
  message: ({ name, similar, effect }) =>
    `Nothing sets ${name} above this line, so ${effect}. ${similar ? `Did you mean ${similar}?` : 'Set it with ENV or ARG in this stage.'}`,
  fix: ({ similar, nameSpan }) => (similar && nameSpan ? { title: `Use ${similar}`, edits: [{ span: nameSpan, newText: similar }] } : undefined),
};
