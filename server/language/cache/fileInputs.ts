import { cleanPath } from '../context/contextPath';
import type { CopySelection, SelectionOptions } from '../context/copySources';
import type { Instruction } from '../dockerfile/syntax';
import type { FolderFiles, SourceLookup, StepDefinition, StepInput } from './stepDefinition';

/** Files that a step takes from one place. */
export interface TakenFiles {
  /** Stage or image; undefined: the build context. */
  readonly from: string | undefined;
  /** As written. */
  readonly source: string;
  /** Which instruction takes them, where it is not COPY. */
  readonly keyword?: Instruction['keyword'];
}

/**
 * One input for each place that files come from: BuildKit keys all that a step takes of one place together.
 * @param sortsPaths false where the order of the sources is part of the definition.
 */
export function fileInputs(taken: readonly TakenFiles[], lookup: SourceLookup, sortsPaths: boolean, options: SelectionOptions = {}): StepInput[] {
  const places = new Map<string | undefined, TakenFiles[]>();
  for (const files of taken) places.set(files.from, [...(places.get(files.from) ?? []), files]);
  return [...places].map(([from, files]): StepInput => {
    const sources = files.map(({ source }) => source);
    if (from === undefined) return { kind: 'context', ...selected(lookup, sources, options) };
    const place = lookup.from(from, files[0]!.keyword);
    if ('folder' in place) return { kind: 'context', place: from, ...selected(place.folder, sources, options) };
    const paths = sources.map((source) => cleanPath(`/${source}`));
    const path = (sortsPaths ? paths.sort() : paths).join(' and ');
    return 'stage' in place ? { kind: 'stage', stage: place.stage, path } : { kind: 'remote', name: place.image, path };
  });
}

function selected(files: FolderFiles, sources: readonly string[], options: SelectionOptions): { digest: string; selections: readonly CopySelection[] } {
  const selections = sources.map((source) => files.select(source, options));
  return { digest: files.digest(selections), selections };
}

/** What makes the builder fail over these files. */
export function inputProblems(inputs: readonly StepInput[], lookup: SourceLookup): Pick<StepDefinition, 'missing' | 'brokenLinks'> {
  const missing = inputs.flatMap((input) => {
    if (input.kind !== 'context') return [];
    const isMissing = ({ source, roots, wildcard }: CopySelection): boolean => roots.length === 0 && !wildcard && (input.place !== undefined || !lookup.isUnlisted(source));
    return input.selections.filter(isMissing).map(({ source }) => source);
  });
  const brokenLinks: StepDefinition['brokenLinks'] = (taken) =>
    inputs.flatMap((input) => (input.kind === 'context' ? filesOf(input.place, lookup).brokenLinks(input.selections, input.place === undefined ? taken : undefined) : []));
  return { missing, brokenLinks };
}

function filesOf(place: string | undefined, lookup: SourceLookup): FolderFiles {
  const found = place === undefined ? lookup : lookup.from(place);
  return 'folder' in found ? found.folder : lookup;
}
