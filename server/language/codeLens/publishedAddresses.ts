import { isEveryAddress } from '../compose/hostAddress';
import type { ComposeNode } from '../compose/project/composeNode';
import { portPublishing } from '../compose/project/portPublishing';
import { itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';

/** Container ports behind which a web server stands by custom. Others may have one too: of them only the port is said. */
const webPorts: ReadonlySet<number> = new Set([
  80, 3000, 3001, 3100, 4000, 4200, 4321, 5000, 5173, 5601, 7474, 7860, 8000, 8001, 8008, 8025, 8080, 8081, 8082, 8083, 8086, 8088, 8090, 8096, 8123, 8181, 8500, 8888, 8983,
  9090, 9091, 9100, 9200, 9411, 11434, 15672, 16686, 32400,
]);
const securePorts: ReadonlySet<number> = new Set([443, 8443, 9443]);
/** What `localhost` is looked up as. */
const localhostAddresses: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/**
 * Where programs on this machine reach a service that is up: `http://localhost:8080`, `localhost:5432`, `localhost:53/udp`.
 * In file order, each once. A port that Docker picks, and one that a variable from outside decides, is left out.
 * @param model of the project, which says what the service's networks are
 */
export function publishedAddresses(service: ComposeNode, model: ComposeNode): readonly string[] {
  const publishing = portPublishing(service, model);
  if (publishing !== 'published' && (publishing !== 'unknown' || nodeAt(service, 'network_mode'))) return [];
  return [...new Set(itemsAt(service, 'ports').flatMap((port) => addressOf(port) ?? []))];
}

function addressOf(port: ComposeNode): string | undefined {
  const parts = ['host_ip', 'published', 'target', 'protocol'].map((key) => scalarAt(port, key));
  if (parts.some((part) => part?.isUncertain)) return undefined;
  const [host, published, target, protocol] = parts.map((part) => (part ? String(part.value) : ''));
  if (!/^[1-9]\d{0,4}$/.test(published!)) return undefined;
  const name = isEveryAddress(host) || localhostAddresses.has(host!) ? 'localhost' : host!.includes(':') ? `[${host}]` : host;
  const address = `${name}:${published}`;
  if (protocol !== '' && protocol !== 'tcp') return `${address}/${protocol}`;
  if (securePorts.has(Number(target))) return `https://${published === '443' ? name : address}`;
  return webPorts.has(Number(target)) ? `http://${published === '80' ? name : address}` : address;
}
