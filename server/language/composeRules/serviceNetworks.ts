import { scalarText } from '../compose/project/nodeEdits';
import type { ComposeProject } from '../compose/project/composeProject';
import { certainTextAt, entriesAt, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import type { RuleService } from './ruleServices';

/** On which networks a service is, and by which names others on them find it. */
export interface ServiceNetworks {
  /** `networks`: those that it is on. `host`, `bridge`, `none`: as `network_mode` says. `other`: another container's, or not certain. */
  readonly kind: 'networks' | 'host' | 'bridge' | 'none' | 'other';
  /** Names that two keys may share; empty but for `networks`. */
  readonly names: ReadonlySet<string>;
  /** True where containers of other projects can be on one of them. */
  readonly isShared: boolean;
}

/** Networks of the Engine on which no container is found by name. Seen on Engines 20.10 and 26.1. */
const namelessModes = ['host', 'bridge', 'none'] as const;

function modeOf({ node }: RuleService): (typeof namelessModes)[number] | undefined {
  const written = certainTextAt(node, 'network_mode');
  return namelessModes.find((mode) => mode === written);
}

export function networksOf(service: RuleService, { model }: ComposeProject): ServiceNetworks {
  const { node } = service;
  if (nodeAt(node, 'network_mode')) return { kind: modeOf(service) ?? 'other', names: new Set(), isShared: false };
  const written = entriesAt(node, 'networks').map(({ key }) => key);
  const keys = written.length > 0 ? written : ['default'];
  const declared = keys.map((key) => nodeAt(model, 'networks', key));
  // A network with a name of its own may be another project's as well.
  const isShared = declared.some((network) => scalarAt(network, 'external')?.value === true || scalarAt(network, 'name') !== undefined);
  return { kind: 'networks', names: new Set(keys.map((key, index) => certainTextAt(declared[index], 'name') ?? key)), isShared };
}

/** Everything but the service's own name by which it is found: its container's name, and aliases on any network. None where no network knows names. */
export function otherNamesOf(service: RuleService): readonly string[] {
  const { node } = service;
  if (modeOf(service) !== undefined) return [];
  const aliases = entriesAt(node, 'networks').flatMap(({ key }) => itemsAt(node, 'networks', key, 'aliases'));
  const texts = aliases.flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : []));
  const container = certainTextAt(node, 'container_name');
  return container === undefined ? texts : [...texts, container];
}

/** Names that a service knows by itself: `extra_hosts`, `links`, `external_links`. */
export function ownHostNames({ node }: RuleService): ReadonlySet<string> {
  const links = ['links', 'external_links'].flatMap((key) => itemsAt(node, key)).flatMap((item) => (item.kind === 'scalar' ? scalarText(item).split(':') : []));
  return new Set([...entriesAt(node, 'extra_hosts').map(({ key }) => key), ...links]);
}
