import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, scalarAt } from '../compose/project/readNodes';
import type { RuleService } from '../composeRules/ruleServices';
import { serviceId, type DiagramBuilder } from './diagramModel';
import { resourceNode } from './resources';
import { shownValue } from './shownText';

/** The secrets and configs that a service reads, while it runs or is built: names only, never what is in them. */
export function addFiles(builder: DiagramBuilder, project: ComposeProject, service: RuleService): void {
  const add = (kind: 'secret' | 'config', keys: readonly string[], when: string): void => {
    for (const item of itemsAt(service.node, ...keys)) {
      const source = scalarAt(item, 'source');
      if (!source) continue;
      const target = scalarAt(item, 'target');
      const node = resourceNode(project, kind, scalarText(source), source.place);
      builder.node(node);
      builder.edge({ from: serviceId(service.name), to: node.id, kind: 'reads', label: '', words: `reads the ${kind} ${node.name}${when || (target ? ` at ${shownValue(target)}` : '')}`, isOptional: false });
    }
  };
  add('secret', ['secrets'], '');
  add('config', ['configs'], '');
  add('secret', ['build', 'secrets'], ' while it is built');
}
