import type { SwarmFacts, SwarmTaskFacts } from '../../language/graph/daemonFacts';
import { below, compareTexts, count, entries, field, list, seconds, text } from './answerFields';

type Services = SwarmFacts['services'];
type Machines = SwarmFacts['machines'];

/** What the API calls the four kinds of services, and their names in `docker service create --mode`. */
const modes: Readonly<Record<string, string>> = {
  Replicated: 'replicated',
  Global: 'global',
  ReplicatedJob: 'replicated-job',
  GlobalJob: 'global-job',
};

/** `GET /services`, by name. */
export function decodeServiceList(answer: unknown): Services {
  return withId(answer, (entry, id) => {
    const [mode = '', settings] = entries(below(entry, 'Spec', 'Mode')).find(([name]) => Object.hasOwn(modes, name)) ?? [];
    const wanted = field(settings, 'Replicas') ?? field(settings, 'TotalCompletions') ?? field(settings, 'MaxConcurrent');
    return {
      id,
      name: text(below(entry, 'Spec', 'Name')),
      imageName: text(below(entry, 'Spec', 'TaskTemplate', 'ContainerSpec', 'Image')),
      mode: modes[mode] ?? '',
      ...(typeof wanted === 'number' ? { replicas: count(wanted) } : {}),
    };
  }).sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id));
}

/** `GET /tasks`, newest first: a swarm keeps the last five of each place, ended ones too. */
export function decodeTaskList(answer: unknown): SwarmTaskFacts[] {
  const tasks = withId(answer, (entry, id) => {
    const slot = count(field(entry, 'Slot'));
    const task: SwarmTaskFacts = {
      id,
      serviceId: text(field(entry, 'ServiceID')),
      machineId: text(field(entry, 'NodeID')),
      ...(slot === 0 ? {} : { slot }),
      state: text(below(entry, 'Status', 'State')),
      wantedState: text(field(entry, 'DesiredState')),
      error: text(below(entry, 'Status', 'Err')),
    };
    return { task, created: seconds(field(entry, 'CreatedAt')) };
  });
  return tasks.sort((a, b) => b.created - a.created || compareTexts(a.task.id, b.task.id)).map(({ task }) => task);
}

/** `GET /nodes`, by name. */
export function decodeMachineList(answer: unknown): Machines {
  return withId(answer, (entry, id) => ({
    id,
    name: text(below(entry, 'Description', 'Hostname')),
    role: text(below(entry, 'Spec', 'Role')),
    availability: text(below(entry, 'Spec', 'Availability')),
    state: text(below(entry, 'Status', 'State')),
  })).sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id));
}

function withId<Fact>(answer: unknown, decode: (entry: unknown, id: string) => Fact): Fact[] {
  return list(answer).flatMap((entry) => {
    const id = text(field(entry, 'ID'));
    return id === '' ? [] : [decode(entry, id)];
  });
}
