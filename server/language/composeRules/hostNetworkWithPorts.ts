import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, scalarAt } from '../compose/project/readNodes';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { servicesOf } from './ruleServices';

export interface HostNetworkWithPortsFact extends ComposeRuleFact {
  readonly service: string;
}

/** `ports` beside `network_mode: host`: the Engine discards them, for the program listens on the host itself. */
export const hostNetworkWithPorts: ComposeRule<HostNetworkWithPortsFact> = {
  id: 'host-network-with-ports',
  severity: 'warning',
  alsoKnownAs: [],
  check: ({ project }) =>
    servicesOf(project).flatMap(({ name, node }): HostNetworkWithPortsFact[] => {
      const mode = scalarAt(node, 'network_mode');
      const ports = node.entries.get('ports');
      const isHost = mode && !mode.isUncertain && scalarText(mode) === 'host';
      return isHost && ports && itemsAt(node, 'ports').length > 0 ? [{ place: ports.keyPlace, service: name }] : [];
    }),
  message: ({ service }) =>
    `\`${service}\` uses the network of the host, so Docker discards \`ports\`: the program is reachable at the port that it opens itself, and at no other. Remove \`ports\`, or \`network_mode\`.`,
};
