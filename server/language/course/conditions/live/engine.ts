import { listOf, textOf, unmet, verdict, type LiveConditions } from '../../condition';
import { noContainer } from './containers';

/** Conditions on the Engine, on volumes and on Compose projects. */
export const engineConditions: LiveConditions = {
  /** `docker version` names it: `containerd`, `runc`, … */
  'engine-has-component': {
    parameters: { component: 'string' },
    questions: () => [{ kind: 'engine' }],
    check: (parameters, answers) => {
      const components = answers.engine()?.components ?? [];
      return verdict(components.includes(textOf(parameters, 'component')), () => (components.length === 0 ? 'The Engine names no components' : `The Engine names: ${components.join(', ')}`));
    },
  },
  /** The container mounts the volume, and was made at least a second after it: it is a later one. */
  'volume-older-than-container': {
    parameters: { volume: 'string', container: 'string' },
    questions: (parameters) => [{ kind: 'volume', name: textOf(parameters, 'volume') }, { kind: 'container', name: textOf(parameters, 'container') }],
    check: (parameters, answers) => {
      const [name, volumeName] = [textOf(parameters, 'container'), textOf(parameters, 'volume')];
      const [container, volume] = [answers.container(name), answers.volume(volumeName)];
      if (!volume) return unmet(`There is no volume ${volumeName}`);
      if (!container) return unmet(noContainer(name));
      if (!container.mounts.some(({ type, source }) => type === 'volume' && source === volumeName)) return unmet(`${name} does not mount the volume ${volumeName}`);
      if (container.created === undefined || volume.created === undefined) return unmet('The Engine does not tell when they were made');
      // The volume's time is cut to a whole second, and a volume that `docker run` makes is younger than its container.
      return verdict(volume.created + 1_000 <= container.created, () => `${name} is the container that the volume was made for`);
    },
  },
  /** Each of these services of a Compose project has a container that runs. */
  'project-running': {
    parameters: { project: 'string', services: 'list' },
    questions: (parameters) => [{ kind: 'project', name: textOf(parameters, 'project') }],
    check: (parameters, answers) => {
      const containers = answers.project(textOf(parameters, 'project')) ?? [];
      const running = new Set(containers.flatMap(({ service, state }) => (state === 'running' ? [service] : [])));
      const isMet = listOf(parameters, 'services').every((service) => running.has(service));
      return verdict(isMet, () => (running.size === 0 ? `No container of the project ${textOf(parameters, 'project')} is running` : `Running: ${[...running].join(', ')}`));
    },
  },
};
