import type { ComposeProject } from '../compose/project/composeProject';
import { servicesOf } from '../composeRules/ruleServices';
import { addDependencies } from './dependencies';
import { DiagramBuilder, type DiagramModel } from './diagramModel';
import { addFiles } from './files';
import { addMounts } from './mounts';
import { addNetworks } from './networks';
import { addPorts } from './ports';
import { serviceNode } from './serviceNode';

/** What a picture of a project shows: its services, those that a profile keeps back too, and what they use. */
export function diagramOf(project: ComposeProject): DiagramModel {
  const builder = new DiagramBuilder();
  const services = servicesOf(project);
  for (const service of services) builder.node(serviceNode(project, service));
  for (const service of services) {
    addPorts(builder, project, service);
    addDependencies(builder, service);
    addNetworks(builder, project, service);
    addMounts(builder, project, service);
    addFiles(builder, project, service);
  }
  return builder.model();
}
