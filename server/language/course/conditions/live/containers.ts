import { count } from '../../../wording';
import { listOf, numberOf, textOf, unmet, verdict, type LiveCondition, type LiveConditions, type Parameters, type ParameterTypes, type Verdict } from '../../condition';
import type { ContainerAnswer, DaemonAnswers } from '../../daemonQuestions';
import { checkMount, mountParameters, type Mount } from '../mounts';
import { describePorts, isAddress } from '../ports';

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
    const { published, address } = parameters;
    const isMet = ports.some((port) => (published === undefined || port.host === published) && isAddress(port, address));
    if (container.state !== 'running') return unmet(stateOf(name, container));
    return verdict(isMet, () => describePorts(name, ports.length > 0 ? ports : container.ports));
  }),
  /** Something is mounted there; `source` is a volume's name, or the path on the host: `./config` stands for any that ends so. */
  'container-mount': onContainer(mountParameters, ({ mounts }, parameters, name) => checkMount(mounts, parameters, name, isSource)),
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

function isSource({ source = '' }: Mount, wanted: string): boolean {
  return wanted.startsWith('./') ? source.replaceAll('\\', '/').endsWith(wanted.slice(1)) : source === wanted;
}
