import type { ComposeNode } from './composeNode';
import { scalarText } from './nodeEdits';
import { certainTextAt, entriesAt, nodeAt, scalarAt } from './readNodes';

/**
 * Whether the Engine gives a service the ports of the host that its `ports` ask for. `no-network`: `network_mode` leaves it no
 * network of its own. `internal`: all its networks are internal, and the Engine passes `ports` over without a word.
 * `unknown`: a variable decides, or a network whose driver is not the bridge.
 */
export type PortPublishing = 'published' | 'no-network' | 'internal' | 'unknown';

/**
 * Seen on Engines 20.10 and 26.1: a container on internal networks only gets no port of the host, another service may take
 * that port, and one network that is not internal is enough for it to be published.
 */
export function portPublishing(service: ComposeNode, model: ComposeNode): PortPublishing {
  const mode = scalarAt(service, 'network_mode');
  if (mode) {
    if (mode.isUncertain) return 'unknown';
    const text = scalarText(mode);
    if (/^(?:host|none|(?:service|container):.*)$/s.test(text)) return 'no-network';
    return text === 'bridge' ? 'published' : 'unknown';
  }
  const written = entriesAt(service, 'networks').map(({ key }) => key);
  const kinds = (written.length > 0 ? written : ['default']).map((name) => networkKind(nodeAt(model, 'networks', name)));
  if (kinds.includes('open')) return 'published';
  return kinds.includes('unknown') ? 'unknown' : 'internal';
}

function networkKind(network: ComposeNode | undefined): 'open' | 'internal' | 'unknown' {
  const internal = scalarAt(network, 'internal');
  const isOutside = scalarAt(network, 'external')?.value === true;
  if (isOutside || internal?.isUncertain) return 'unknown';
  if (internal?.value !== true) return 'open';
  return !nodeAt(network, 'driver') || certainTextAt(network, 'driver') === 'bridge' ? 'internal' : 'unknown';
}
