import type { ComposeMappingNode } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { isMapping, itemsAt, scalarAt } from '../compose/project/readNodes';
import type { RuleService } from '../composeRules/ruleServices';
import { serviceId, type DiagramBuilder, type DiagramNode } from './diagramModel';
import { resourceNode } from './resources';
import { partsBetweenColons, projectFolder, shortPath, shownText, shownValue, writtenAt } from './shownText';

/** What a service mounts: named volumes and paths of the host as nodes, the rest as notes. */
export function addMounts(builder: DiagramBuilder, project: ComposeProject, service: RuleService): void {
  for (const item of itemsAt(service.node, 'volumes').filter(isMapping)) addMount(builder, project, service, item);
  for (const item of itemsAt(service.node, 'tmpfs')) {
    if (item.kind === 'scalar') builder.note(serviceId(service.name), `keeps ${shownValue(item)} in memory`);
  }
}

function addMount(builder: DiagramBuilder, project: ComposeProject, service: RuleService, item: ComposeMappingNode): void {
  const target = scalarAt(item, 'target');
  const at = target ? ` at ${shownValue(target)}` : '';
  const readOnly = scalarAt(item, 'read_only')?.value === true ? ', read only' : '';
  const id = serviceId(service.name);
  const node = mountedNode(project, item);
  if (node) {
    builder.node(node);
    builder.edge({ from: id, to: node.id, kind: 'mounts', label: '', words: `mounts ${node.name}${at}${readOnly}`, isOptional: false });
    return;
  }
  const type = scalarAt(item, 'type');
  const source = scalarAt(item, 'source');
  if (type?.value === 'tmpfs') builder.note(id, `keeps ${target ? shownValue(target) : 'a folder'} in memory`);
  else if (type?.value === 'image') builder.note(id, `mounts the image ${source ? shownValue(source) : ''}${at}`);
  else builder.note(id, `a volume without a name${at}`);
}

/** Undefined for what has no name on the host. */
function mountedNode(project: ComposeProject, item: ComposeMappingNode): DiagramNode | undefined {
  const type = scalarAt(item, 'type')?.value;
  const source = scalarAt(item, 'source');
  if (!source || scalarText(source) === '') return undefined;
  if (type === 'volume' || type === 'cluster') return resourceNode(project, 'volume', scalarText(source), source.place);
  if (type !== 'bind' && type !== 'npipe') return undefined;
  const written = source.isUncertain ? uncertainSource(project, item) : undefined;
  const name = shownText(written ?? shortPath(scalarText(source), projectFolder(project)));
  return { id: `bind:${name}`, kind: 'bind', name, details: [], place: source.place, isInProfile: false };
}

/** The source as it is written, where a variable decides it that nobody here knows. */
function uncertainSource(project: ComposeProject, item: ComposeMappingNode): string | undefined {
  const source = scalarAt(item, 'source')!;
  const isShort = source.place.span.start === item.place.span.start;
  if (!isShort) return source.written;
  const [first, second] = partsBetweenColons(writtenAt(project, item) ?? '');
  return first === undefined || first === '' ? undefined : /^[A-Za-z]$/.test(first) ? `${first}:${second ?? ''}` : first;
}
