import type { ComposeNode, ComposeScalarNode } from '../project/composeNode';
import { listNode, mapEntries, mappingNode, scalarText, textNode } from '../project/nodeEdits';
import { scalarAt } from '../project/readNodes';
import { mountOptions, parseVolumeMount } from '../volumeMount';
import { booleanNode, madeEntry, requireKeys, type ReportFault } from './formMakers';

const propagations: ReadonlySet<string> = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

/** `volumes` of a service in the long form. Source: compose-go `format/volume.go`. */
export function volumeForms(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind !== 'list') return node;
  return listNode(node.items.flatMap((item) => (item.kind === 'scalar' ? (shortVolume(item, report) ?? []) : longVolume(item, report))), node.place);
}

function longVolume(item: ComposeNode, report: ReportFault): ComposeNode[] {
  requireKeys(item, scalarAt(item, 'type')?.value === 'bind' ? ['source', 'target'] : ['target'], report);
  if (item.kind !== 'mapping') return [item];
  return [mapEntries(item, ({ key, value }) => (key === 'target' && value.kind === 'scalar' && typeof value.value === 'string' ? { ...value, value: cleanTarget(value.value) } : value))];
}

function shortVolume(item: ComposeScalarNode, report: ReportFault): ComposeNode | undefined {
  const text = scalarText(item);
  const mount = parseVolumeMount(text);
  if (!mount) {
    report('invalid-volume', `${text === '' ? 'This' : `\`${text.slice(0, 80)}\``} is no mount: \`SOURCE:TARGET\`, with \`:ro\` behind it if it is to be read only, and nothing empty between the colons. Compose rejects it.`, item);
    return undefined;
  }
  const { place, isUncertain } = item;
  const options = mountOptions(text);
  const made = (key: string, value: string) => madeEntry(key, textNode(value, place, isUncertain), place);
  const propagation = options.findLast((option) => propagations.has(option));
  const label = options.findLast((option) => option === 'z' || option === 'Z');
  const bind = mappingNode([
    ...(propagation === undefined ? [] : [made('propagation', propagation)]),
    ...(label === undefined ? [] : [made('selinux', label)]),
    madeEntry('create_host_path', booleanNode(true, place), place),
  ], place);
  const volume = mappingNode(mount.copiesImageData ? [] : [madeEntry('nocopy', booleanNode(true, place), place)], place);
  return mappingNode([
    made('type', mount.type),
    ...(mount.source === undefined ? [] : [made('source', mount.source)]),
    made('target', cleanTarget(mount.target)),
    ...(mount.readOnly ? [madeEntry('read_only', booleanNode(true, place), place)] : []),
    // Options stand below `bind` or `volume` in Compose's model by what they mean, whatever the type is.
    ...(mount.type === 'bind' || bind.entries.size > 1 ? [madeEntry('bind', bind, place)] : []),
    ...(volume.entries.size > 0 || (mount.type === 'volume' && mount.source !== undefined) ? [madeEntry('volume', volume, place)] : []),
  ], place);
}

/** `/data/` and `/data/.` are `/data`. Source: Go's `path.Clean`. */
function cleanTarget(target: string): string {
  const parts: string[] = [];
  for (const part of target.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part === '..' && target.startsWith('/')) continue;
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return (target.startsWith('/') ? '/' : '') + parts.join('/') || '.';
}
