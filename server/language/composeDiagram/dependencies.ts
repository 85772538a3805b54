import { allEdgesOf, type ServiceEdge } from '../compose/project/consistency/serviceEdges';
import { certainTextAt } from '../compose/project/readNodes';
import type { RuleService } from '../composeRules/ruleServices';
import { plainLine } from '../wording';
import { serviceId, type DiagramBuilder } from './diagramModel';

/** What a condition of `depends_on` waits for: in the picture, where a bare arrow means the usual one, and in the list. */
const conditions: ReadonlyMap<string, { readonly label: string; readonly words: string }> = new Map([
  ['service_started', { label: '', words: 'which must be started' }],
  ['service_healthy', { label: 'healthy', words: 'which must be healthy' }],
  ['service_completed_successfully', { label: 'completed', words: 'which must have ended well' }],
]);

/** Other keys that name a service. */
const sharings: Readonly<Record<string, { readonly label: string; readonly words: string }>> = {
  links: { label: 'link', words: 'has a link to' },
  network_mode: { label: 'same network', words: 'shares the network of' },
  ipc: { label: 'same memory', words: 'shares the memory (ipc) of' },
  pid: { label: 'same processes', words: 'sees the processes of' },
  uts: { label: 'same host name', words: 'shares the host name of' },
  cgroup: { label: 'same cgroup', words: 'shares the control group of' },
  volumes_from: { label: 'its volumes', words: 'mounts the volumes of' },
};

/** Services that the service waits for, or shares something with. */
export function addDependencies(builder: DiagramBuilder, service: RuleService): void {
  for (const edge of allEdgesOf(service)) {
    const { label, words } = wordsOf(service, edge);
    builder.edge({ from: serviceId(service.name), to: serviceId(edge.to), kind: 'needs', label, words, isOptional: !edge.isRequired });
  }
}

function wordsOf({ node }: RuleService, { key, to, isRequired }: ServiceEdge): { readonly label: string; readonly words: string } {
  const name = plainLine(to);
  const sharing = sharings[key];
  if (sharing) return { label: sharing.label, words: `${sharing.words} ${name}` };
  const condition = conditions.get(certainTextAt(node, 'depends_on', to, 'condition') ?? '');
  return { label: condition?.label ?? '', words: `needs ${name}${condition ? `, ${condition.words}` : ''}${isRequired ? '' : ', and starts without it too'}` };
}
