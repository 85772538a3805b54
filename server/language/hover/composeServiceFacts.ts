import type { ComposeService } from '../compose/composeFile';
import { asList, asText, mappingEntries, valueOf } from '../compose/composeValues';
import { hostPath } from '../compose/hostPath';
import { count, inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { networksOf } from './composeNetworkFacts';
import { describePort } from './composePortFacts';
import { mostItems, serviceEntry } from './composeServiceItems';

export function topLevelServicesFacts({ file, place }: ComposeHoverContext): string[] {
  if (place.path.length > 1 || file.services.length === 0) return [];
  return [`${count(file.services.length, 'service')}: ${joinWords(file.services.map(({ name }) => inlineCode(name)), 20)}.`];
}

/** On a service's name: what it is made from, where it can be reached, whom it waits for and who waits for it. */
export function serviceFacts(context: ComposeHoverContext): string[] {
  const { service, file, facts } = context;
  if (!service) return [];
  const origin = service.build
    ? `Built from ${inlineCode(hostPath(facts.folder, context.fillIn(service.build.context?.text ?? '.')))}.`
    : service.image ? `Runs the image ${inlineCode(context.fillIn(service.image.text))}.` : 'This file gives it neither an image nor a build.';
  const ports = (asList(serviceEntry(context, 'ports')?.value) ?? []).slice(0, 5).flatMap((value) => describePort(context, value));
  const waits = dependenciesOf(service).map(({ name }) => inlineCode(name));
  const waiting = file.services.filter((other) => dependenciesOf(other).some(({ name }) => name === service.name)).map(({ name }) => inlineCode(name));
  const networks = networksOf(service);
  return [
    origin,
    ...(ports.length > 0 ? ports : unpublishedFacts(context)),
    ...(networks.length > 0 ? [`Networks: ${joinWords(networks.map((name) => inlineCode(name)), mostItems)}; others there reach it as ${inlineCode(service.name)}.`] : []),
    ...(waits.length > 0 ? [`Starts after ${joinWords(waits, mostItems)}.`] : []),
    ...(waiting.length > 0 ? [`${joinWords(waiting, mostItems)} ${waiting.length === 1 ? 'starts' : 'start'} after it.`] : []),
  ];
}

function unpublishedFacts(context: ComposeHoverContext): string[] {
  const mode = context.text(serviceEntry(context, 'network_mode')?.value);
  if (mode === 'host') return ['It uses the network of the host: what it listens on is open on the host.'];
  return mode === undefined ? ['No port is published: only containers on its networks can reach it.'] : [];
}

interface Dependency {
  readonly name: string;
  readonly condition: string;
  readonly optional: boolean;
}

function dependenciesOf(service: ComposeService): Dependency[] {
  const value = service.entries.find(({ key }) => key === 'depends_on')?.value;
  const short = (asList(value) ?? []).flatMap((item) => asText(item)?.text ?? []).map((name) => ({ name, condition: 'service_started', optional: false }));
  const long = mappingEntries(value).map((entry) => ({
    name: entry.key,
    condition: asText(valueOf(entry.value, 'condition'))?.text ?? 'service_started',
    optional: asText(valueOf(entry.value, 'required'))?.text === 'false',
  }));
  return [...short, ...long];
}

/** What is waited for before this service starts. */
export function dependencyFacts({ service, file, place }: ComposeHoverContext): string[] {
  if (!service) return [];
  const at = place.path[3];
  const all = dependenciesOf(service);
  const shown = typeof at === 'number' ? all.slice(at, at + 1) : all.filter(({ name }) => at === undefined || name === at);
  return shown.slice(0, mostItems).map((dependency) => {
    const optional = dependency.optional ? ' If it is not available, Compose only warns.' : '';
    return `${inlineCode(dependency.name)}: ${conditionWords(dependency, file.services)}${optional}`;
  });
}

function conditionWords({ name, condition }: Dependency, services: readonly ComposeService[]): string {
  const target = services.find((service) => service.name === name);
  const hasCheck = target?.entries.some(({ key }) => key === 'healthcheck') ?? false;
  if (condition === 'service_healthy') {
    const source = hasCheck || !target ? '' : ' This file gives it no healthcheck, so its image or another file of the project must.';
    return `waits until its healthcheck succeeds.${source}`;
  }
  if (condition === 'service_completed_successfully') return 'waits until it has ended with exit code 0.';
  if (condition !== 'service_started') return `${inlineCode(condition)} is not a condition that Compose knows.`;
  const better = hasCheck ? ' It has a healthcheck: `condition: service_healthy` would wait for that.' : '';
  return `waits until its container has started, not until it is ready.${better}`;
}

/** What Docker does when the program ends. */
export function restartFacts(context: ComposeHoverContext): string[] {
  const policy = context.text(serviceEntry(context, 'restart')?.value);
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
  const names = (asList(serviceEntry(context, 'profiles')?.value) ?? []).flatMap((item) => context.text(item) ?? []);
  if (names.length === 0) return [];
  return [`Starts only when one of its profiles is on: ${joinWords(names.slice(0, mostItems).map((name) => inlineCode(`--profile ${name}`)))}, or when it is named on the command line.`];
}
