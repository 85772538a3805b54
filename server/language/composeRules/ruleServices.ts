import type { ComposeMappingNode, ComposeScalarNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import type { ModelService } from '../compose/project/consistency/projectServices';
import { scalarText } from '../compose/project/nodeEdits';
import { portPublishing } from '../compose/project/portPublishing';
import { isConsole } from './knownImages';
import { certainTextAt, entriesAt, isMapping, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { foundOnce } from '../foundOnce';
import type { ComposeRuleFact } from './composeRule';

/** A service as rules look at it. */
export interface RuleService extends ModelService {
  /** Empty for a service that every `up` starts. */
  readonly profiles: readonly string[];
}

/** Every service of a project, those that a profile keeps back too. */
export function servicesOf({ model }: ComposeProject): readonly RuleService[] {
  return servicesOfModel(model);
}

const servicesOfModel = foundOnce((model: ComposeMappingNode): readonly RuleService[] =>
  entriesAt(model, 'services').flatMap(({ key, keyPlace, value }): RuleService[] => {
    if (!isMapping(value)) return [];
    const profiles = itemsAt(value, 'profiles').flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : []));
    return [{ name: key, namePlace: keyPlace, node: value, profiles }];
  }),
);

/**
 * False for services that no profile starts together: such profiles are mostly there to choose one of them.
 * @param on profiles that are switched on; `*` stands for all
 */
export function runTogether(one: RuleService, other: RuleService, on: ReadonlySet<string> = noProfiles): boolean {
  const starts = ({ profiles }: RuleService): boolean => profiles.length === 0 || on.has('*') || profiles.some((profile) => on.has(profile));
  if (one.profiles.length === 0 || other.profiles.length === 0 || (starts(one) && starts(other))) return true;
  return one.profiles.some((profile) => other.profiles.includes(profile));
}

const noProfiles: ReadonlySet<string> = new Set();

/** How many containers of it Compose starts, and where that is written; undefined where nobody says it. */
export function replicasOf({ node }: RuleService): { readonly count: number; readonly place: Place } | undefined {
  const written = scalarAt(node, 'scale') ?? scalarAt(node, 'deploy', 'replicas');
  const count = Number(written?.value);
  return written && !written.isUncertain && Number.isInteger(count) ? { count, place: written.place } : undefined;
}

/** The network is another's: the host's, another container's, or none. */
export function hasNetworkMode({ node }: RuleService): boolean {
  return nodeAt(node, 'network_mode') !== undefined;
}

/** True where the Engine takes no port of the host for it, or where that is not certain. */
export function isUnpublished({ node }: RuleService, { model }: ComposeProject): boolean {
  const publishing = portPublishing(node, model);
  return publishing === 'internal' || (publishing !== 'published' && nodeAt(node, 'network_mode') !== undefined);
}

export interface EnvironmentValue {
  readonly name: string;
  readonly text: string;
  readonly node: ComposeScalarNode;
}

/** The variables of `environment` whose value is certain. */
export const environmentOf = foundOnce(({ node }: RuleService): readonly EnvironmentValue[] =>
  entriesAt(node, 'environment').flatMap(({ key, value }): EnvironmentValue[] => {
    const certain = value.kind === 'scalar' && value.value !== null && !value.isUncertain;
    return certain ? [{ name: key, text: scalarText(value), node: value }] : [];
  }),
);

/** Its image's name; undefined where it is built, or where the name is not certain. */
export function pulledImage({ node }: RuleService): string | undefined {
  return nodeAt(node, 'build') ? undefined : certainTextAt(node, 'image');
}

/** True where a check of the compose file says whether the service is ready. */
export function hasHealthcheck({ node }: RuleService): boolean {
  const check = nodeAt(node, 'healthcheck');
  if (!check || scalarAt(check, 'disable')?.value === true) return false;
  const [first] = itemsAt(check, 'test');
  return first?.kind === 'scalar' && scalarText(first) !== 'NONE' && itemsAt(check, 'test').length > 1;
}

/** True for a program that waits for nobody: a database's console connects when it is asked to. */
export function waitsForNobody(service: RuleService): boolean {
  const image = pulledImage(service);
  return image !== undefined && isConsole(image);
}

/** False for what an anchor, a base or another file brings to the service: it may belong to others as well. */
export function isWrittenIn({ node: { place: own } }: RuleService, { path, span }: Place): boolean {
  return path === own.path && span.start >= own.span.start && span.end <= own.span.end;
}

/** What a file has at a place. */
export function textAt({ texts }: ComposeProject, { path, span }: Place): string {
  return (texts.get(path) ?? '').slice(span.start, span.end);
}

/** The place of a piece of text inside another place; undefined where it stands there never, or more than once. */
export function placeInside(project: ComposeProject, place: Place, piece: string): Place | undefined {
  const text = textAt(project, place);
  const at = text.indexOf(piece);
  if (piece === '' || at < 0 || text.includes(piece, at + 1)) return undefined;
  const start = place.span.start + at;
  return { path: place.path, span: { start, end: start + piece.length } };
}

/**
 * True where nothing hints at another file: it is all that Compose reads, or every service says by itself what it runs and
 * every name that is used is declared.
 */
export function isComplete(project: ComposeProject): boolean {
  if (project.isWhole) return true;
  if (project.faults.some(({ mendedBy, code }) => mendedBy === 'rest-of-project' && code !== 'env-file-missing' && code !== 'required-variable')) return false;
  return servicesOf(project).every(({ node }) => nodeAt(node, 'image') !== undefined || nodeAt(node, 'build') !== undefined);
}

/** The first fact of each place: an anchor brings one line to several services. */
export function oncePerPlace<Fact extends ComposeRuleFact>(facts: readonly Fact[], subject: (fact: Fact) => string = () => ''): readonly Fact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const { path, span } = fact.place;
    const key = `${path}\n${span.start}\n${subject(fact)}`;
    return !seen.has(key) && seen.add(key);
  });
}
