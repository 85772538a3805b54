import type { ComposeProject } from '../compose/project/composeProject';
import { entriesAt, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { hasNetworkMode, type RuleService } from '../composeRules/ruleServices';
import { joinWords } from '../wording';
import { serviceId, type DiagramBuilder } from './diagramModel';
import { resourceNode } from './resources';
import { shownText, shownValue } from './shownText';

/** More aliases are counted. */
const mostAliases = 4;

/** The networks that a service is on; the default one where it names none. */
export function addNetworks(builder: DiagramBuilder, project: ComposeProject, service: RuleService): void {
  if (hasNetworkMode(service)) return;
  const written = entriesAt(service.node, 'networks');
  if (written.length === 0) return join('default');
  for (const { key, keyPlace } of written) join(key, keyPlace);

  function join(name: string, place?: RuleService['namePlace']): void {
    const network = resourceNode(project, 'network', name, place);
    builder.node(network);
    builder.edge({ from: serviceId(service.name), to: network.id, kind: 'joins', label: '', words: `on the network ${network.name}${addressWords(service, name)}`, isOptional: false });
  }
}

function addressWords({ node }: RuleService, network: string): string {
  const own = nodeAt(node, 'networks', network);
  const aliases = itemsAt(own, 'aliases').flatMap((item) => (item.kind === 'scalar' ? [shownValue(item)] : []));
  const address = scalarAt(own, 'ipv4_address') ?? scalarAt(own, 'ipv6_address');
  const words = [...(aliases.length > 0 ? [`also as ${joinWords(aliases, mostAliases)}`] : []), ...(address ? [`at ${shownText(shownValue(address))}`] : [])];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
