import type { ComposeListNode, ComposeMappingNode, ComposeNode } from './composeNode';
import { listNode, mapEntries, scalarText } from './nodeEdits';
import { scalarAt } from './readNodes';
import { matchesPath } from './typeCasts';

type Identity = (item: ComposeNode) => string | undefined;

/** Lists in which a later item replaces an earlier one that means the same. Source: compose-go `override/uncity.go`. */
const identities: readonly { readonly pattern: readonly string[]; readonly identity: Identity }[] = [
  ...[
    'networks.*.labels', 'networks.*.ipam.options', 'services.*.annotations', 'services.*.build.args', 'services.*.build.additional_contexts',
    'services.*.build.platform', 'services.*.build.tags', 'services.*.build.labels', 'services.*.cap_add', 'services.*.cap_drop',
    'services.*.deploy.labels', 'services.*.dns', 'services.*.dns_opt', 'services.*.dns_search', 'services.*.environment',
    'services.*.labels', 'services.*.links', 'services.*.networks.*.aliases', 'services.*.networks.*.link_local_ips',
    'services.*.profiles', 'services.*.sysctls', 'services.*.tmpfs', 'services.*.expose',
  ].map((pattern) => ({ pattern: pattern.split('.'), identity: nameOf })),
  { pattern: ['services', '*', 'volumes'], identity: mountTarget },
  { pattern: ['services', '*', 'devices'], identity: deviceTarget },
  { pattern: ['services', '*', 'configs'], identity: fileTarget('') },
  { pattern: ['services', '*', 'secrets'], identity: fileTarget('/run/secrets') },
  { pattern: ['services', '*', 'env_file'], identity: envFilePath },
  { pattern: ['services', '*', 'ports'], identity: portKey },
];

/** Every list with each of its things once: the last one of the same name, at the place of the first. */
export function uniqueItems(model: ComposeMappingNode): ComposeMappingNode {
  return visit(model, []) as ComposeMappingNode;
}

function visit(node: ComposeNode, path: readonly string[]): ComposeNode {
  if (node.kind === 'mapping') {
    // No pattern is longer than five keys.
    return path.length >= 5 ? node : mapEntries(node, ({ key, value }) => visit(value, [...path, key]));
  }
  if (node.kind !== 'list') return node;
  const found = identities.find(({ pattern }) => matchesPath(path, pattern));
  return found ? unique(node, found.identity) : node;
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
  return `${address ?? '0.0.0.0'}:${published ?? ''}:${target ?? ''}/${protocol ?? 'tcp'}`;
}

function textOf(item: ComposeNode, key: string): string | undefined {
  const found = scalarAt(item, key);
  return found && scalarText(found);
}
