import type { ComposeNode } from '../compose/project/composeNode';
import type { ModelService } from '../compose/project/consistency/projectServices';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, entriesAt, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { asList } from '../compose/composeValues';
import { hostPath } from '../compose/hostPath';
import { maskSecrets } from '../maskSecrets';
import { count, inlineCode, joinWords } from '../wording';
import { unknownVariables, type ComposeHoverContext } from './composeHoverContext';
import { elsewhere, namesAt, projectOf, scopeOf, serviceNode, servicesOf } from './composeModel';
import { namesOnNetwork, networksOf } from './composeNetworkFacts';
import { describePort, describePortNode, unpublishedPorts } from './composePortFacts';
import { portSummary } from './composePortSummary';
import { serviceCommandFacts } from './composeRunFacts';
import { mostItems, nameList, serviceEntry } from './composeServiceItems';

/** On `services` itself: how many there are, and their names. */
export function topLevelServicesFacts(context: ComposeHoverContext): string[] {
  const services = servicesOf(context);
  if (context.place.path.length > 1 || services.length === 0) return [];
  return [`${count(services.length, 'service')}: ${nameList(services.map(({ name }) => name))}.`];
}

/** On a service's name: what it is made from and runs, where it can be reached, whom it waits for and who waits for it. */
export function serviceFacts(context: ComposeHoverContext): string[] {
  const node = serviceNode(context);
  const { service } = context;
  if (!service || !node) return [];
  const own = { name: service.name, node, namePlace: node.place };
  const ports = portFactsOf(context, own);
  const names = networksOf(own).length === 0 ? '' : nameList(networksOf(own));
  const known = [...new Set(networksOf(own).flatMap((network) => namesOnNetwork(own, network)))].map((name) => inlineCode(name));
  return [
    originFact(context, node),
    ...serviceCommandFacts(context),
    ...(ports.length > 0 ? ports : unpublishedFacts(context)),
    ...(names === '' ? [] : [`Networks: ${names}; others there reach it as ${joinWords(known, 4)}.`]),
    ...orderFacts(context, own),
    ...profileFacts(context),
  ];
}

function originFact(context: ComposeHoverContext, node: ComposeNode): string {
  const build = nodeAt(node, 'build');
  if (build) {
    const folder = scalarAt(build, 'context');
    // The project's paths are absolute; of a file alone only what is written is certain.
    const path = folder && context.facts.project && !folder.isUncertain ? maskSecrets(scalarText(folder)) : hostPath(context.facts.folder, folder ? context.fillIn(folder.written) : '.');
    return `Built from ${inlineCode(path)}${elsewhere(context, build.place)}.`;
  }
  const image = scalarAt(node, 'image');
  if (image) return `Runs the image ${inlineCode(context.fillIn(image.written))}${elsewhere(context, image.place)}.`;
  if (nodeAt(node, 'provider')) return 'Run by another program (`provider`), not as a container.';
  return `This ${scopeOf(context)} gives it neither an image nor a build${projectOf(context).isWhole ? '' : '; another file of the project must'}.`;
}

/** Ports of this file as they are written; those that other files add from the model. */
function portFactsOf(context: ComposeHoverContext, { name, node }: ModelService): string[] {
  const unpublished = unpublishedPorts(context, node);
  // What `network_mode` means for them is said on its own.
  if (unpublished !== undefined) return nodeAt(node, 'network_mode') || itemsAt(node, 'ports').length === 0 ? [] : [unpublished];
  const written = asList(serviceEntry(context, 'ports')?.value);
  const others = itemsAt(node, 'ports').filter(({ place }) => !written || elsewhere(context, place) !== '');
  const summary = portSummary(context, written ?? []);
  const facts = summary === undefined ? (written ?? []).slice(0, 5).flatMap((value) => describePort(context, value)) : [summary];
  return [...facts, ...others.slice(0, 5).flatMap((item) => describePortNode(item, name).map((fact) => fact + elsewhere(context, item.place)))].slice(0, 5);
}

function unpublishedFacts(context: ComposeHoverContext): string[] {
  const mode = certainTextAt(serviceNode(context), 'network_mode');
  if (mode === 'host') return ['It uses the network of the host: what it listens on is open on the host.'];
  const other = mode === undefined ? undefined : /^service:(.+)$/.exec(mode)?.[1];
  if (other !== undefined) return [`It shares the network of ${inlineCode(other)}: both see each other as \`localhost\`, and ports are published there.`];
  return mode === undefined ? ['No port is published: only containers on its networks can reach it.'] : [];
}

interface Dependency {
  readonly name: string;
  readonly condition: string;
  readonly optional: boolean;
}

function dependenciesOf(service: ComposeNode | undefined): Dependency[] {
  return entriesAt(service, 'depends_on').map(({ key, value }) => ({
    name: key,
    condition: textOf(value, 'condition') ?? 'service_started',
    optional: scalarAt(value, 'required')?.value === false,
  }));
}

function textOf(node: ComposeNode, key: string): string | undefined {
  const found = scalarAt(node, key);
  return found && scalarText(found);
}

const shortConditions: Readonly<Record<string, string>> = { service_healthy: ' is healthy', service_completed_successfully: ' has ended well' };

