import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { valueOf } from '../compose/composeValues';
import { inlineCode, joinWords } from '../wording';
import { binarySize, sizeAt } from './composeAmountFacts';
import type { ComposeHoverContext } from './composeHoverContext';
import { projectName, serviceNode } from './composeModel';
import { restartWords } from './composeServiceFacts';
import { serviceEntry } from './composeServiceItems';

/** At `deploy` itself: what of it `docker compose` uses. */
export function deployFacts(context: ComposeHoverContext): string[] {
  return context.place.path.length > 3 ? [] : [...replicaFacts(context), ...resourceFacts(context), ...restartPolicyFacts(context)];
}

/** At `deploy.resources` and the two below it: what one container may take, and what of the reservations has an effect. */
export function resourceFacts(context: ComposeHoverContext): string[] {
  const { path } = context.place;
  // At `deploy` and `resources` both are said, at one of the two only it, and at a key of it nothing: it has facts of its own.
  if (path.length > 5) return [];
  return [...(path[4] === 'reservations' ? [] : limitFacts(context)), ...(path[4] === 'limits' ? [] : reservationFacts(context))];
}

function limitFacts(context: ComposeHoverContext): string[] {
  const memory = sizeAt(context, 'deploy', 'resources', 'limits', 'memory');
  const [cpus, pids] = ['cpus', 'pids'].map((key) => context.text(below(context, 'resources', 'limits', key)));
  const limits = [
    ...(memory === undefined ? [] : [`${binarySize(memory)} of memory`]),
    ...(cpus === undefined ? [] : [`the time of ${inlineCode(cpus)} ${cpus === '1' ? 'core' : 'cores'}`]),
    ...(pids === undefined ? [] : [`${inlineCode(pids)} processes and threads`]),
  ];
  return limits.length > 0 ? [`Each container may use at most ${joinWords(limits)}.`] : [];
}

function reservationFacts(context: ComposeHoverContext): string[] {
  const memory = sizeAt(context, 'deploy', 'resources', 'reservations', 'memory');
  const hasCpus = below(context, 'resources', 'reservations', 'cpus') !== undefined;
  return [
    ...(memory === undefined ? [] : [`When the host runs short, each container may keep ${binarySize(memory)} of memory.`]),
    ...(hasCpus ? ['The reserved `cpus` only count in a Swarm.'] : []),
  ];
}

function below(context: ComposeHoverContext, ...keys: readonly string[]) {
  return keys.reduce((value, key) => valueOf(value, key), serviceEntry(context, 'deploy')?.value);
}

/** How many containers start, what they are called, and what keeps a second one from starting. */
export function replicaFacts(context: ComposeHoverContext): string[] {
  const node = serviceNode(context);
  const written = scalarAt(node, 'scale') ?? scalarAt(node, 'deploy', 'replicas');
  const amount = Number(written?.value);
  if (!node || !written || written.isUncertain || !Number.isInteger(amount)) return [];
  const name = `${projectName(context) ?? 'PROJECT'}-${context.service!.name}`;
  const names = amount > 1 ? [`${amount} containers: ${inlineCode(`${name}-1`)} to ${inlineCode(`${name}-${amount}`)}.`] : amount === 0 ? ['0: no container is started.'] : [];
  return amount > 1 ? [...names, ...obstacles(context)] : names;
}

function obstacles(context: ComposeHoverContext): string[] {
  const node = serviceNode(context);
  if (certainTextAt(node, 'container_name') !== undefined) return ['`container_name` allows one container only: Compose rejects more.'];
  const fixed = itemsAt(node, 'ports').map((port) => certainTextAt(port, 'published')).find((published) => published !== undefined && /^[1-9]\d*$/.test(published));
  return fixed === undefined ? [] : [`Host port ${fixed} is fixed: the second container cannot take it and does not start.`];
}

/** What `docker compose` makes of the policy. */
export function restartPolicyFacts(context: ComposeHoverContext): string[] {
  const policy = nodeAt(serviceNode(context), 'deploy', 'restart_policy');
  const condition = scalarAt(policy, 'condition');
  if (!condition || condition.isUncertain) return [];
  const word = { none: 'no', any: 'always' }[scalarText(condition)] ?? scalarText(condition);
  const attempts = certainTextAt(policy, 'max_attempts');
  const own = scalarAt(serviceNode(context), 'restart');
  return [...restartWords(word === 'on-failure' && attempts !== undefined && attempts !== '0' ? `on-failure:${attempts}` : word), ...(own ? ['It wins over `restart`, which is written as well.'] : [])];
}

/** At `network_mode`: what it does to the service's ports and names. */
export function networkModeFacts(context: ComposeHoverContext): string[] {
  const mode = context.text(serviceEntry(context, 'network_mode')?.value);
  const hasPorts = itemsAt(serviceNode(context), 'ports').length > 0;
  if (mode === undefined) return [];
  if (mode === 'none') return ['The container has no network but its own `localhost`.'];
  if (mode === 'bridge') return ["It is on the Engine's own bridge: it finds no service by name, and none finds it."];
  if (mode === 'host') return [`It uses the network of the host: what it listens on is open on the host${hasPorts ? ', and its `ports` have no effect' : ''}.`, 'It finds no service by name; others reach it under an address of the host.'];
  const other = /^(service|container):(.+)$/.exec(mode);
  if (other) return [`It shares the network of ${other[1] === 'service' ? 'the service' : 'the container'} ${inlineCode(other[2]!)}: both see each other as \`localhost\`, and cannot listen on the same port.`, ...(other[1] === 'service' ? [`${inlineCode(other[2]!)} starts before it; publish ports there.`] : [])];
  return [];
}
