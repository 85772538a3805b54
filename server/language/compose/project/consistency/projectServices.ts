import type { Variables } from '../../interpolation';
import type { ComposeMappingNode, Place } from '../composeNode';
import { scalarText } from '../nodeEdits';
import { entriesAt, isMapping, itemsAt } from '../readNodes';

/** A service of a model in its long form. */
export interface ModelService {
  readonly name: string;
  readonly namePlace: Place;
  readonly node: ComposeMappingNode;
}

/** The services of a model, those that a profile keeps back apart: Compose checks only what would run. */
export interface ModelServices {
  readonly enabled: readonly ModelService[];
  readonly byName: ReadonlyMap<string, ModelService>;
  readonly isEnabled: (name: string) => boolean;
}

/** The profiles that `COMPOSE_PROFILES` switches on, separated by commas; `*` stands for all. */
export function profilesOn(variables: Variables): ReadonlySet<string> {
  return new Set((variables.get('COMPOSE_PROFILES')?.value ?? '').split(',').map((profile) => profile.trim()));
}

/** @param variables `COMPOSE_PROFILES` of them says which profiles are on */
export function modelServices(model: ComposeMappingNode, variables: Variables): ModelServices {
  const services = entriesAt(model, 'services').flatMap(({ key, keyPlace, value }): ModelService[] => (isMapping(value) ? [{ name: key, namePlace: keyPlace, node: value }] : []));
  const on = profilesOn(variables);
  const enabled = services.filter(({ node }) => {
    const profiles = itemsAt(node, 'profiles').flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : []));
    return profiles.length === 0 || on.has('*') || profiles.some((profile) => on.has(profile));
  });
  const names = new Set(enabled.map(({ name }) => name));
  return { enabled, byName: new Map(services.map((service) => [service.name, service])), isEnabled: (name) => names.has(name) };
}
