import { asMapping, asText, valueOf } from '../compose/composeValues';
import type { Place } from '../compose/project/composeNode';
import { scalarValue } from '../compose/project/scalarValue';
import { parseCompose } from '../compose/parseCompose';
import { noVariables } from '../compose/interpolation';
import type { Anchor } from './anchors';
import { environmentMentions, programMentions } from './hostMentions';
import { nameOccurrences, type NameOccurrence } from './nameOccurrences';
import { placeWords } from './placeWords';
import type { NamedThing, ProjectNames } from './projectNames';

/** A new text for a place of some file. */
export interface ProjectEdit {
  readonly place: Place;
  readonly newText: string;
  /** Why a person must decide about this one; undefined where it is certain. */
  readonly doubt?: string;
}

/** Edits, or why there are none. */
export type ProjectRename = { readonly edits: readonly ProjectEdit[] } | { readonly refusal: string };

/** Files beside those of the project that a rename looks at. */
export interface NearbyFiles {
  /** Compose files that are no part of it. */
  readonly neighbours: readonly NeighbourFile[];
  /** `.env` and what `env_file` names. */
  readonly environment: readonly NeighbourFile[];
}

/** A file near the project that is no part of it. */
export interface NeighbourFile {
  readonly path: string;
  readonly text: string;
}

/** What the Compose Specification takes as a name. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const anchorPattern = /^[^\s,[\]{}]+$/;

/** Why a thing cannot be renamed at all, or undefined where every place that names it is certain. */
export function composeRenameRefusal(names: ProjectNames, thing: NamedThing): string | undefined {
  const { project } = names;
  const { name, kind } = thing;
  const where = ({ place }: Pick<NameOccurrence, 'place'>): string => placeWords(names.project, place);
  const definitions = thing.occurrences.filter(({ role }) => role === 'definition');
  // A profile is there as soon as a service names it.
  if (definitions.length === 0 && kind !== 'profile') return `No file that is read here defines the ${kind} ${name}.`;
  if (project.leftOut !== undefined) return `The project is not read whole: ${project.leftOut}`;
  const inexact = thing.occurrences.find(({ isExact }) => !isExact);
  if (inexact) return `${where(inexact)} takes the name from a variable or spells it with escapes. Change it by hand.`;
  const unnamed = definitions.find(isExternalByName);
  if (unnamed) return `${name} is external: its name here is its real one. Write \`name: ${name}\` below it in ${where(unnamed)} first.`;
  const elsewhere = names.elsewhere(thing);
  // What an extended service depends on is looked up in the project that extends it.
  const isBrought = ({ role, isExtended }: NameOccurrence): boolean => role === 'use' && !isExtended;
  const other = elsewhere.find(isBrought) ?? (elsewhere.length > 0 && thing.scope !== undefined ? thing.occurrences.find(isBrought) : undefined);
  return other && `${where(other)} names ${name} as well, and services are extended from one file to another. Change them by hand.`;
}

/**
 * Renames a thing in every file of its project, short syntax kept. What programs read, and files that may belong to the
 * project, are edits in doubt.
 */
export function renameInProject(names: ProjectNames, thing: NamedThing, newName: string, { neighbours, environment }: NearbyFiles): ProjectRename {
  const refusal = composeRenameRefusal(names, thing) ?? newNameRefusal(names, thing, newName);
  if (refusal) return { refusal };
  const { kind, name, occurrences } = thing;
  const certain = occurrences.map((occurrence): ProjectEdit => ({ place: occurrence.place, newText: newName, ...doubtOf(occurrence, name) }));
  const mentions = [
    ...[...names.files].flatMap(([path, file]) => programMentions(path, file, kind, name)),
    ...environment.flatMap(({ path, text }) => environmentMentions(path, text, kind, name)),
  ];
  const byPrograms = mentions.map((place): ProjectEdit => ({ place, newText: newName, doubt: `A program may mean this ${kind}` }));
  const taken = new Set(certain.map(({ place }) => placeKey(place)));
  const nearby = neighbours.flatMap(({ path, text }) =>
    nameOccurrences(path, parseCompose(text), noVariables)
      .filter((one) => one.kind === kind && one.name === name && one.isExact)
      .map(({ place }): ProjectEdit => ({ place, newText: newName, doubt: 'This file may belong to the project' })),
  );
  return { edits: [...certain, ...byPrograms.filter(({ place }) => !taken.has(placeKey(place))), ...nearby] };
}

/** Renames an anchor and its aliases; both are of one document of one file. */
export function renameAnchor(anchors: readonly Anchor[], anchor: Anchor, path: string, newName: string): ProjectRename {
  const refusal = anchorRenameRefusal(anchors, anchor);
  if (refusal) return { refusal };
  if (!anchorPattern.test(newName)) return { refusal: 'An anchor name has no blanks, commas or brackets.' };
  if (newName !== anchor.name && anchors.some(({ name, document }) => name === newName && document === anchor.document)) return { refusal: `There is an anchor ${newName} already.` };
  return { edits: [anchor.definition, ...anchor.uses].map((span) => ({ place: { path, span }, newText: newName })) };
}

/** Why an anchor cannot be renamed; undefined where it can. */
export function anchorRenameRefusal(anchors: readonly Anchor[], { name, document }: Anchor): string | undefined {
  const same = anchors.filter((other) => other.name === name && other.document === document);
  return same.length > 1 ? `The anchor ${name} is set ${same.length} times. Give them different names by hand first.` : undefined;
}

/** The data of a volume stays under the name that Docker knows it by. */
function doubtOf(occurrence: NameOccurrence, name: string): { doubt?: string } {
  if (occurrence.kind !== 'volume' || occurrence.role !== 'definition' || valueOf(occurrence.value, 'name')) return {};
  return { doubt: `Docker makes a new, empty volume; the data stays in the one of ${name}` };
}

/** `external: true` without a `name`: the key itself names what is there. */
function isExternalByName({ value, kind }: NameOccurrence): boolean {
  const external = kind === 'service' ? undefined : valueOf(value, 'external');
  if (!external || valueOf(value, 'name')) return false;
  return asMapping(external) ? valueOf(external, 'name') === undefined : asText(external)?.text !== 'false';
}

function newNameRefusal(names: ProjectNames, { kind, name, scope }: NamedThing, newName: string): string | undefined {
  if (!namePattern.test(newName)) return 'A name starts with a letter or digit and holds letters, digits, dots, dashes and underscores.';
  if (typeof scalarValue(newName, undefined) !== 'string') return `YAML does not read ${newName} as text. Take a name with a letter that is no number or word of YAML.`;
  if (kind === 'volume' && newName.length === 1) return 'Compose takes a single letter in front of a colon for a drive of Windows.';
  if (newName === name) return undefined;
  const taken = names.thing(kind, newName, scope)?.occurrences[0];
  return taken && `${placeWords(names.project, taken.place)} already has the ${kind} ${newName}.`;
}

function placeKey({ path, span }: Place): string {
  return `${span.start} ${path}`;
}
