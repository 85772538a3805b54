import { cleanPath } from '../context/contextPath';
import type { SelectionOptions } from '../context/copySources';
import type { SourceLookup, StepDefinition, StepInput } from './stepDefinition';

/** Files that a step takes from one place. */
export interface TakenFiles {
  /** Stage or image; undefined: the build context. */
  readonly from: string | undefined;
  /** As written. */
  readonly source: string;
}

/**
 * One input for each place that files come from: BuildKit keys all that a step takes of one place together.
 * @param sortsPaths false where the order of the sources is part of the definition.
 */
export function fileInputs(taken: readonly TakenFiles[], lookup: SourceLookup, sortsPaths: boolean, options: SelectionOptions = {}): StepInput[] {
  const places = new Map<string | undefined, string[]>();
  for (const { from, source } of taken) places.set(from, [...(places.get(from) ?? []), source]);
  return [...places].map(([from, sources]): StepInput => {
    if (from === undefined) {
      const selections = sources.map((source) => lookup.select(source, options));
      return { kind: 'context', digest: lookup.digest(selections), selections };
    }
    const paths = sources.map((source) => cleanPath(`/${source}`));
    const path = (sortsPaths ? paths.sort() : paths).join(' and ');
    const place = lookup.from(from);
    return 'stage' in place ? { kind: 'stage', stage: place.stage, path } : { kind: 'remote', name: place.image, path };
  });
}

/** What makes the builder fail over these files. */
export function inputProblems(inputs: readonly StepInput[], lookup: SourceLookup): Pick<StepDefinition, 'missing' | 'brokenLinks'> {
  const selections = inputs.flatMap((input) => (input.kind === 'context' ? input.selections : []));
  const missing = selections.filter(({ roots, wildcard }) => roots.length === 0 && !wildcard).map(({ source }) => source);
  return { missing, brokenLinks: lookup.brokenLinks(selections) };
}
