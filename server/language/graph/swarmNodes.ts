import type { GraphEdge, ServiceNode, SwarmMachineNode, TaskNode } from '../../protocol/graph';
import { containerId, machineId, serviceId, taskId } from '../../protocol/graphNodeIds';
import type { ContainerFacts, SwarmFacts, SwarmTaskFacts } from './daemonFacts';
import { maskSecrets } from '../maskSecrets';
import { daemonText, nodeLabel, nodeNote, shortId } from './nodeWords';

/** Services, their tasks, and the machines and containers that these run on and in. */
export function swarmNodes(
  swarm: SwarmFacts,
  containers: readonly ContainerFacts[],
): { readonly nodes: readonly (ServiceNode | TaskNode | SwarmMachineNode)[]; readonly edges: readonly GraphEdge[] } {
  const serviceNames = new Map(swarm.services.map(({ id, name }) => [id, name]));
  const machineNames = new Map(swarm.machines.map(({ id, name }) => [id, name]));
  const tasks = new Set(swarm.tasks.map(({ id }) => id));
  const running = new Map<string, number>();
  swarm.tasks.forEach(({ serviceId: of, state }) => state === 'running' && running.set(of, (running.get(of) ?? 0) + 1));
  return {
    nodes: [
      ...swarm.services.map((service) => serviceNode(service, running.get(service.id) ?? 0)),
      ...swarm.tasks.map((task) => taskNode(task, serviceNames.get(task.serviceId), machineNames.get(task.machineId))),
      ...swarm.machines.map(machineNode),
    ],
    edges: [
      ...swarm.tasks.flatMap(({ id, serviceId: service, machineId: machine }): GraphEdge[] => [
        ...(serviceNames.has(service) ? [{ from: taskId(id), to: serviceId(service), kind: 'belongs' } as const] : []),
        ...(machineNames.has(machine) ? [{ from: taskId(id), to: machineId(machine), kind: 'placed' } as const] : []),
      ]),
      ...containers.flatMap(({ id, taskId: task }): GraphEdge[] =>
        task !== undefined && tasks.has(task) ? [{ from: taskId(task), to: containerId(id), kind: 'starts' }] : [],
      ),
    ],
  };
}

function serviceNode({ id, name, imageName, mode, replicas }: SwarmFacts['services'][number], running: number): ServiceNode {
  return {
    kind: 'service',
    id: serviceId(id),
    label: nodeLabel(name, shortId(id)),
    note: nodeNote(replicas === undefined ? `${running} running` : `${running} of ${replicas} running`),
    name: daemonText(name),
    imageName: daemonText(imageName),
    mode: daemonText(mode),
    running,
    ...(replicas !== undefined && { wanted: replicas }),
  };
}

/** Named as `docker service ps` does: `web.1`; a task of a global service has no number, but its own machine. */
function taskNode({ id, slot, state, wantedState, error }: SwarmTaskFacts, service: string | undefined, machine: string | undefined): TaskNode {
  const place = slot === undefined ? (machine === undefined ? '' : ` on ${machine}`) : `.${slot}`;
  // The reason why a container did not start may hold its command line.
  const told = maskSecrets(error);
  return {
    kind: 'task',
    id: taskId(id),
    label: nodeLabel(service === undefined ? '' : `${service}${place}`, shortId(id)),
    note: nodeNote(told === '' ? state : `${state}: ${told}`),
    state: daemonText(state),
    wantedState: daemonText(wantedState),
    error: daemonText(told),
  };
}

function machineNode({ id, name, role, availability, state }: SwarmFacts['machines'][number]): SwarmMachineNode {
  return {
    kind: 'machine',
    id: machineId(id),
    label: nodeLabel(name, shortId(id)),
    note: nodeNote(role, state, availability === 'active' ? undefined : availability),
    name: daemonText(name),
    role: daemonText(role),
    availability: daemonText(availability),
    state: daemonText(state),
  };
}
