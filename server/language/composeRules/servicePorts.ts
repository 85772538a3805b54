import { isEveryAddress } from '../compose/hostAddress';
import type { Place } from '../compose/project/composeNode';
import { certainTextAt, itemsAt } from '../compose/project/readNodes';
import { foundOnce } from '../foundOnce';
import type { RuleService } from './ruleServices';

/** One entry of `ports` in its long form, values that are certain only. */
export interface ServicePort {
  readonly container: number;
  /** Undefined where Docker takes a free port: none is written, or a range for one container port. */
  readonly host: number | undefined;
  /** How many ports of the host it may take: those of a range for one container port; undefined where Docker takes any. */
  readonly choices: number | undefined;
  /** Undefined for every address of the host. */
  readonly address: string | undefined;
  readonly protocol: string;
  readonly place: Place;
}

/** The ports that a service publishes; an entry that a variable from outside decides is left out. */
export const portsOf = foundOnce(({ node }: RuleService): readonly ServicePort[] =>
  itemsAt(node, 'ports').flatMap((item): ServicePort[] => {
    const container = Number(certainTextAt(item, 'target'));
    if (!Number.isInteger(container) || container < 1) return [];
    const published = certainTextAt(item, 'published');
    const host = published !== undefined && /^\d+$/.test(published) && published !== '0' ? Number(published) : undefined;
    const choices = host === undefined ? rangeSize(published ?? '') : 1;
    const address = certainTextAt(item, 'host_ip');
    const isWritten = address !== undefined && address !== '';
    return [{ container, host, choices, address: isWritten ? address : undefined, protocol: certainTextAt(item, 'protocol')?.toLowerCase() ?? 'tcp', place: item.place }];
  }),
);

/** Ports of `8000-8005`; undefined where it is no range. */
function rangeSize(published: string): number | undefined {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(published);
  return match && Number(match[2]) >= Number(match[1]) ? Number(match[2]) - Number(match[1]) + 1 : undefined;
}

/** True where one socket of the host would have to serve both. */
export function collide(one: ServicePort, other: ServicePort): boolean {
  return one.host !== undefined && one.host === other.host && one.protocol === other.protocol && addressesMeet(one.address, other.address);
}

/** No address is every one; `0.0.0.0` and `::` are every one of their version only. Seen on Engines 20.10 and 26.1. */
function addressesMeet(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true;
  if (one.includes(':') !== other.includes(':')) return false;
  return isEveryAddress(one) || isEveryAddress(other);
}