function orderFacts(context: ComposeHoverContext, { name, node }: ModelService): string[] {
  const waits = dependenciesOf(node).map((dependency) => `${inlineCode(dependency.name, 40)}${shortConditions[dependency.condition] ?? ''}`);
  const waiting = servicesOf(context).filter((other) => dependenciesOf(other.node).some((dependency) => dependency.name === name)).map((other) => other.name);
  const after = waits.length > 0 ? `Starts after ${joinWords(waits, 6)}` : '';
  const before = waiting.length > 0 ? `${nameList(waiting)} ${waiting.length === 1 ? 'starts' : 'start'} after it` : '';
  const order = [after, before].filter(Boolean).join('; ');
  return order === '' ? [] : [`${order}.`];
}

/** At `user`: what the numbers mean. */
export function userFacts(context: ComposeHoverContext): string[] {
  const text = context.text(serviceEntry(context, 'user')?.value);
  if (text === undefined || text === '' || unknownVariables(text).length > 0) return [];
  const [user = '', group] = text.split(':');
  const words = (name: string): string => (/^\d+$/.test(name) ? `number ${name}${Number(name) === 0 ? ' (root)' : ''}` : inlineCode(name));
  const ofGroup = group === undefined ? '' : `, group ${words(group)}`;
  const names = [user, group ?? '0'].some((part) => !/^\d+$/.test(part)) ? ' A name must exist in the image.' : ' A number need not exist in the image.';
  return [`User ${words(user)}${ofGroup}.${names}`];
}

/** At `container_name`: who may use it as a name. */
export function containerNameFacts(context: ComposeHoverContext): string[] {
  const name = context.text(serviceEntry(context, 'container_name')?.value);
  const node = serviceNode(context);
  if (name === undefined || !node || !context.service || name === context.service.name || unknownVariables(name).length > 0 || networksOf({ node }).length === 0) return [];
  return [`On its networks it is found as ${inlineCode(name)} too, beside ${inlineCode(context.service.name)}.`];
}

/** What is waited for before this service starts. */
export function dependencyFacts(context: ComposeHoverContext): string[] {
  const { place } = context;
  const at = place.path[3];
  const written = typeof at === 'number' ? context.text(place.value) : at;
  const shown = dependenciesOf(serviceNode(context)).filter(({ name }) => written === undefined || name === written);
  return shown.slice(0, mostItems).map((dependency) => {
    const optional = dependency.optional ? ' If it is not available, Compose only warns.' : '';
    return `${inlineCode(dependency.name)}: ${conditionWords(context, dependency)}${optional}`;
  });
}

function conditionWords(context: ComposeHoverContext, { name, condition }: Dependency): string {
  const target = servicesOf(context).find((service) => service.name === name);
  const check = target && nodeAt(target.node, 'healthcheck');
  const hasCheck = check !== undefined && scalarAt(check, 'disable')?.value !== true;
  const missing = target ? '' : ` This ${scopeOf(context)} has no service of that name.`;
  if (condition === 'service_healthy') {
    const source = hasCheck || !target ? '' : ` This ${scopeOf(context)} gives it no healthcheck, so its image must have one, or the start fails.`;
    return `waits until its healthcheck succeeds.${source}${missing}`;
  }
  if (condition === 'service_completed_successfully') return `waits until it has ended with exit code 0.${missing}`;
  if (condition !== 'service_started') return `${inlineCode(condition)} is not a condition that Compose knows.`;
  const better = hasCheck ? ' It has a healthcheck: `condition: service_healthy` would wait for that.' : '';
  return `waits until its container has started, not until it is ready.${better}${missing}`;
}

/** What Docker does when the program ends. */
export function restartFacts(context: ComposeHoverContext): string[] {
  return restartWords(context.text(serviceEntry(context, 'restart')?.value));
}

/** What a restart policy in the words of `restart` means; nothing for a word that is none. */
export function restartWords(policy: string | undefined): string[] {
  const retries = /^on-failure:(\d+)$/.exec(policy ?? '')?.[1];
  if (retries !== undefined) return [`Restarted when it ends with an error, at most ${retries} times.`];
  const meanings: Readonly<Record<string, string>> = {
    no: 'Never restarted by Docker.',
    always: 'Restarted whenever it ends. After you stop it, it stays stopped until the daemon restarts; then it comes back.',
    'on-failure': 'Restarted when it ends with an error (exit code other than 0), however often.',
    'unless-stopped': 'Restarted whenever it ends. After you stop it, it stays stopped, even when the daemon restarts.',
  };
  return policy !== undefined && Object.hasOwn(meanings, policy) ? [meanings[policy]!] : [];
}

/** How a service with profiles is started. */
export function profileFacts(context: ComposeHoverContext): string[] {
  const names = namesAt(serviceNode(context), 'profiles');
  if (names.length === 0) return [];
  const on = (projectOf(context).variables.get('COMPOSE_PROFILES')?.value ?? '').split(',').map((name) => name.trim());
  const source = projectOf(context).variables.get('COMPOSE_PROFILES')?.source;
  const isOn = source !== undefined && (on.includes('*') || names.some((name) => on.includes(name)));
  const how = `Starts only when one of its profiles is on: ${names.slice(0, mostItems).map((name) => inlineCode(`--profile ${maskSecrets(name)}`)).join(' or ')}, or when it is named on the command line.`;
  return isOn ? [`${how} \`COMPOSE_PROFILES\` switches it on (from ${source}).`] : [how];
}
