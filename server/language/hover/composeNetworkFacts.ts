import type { ComposeService } from '../compose/composeFile';
import { asList, asText, mappingEntries, valueOf } from '../compose/composeValues';
import { inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { nameWords, usersWords } from './composeVolumeFacts';
import { mostItems } from './composeServiceItems';

/** Names of the networks a service is on; `default` where it names none. Empty with `network_mode`. */
export function networksOf(service: ComposeService): string[] {
  const entry = service.entries.find(({ key }) => key === 'networks');
  if (service.entries.some(({ key }) => key === 'network_mode')) return [];
  const names = (asList(entry?.value) ?? []).flatMap((item) => asText(item)?.text ?? []);
  const all = [...names, ...mappingEntries(entry?.value).map(({ key }) => key)];
  return all.length > 0 ? all : ['default'];
}

/** At a service's `networks`: whom it can reach by name on which network. */
export function serviceNetworkFacts(context: ComposeHoverContext): string[] {
  const { service, file, place } = context;
  if (!service) return [];
  const at = place.path[3];
  const one = typeof at === 'number' ? (place.value.kind === 'scalar' ? place.value.text : undefined) : at;
  return networksOf(service)
    .filter((network) => one === undefined || network === one)
    .slice(0, mostItems)
    .map((network) => {
      const others = file.services.filter((other) => other !== service && networksOf(other).includes(network)).map(({ name }) => inlineCode(name));
      const reach = others.length === 0 ? 'no other service of this file is on it' : `${joinWords(others, mostItems)} can be reached by name, and reach this one as ${inlineCode(service.name)}`;
      return `On ${inlineCode(network)}: ${reach}.`;
    });
}

/** At a top-level network: who is on it, and what it is called on the daemon. */
export function networkFacts(context: ComposeHoverContext): string[] {
  const name = context.place.path[1];
  if (typeof name !== 'string') return [];
  const users = context.file.services.filter((service) => networksOf(service).includes(name)).map((service) => service.name);
  const internal = context.file.documents.some((document) => asText(valueOf(valueOf(valueOf(document, 'networks'), name), 'internal'))?.text === 'true');
  return [usersWords(users), ...nameWords(context, name, 'networks'), ...(internal ? ['Internal: no way out to other networks.'] : [])];
}
