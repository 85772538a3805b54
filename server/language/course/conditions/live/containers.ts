import { count } from '../../../wording';
import { listOf, met, numberOf, textOf, unmet, verdict, type LiveCondition, type LiveConditions, type Parameters, type ParameterTypes, type Verdict } from '../../condition';
import type { ContainerAnswer, ContainerMount, DaemonAnswers, PublishedPort } from '../../daemonQuestions';

/** Conditions on containers by their names. */
export const containerConditions: LiveConditions = {
  /** `absent` stands for no container of that name. */
  'container-state': {
    parameters: { container: 'string', state: 'string' },
    questions: (parameters) => [{ kind: 'container', name: textOf(parameters, 'container') }],
    check: (parameters, answers) => {
      const name = textOf(parameters, 'container');
      const container = answers.container(name);
      return verdict((container?.state ?? 'absent') === parameters['state'], () => (container ? stateOf(name, container) : noContainer(name)));
    },
  },
  /** It has ended, with this code. */
  'container-exited-with': onContainer({ code: 'number' }, (container, parameters, name) => verdict(hasEnded(container) && container.exitCode === numberOf(parameters, 'code'), () => stateOf(name, container))),
  /** It has ended, with another code. */
  'container-not-exited-with': onContainer({ code: 'number' }, (container, parameters, name) => verdict(hasEnded(container) && container.exitCode !== numberOf(parameters, 'code'), () => stateOf(name, container))),
  /** All of them are made from one image. */
  'same-image': {
    parameters: { containers: 'list' },
    questions: (parameters) => listOf(parameters, 'containers').map((name) => ({ kind: 'container', name })),
    check: (parameters, answers) => {
      const names = listOf(parameters, 'containers');
      const absent = names.find((name) => !answers.container(name));
      if (absent !== undefined) return unmet(noContainer(absent));
      const images = new Set(names.map((name) => answers.container(name)!.image));
      return verdict(images.size === 1, () => `They are made from ${count(images.size, 'image')}`);
    },
  },
  /** Its first process was not started with this program. */
  'process-is-not': onContainer({ program: 'string' }, ({ argv }, parameters) => verdict(argv.length > 0 && argv[0] !== parameters['program'], () => `It runs: ${argv.join(' ')}`)),
  /** A port of the container is reached from outside, at this address where one is asked for: `0.0.0.0` stands for every one. */
  'port-published': onContainer({ port: 'number', published: 'number?', address: 'string?' }, (container, parameters, name) => {
    const ports = container.ports.filter((port) => port.container === parameters['port']);
    const isMet = ports.some((port) => isAsked(parameters['published'], port.host) && isAsked(parameters['address'] === undefined ? undefined : addressOf(textOf(parameters, 'address')), addressOf(port.address)));
    return verdict(container.state === 'running' && isMet, () => foundPorts(name, container, ports.length > 0 ? ports : container.ports));
  }),
  /** Something is mounted there; `source` is a volume's name, or the path on the host: `./config` stands for any that ends so. */
  'container-mount': onContainer({ type: 'string', target: 'string', source: 'string?', readOnly: 'boolean?' }, ({ mounts }, parameters, name) => checkMount(mounts, parameters, name)),
};

/** A condition on one container that is there. */
function onContainer(parameters: ParameterTypes, judge: (container: ContainerAnswer, parameters: Parameters, name: string) => Verdict): LiveCondition {
  return {
    parameters: { container: 'string', ...parameters },
    questions: (given) => [{ kind: 'container', name: textOf(given, 'container') }],
    check: (given, answers: DaemonAnswers) => {
      const name = textOf(given, 'container');
      const container = answers.container(name);
      return container ? judge(container, given, name) : unmet(noContainer(name));
    },
  };
}

/** Says of a container that it is not there. */
export function noContainer(name: string): string {
  return `There is no container ${name}`;
}

function hasEnded({ state }: ContainerAnswer): boolean {
  return state === 'exited' || state === 'dead';
}

function stateOf(name: string, container: ContainerAnswer): string {
  if (!hasEnded(container)) return `${name} is ${container.state}`;
  return container.exitCode === undefined ? `${name} has ended` : `${name} has ended with exit code ${container.exitCode}`;
}

function isAsked(wanted: unknown, there: unknown): boolean {
  return wanted === undefined || wanted === there;
}

function addressOf(address: string): string {
  return address === '' || address === '0.0.0.0' || address === '::' ? 'every address' : address;
}

function foundPorts(name: string, { state }: ContainerAnswer, ports: readonly PublishedPort[]): string {
  if (state !== 'running') return `${name} is ${state}`;
  const [first] = ports;
  if (!first) return `${name} publishes no port`;
  return `Port ${first.host ?? 0} leads to port ${first.container} of ${name}, on ${addressOf(first.address)}`;
}

function checkMount(mounts: readonly ContainerMount[], parameters: Parameters, name: string): Verdict {
  const target = textOf(parameters, 'target');
  const there = mounts.find((mount) => mount.target.replace(/(.)\/+$/, '$1') === target);
  if (!there) return unmet(mounts.length === 0 ? `${name} mounts nothing` : `${name} mounts something at: ${mounts.map((mount) => mount.target).join(', ')}`);
  if (there.type !== parameters['type']) return unmet(`What is mounted at ${target} is a ${there.type}`);
  if (parameters['source'] !== undefined && !isSource(there, textOf(parameters, 'source'))) return unmet(`Mounted at ${target}: ${there.source}`);
  if (!isAsked(parameters['readOnly'], there.readOnly)) return unmet(`${target} is mounted ${there.readOnly ? 'for reading only' : 'for reading and writing'}`);
  return met;
}

function isSource({ source }: ContainerMount, wanted: string): boolean {
  return wanted.startsWith('./') ? source.replaceAll('\\', '/').endsWith(wanted.slice(1)) : source === wanted;
}
