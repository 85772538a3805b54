import type { GraphNode, ServiceNode, SwarmMachineNode, TaskNode } from '../../../protocol/graph';
import type { DockerCommand } from '../../../protocol/graphDetails';
import { count } from '../../wording';
import { dockerCommands } from './dockerCommands';
import { fact, type DetailsInput, type OwnDetails } from './detailsParts';
import { related } from './related';

/** Each may have a line of its own. */
const mostErrors = 3;

/** States of which no other follows but `remove`. */
const endStates: readonly string[] = ['complete', 'shutdown', 'failed', 'rejected', 'orphaned', 'remove'];

export function serviceDetails(node: ServiceNode, { index, around }: DetailsInput): OwnDetails {
  const { running, wanted, name, mode } = node;
  const make = dockerCommands(around);
  const tasks = index.to(node.id, 'belongs');
  const word = [nameWord(name, node.id)];
  return {
    paragraphs: [
      runningSentence(node),
      ...errorSentence(tasks),
    ],
    facts: [...fact('Image', node.imageName), ...fact('Mode', mode), ...fact('Running tasks', String(running)), ...fact('Wanted tasks', wanted === undefined ? undefined : String(wanted))],
    related: related('Tasks', tasks, true),
    commands: [
      ...make('List its tasks', ['service', 'ps', '--no-trunc'], word),
      ...make('Read its output', ['service', 'logs', '--tail', '100'], word),
      ...make('Show its settings', ['service', 'inspect', '--pretty'], word),
      ...make('Start its tasks anew', ['service', 'update', '--force'], word, true),
      ...make('Remove it', ['service', 'rm'], word, true),
    ],
  };
}

/** Of a job nothing need run: its tasks end when their work is done. */
function runningSentence({ running, wanted, mode }: ServiceNode): string {
  const now = running === 0 ? 'none runs' : count(running, 'task runs', 'tasks run');
  const isJob = mode.endsWith('-job');
  if (wanted === undefined) return `Each machine that may have it gets one task${isJob ? ', which ends when its work is done' : ''}; ${now} now.`;
  if (isJob) return `It is a job that is to be done ${wanted === 1 ? 'once' : `${wanted} times`}; ${running === 0 ? 'no task runs' : now} now.`;
  return `Of ${count(wanted, 'wanted task')} ${running === 0 ? 'none runs' : `${running} ${running === 1 ? 'runs' : 'run'}`}.`;
}

/** Different tasks mostly fail for one reason. */
function errorSentence(tasks: readonly GraphNode[]): readonly string[] {
  const errors = [...new Set(tasks.flatMap((task) => (task.kind === 'task' && task.error !== '' ? [sentence(task.error)] : [])))];
  return errors.length === 0 ? [] : [`The swarm says of its tasks: ${errors.slice(0, mostErrors).join(' ')}`];
}

function sentence(error: string): string {
  return `${error.trim().replace(/\.$/, '')}.`;
}

export function taskDetails(node: TaskNode, { index, around }: DetailsInput): OwnDetails {
  const { state, wantedState, error } = node;
  const make = dockerCommands(around);
  const word = [nameWord('', node.id)];
  return {
    paragraphs: [taskSentence(node), ...(error === '' ? [] : [`The swarm says: ${sentence(error)}`])],
    facts: [...fact('State', state), ...fact('Wanted state', wantedState), ...fact('Error', error)],
    related: [
      ...related('Service', index.from(node.id, 'belongs'), true),
      ...related('Machine', index.from(node.id, 'placed'), true),
      ...related('Container on this machine', index.from(node.id, 'starts'), true),
    ],
    commands: [...make('Show everything about it', ['inspect', '--type', 'task'], word), ...make('Read its output', ['service', 'logs', '--tail', '100'], word)],
  };
}

/** A task's state only moves forward: what has ended never runs again. */
function taskSentence({ state, wantedState }: TaskNode): string {
  if (endStates.includes(state)) return `It has ended (${state})${endStates.includes(wantedState) ? ', and the swarm does not want it any more' : ''}.`;
  return state === wantedState ? `It is ${state}, as the swarm wants it.` : `It is ${state || 'in an unknown state'}; the swarm wants it to be ${wantedState || 'in a state that is not told'}.`;
}

export function machineDetails(node: SwarmMachineNode, { index, around }: DetailsInput): OwnDetails {
  const tasks = index.to(node.id, 'placed');
  return {
    paragraphs: [availabilitySentence(node), `${tasks.length === 0 ? 'No task is' : count(tasks.length, 'task is', 'tasks are')} placed on it, ended ones included.`],
    facts: [...fact('Name', node.name), ...fact('Role', node.role), ...fact('Availability', node.availability), ...fact('State', node.state)],
    related: related('Tasks', tasks, true),
    commands: machineCommands(node, around),
  };
}

function availabilitySentence({ state, availability, role }: SwarmMachineNode): string {
  const part = role === 'manager' ? 'It is a manager' : `It is a ${role || 'machine of an unknown role'}`;
  const words: Readonly<Record<string, string>> = { active: 'it gets tasks', pause: 'it keeps its tasks and gets no new ones', drain: 'its tasks are moved away, and it gets none' };
  return `${part}${words[availability] === undefined ? '' : `; ${words[availability]}`}.${state === '' || state === 'ready' ? '' : ` The swarm says that it is ${state}.`}`;
}

function machineCommands(node: SwarmMachineNode, around: DetailsInput['around']): readonly DockerCommand[] {
  const make = dockerCommands(around);
  const word = [nameWord('', node.id)];
  const drained = node.availability === 'drain';
  return [
    ...make('List its tasks', ['node', 'ps'], word),
    ...make('Show its settings', ['node', 'inspect', '--pretty'], word),
    ...(drained ? make('Let it have tasks', ['node', 'update', '--availability', 'active'], word, true) : make('Move its tasks away', ['node', 'update', '--availability', 'drain'], word, true)),
  ];
}

/** The name where it is a plain one, else the id: 25 letters and digits. */
function nameWord(name: string, node: string): string | undefined {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) return name;
  const id = node.slice(node.indexOf(':') + 1);
  return /^[a-z0-9]+$/.test(id) ? id : undefined;
}
