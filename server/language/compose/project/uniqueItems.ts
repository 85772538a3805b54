import type { ComposeListNode, ComposeMappingNode, ComposeNode } from './composeNode';
import { listNode, mapEntries, scalarText } from './nodeEdits';
import { scalarAt } from './readNodes';

type Identity = (item: ComposeNode) => string | undefined;

/** What tells the items of a list apart, by the keys that lead to it; a further level is by key again. */
interface Identities {
  readonly [key: string]: Identity | Identities;
}

/** `*` is any one key. */
const inService: Identities = {
  ...named('annotations', 'cap_add', 'cap_drop', 'dns', 'dns_opt', 'dns_search', 'environment', 'labels', 'links', 'profiles', 'sysctls', 'tmpfs', 'expose'),
  build: named('args', 'additional_contexts', 'platform', 'tags', 'labels'),
  deploy: named('labels'),
  networks: { '*': named('aliases', 'link_local_ips') },
  volumes: mountTarget,
  devices: deviceTarget,
  configs: fileTarget(''),
  secrets: fileTarget('/run/secrets'),
  env_file: envFilePath,
  ports: portKey,
};

/** Lists in which a later item replaces an earlier one that means the same. Source: compose-go `override/uncity.go`. */
const inModel: Identities = {
  services: { '*': inService },
  networks: { '*': { ...named('labels'), ipam: named('options') } },
};

function named(...keys: readonly string[]): Identities {
  return Object.fromEntries(keys.map((key) => [key, nameOf]));
}

/** Every list with each of its things once: the last one of the same name, at the place of the first. */
export function uniqueItems(model: ComposeMappingNode): ComposeMappingNode {
  return visit(model, inModel);
}

function visit(mapping: ComposeMappingNode, identities: Identities): ComposeMappingNode {
  return mapEntries(mapping, ({ key, value }) => {
    const found = Object.hasOwn(identities, key) ? identities[key] : identities['*'];
    if (typeof found === 'function') return value.kind === 'list' ? unique(value, found) : value;
    return found && value.kind === 'mapping' ? visit(value, found) : value;
  });
}

function unique(list: ComposeListNode, identity: Identity): ComposeListNode {
  const kept = new Map<string, ComposeNode>();
  list.items.forEach((item, index) => kept.set(identity(item) ?? `#${index}`, item));
  return kept.size === list.items.length ? list : listNode([...kept.values()], list.place);
}

/** What stands before `=`. */
function nameOf(item: ComposeNode): string | undefined {
  return item.kind === 'scalar' ? scalarText(item).split('=', 1)[0] : undefined;
}

function mountTarget(item: ComposeNode): string | undefined {
  if (item.kind !== 'scalar') return textOf(item, 'target');
  const parts = scalarText(item).replace(/^[A-Za-z]:(?=[\\/])/, '').split(':');
  return parts.length === 1 ? parts[0] : parts[1];
}

function deviceTarget(item: ComposeNode): string | undefined {
  if (item.kind !== 'scalar') return textOf(item, 'target');
  const parts = scalarText(item).split(':');
  return parts[1] ?? parts[0];
}

function fileTarget(folder: string): Identity {
  return (item) => (item.kind === 'scalar' ? `${folder}/${scalarText(item)}` : (textOf(item, 'target') ?? `${folder}/${textOf(item, 'source') ?? ''}`));
}

function envFilePath(item: ComposeNode): string | undefined {
  return item.kind === 'scalar' ? scalarText(item) : textOf(item, 'path');
}

function portKey(item: ComposeNode): string | undefined {
  if (item.kind === 'scalar') return scalarText(item);
  const [address, published, target, protocol] = ['host_ip', 'published', 'target', 'protocol'].map((key) => textOf(item, key));
  // For Compose the number 8080 is another port than the text 8080: it keeps both.
  const kind = typeof scalarAt(item, 'published')?.value === 'number' ? '#' : '';
  return `${address ?? '0.0.0.0'}:${kind}${published ?? ''}:${target ?? ''}/${protocol ?? 'tcp'}`;
}

function textOf(item: ComposeNode, key: string): string | undefined {
  const found = scalarAt(item, key);
  return found && scalarText(found);
}
