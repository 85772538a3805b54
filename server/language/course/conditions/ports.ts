import { isEveryAddress } from '../../compose/hostAddress';

/** A port that leads into a container. */
export interface Port {
  readonly container: number;
  /** Undefined where Docker picks one. */
  readonly host: number | undefined;
  /** Undefined or empty for every address of the host. */
  readonly address: string | undefined;
}

/** True where a lab asks for no address, or for this one; `0.0.0.0` stands for every one. */
export function isAddress({ address }: Port, wanted: unknown): boolean {
  return wanted === undefined || addressWords(address) === addressWords(String(wanted));
}

/** Where the ports of `owner`, as a learner names it, lead: the first says enough. */
export function describePorts(owner: string, [first]: readonly Port[]): string {
  if (!first) return `${owner} publishes no port`;
  if (first.host === undefined) return `${owner} publishes its port ${first.container} on a port that Docker picks`;
  return `Port ${first.host} leads to port ${first.container} of ${owner}, on ${addressWords(first.address)}`;
}

function addressWords(address: string | undefined): string {
  return address === undefined || isEveryAddress(address) ? 'every address' : address;
}
