import type { ComposeProject } from '../compose/project/composeProject';
import { certainTextAt, entriesAt, nodeAt } from '../compose/project/readNodes';
import { baseName } from '../context/contextPath';
import { servicesOf } from './ruleServices';

/** Keys of `deploy` that `docker compose` reads over: they are written for a swarm. */
const forSwarm = ['placement', 'update_config', 'rollback_config', 'endpoint_mode'];

/** True for the file names that are given to `docker stack deploy`. */
export function isStackFile(path: string): boolean {
  return /(?:^|[-_.])(?:stack|swarm)(?:[-_.]|\d|$)/i.test(baseName(path).replace(/\.ya?ml$/i, ''));
}

/** True where the names or the keys say that `docker stack deploy` is what runs this. */
export function isForSwarm(project: ComposeProject): boolean {
  return (
    project.paths.some(isStackFile) ||
    servicesOf(project).some(({ node }) => forSwarm.some((key) => nodeAt(node, 'deploy', key)) || /^global|-job$/.test(certainTextAt(node, 'deploy', 'mode') ?? '')) ||
    entriesAt(project.model, 'networks').some(({ value }) => certainTextAt(value, 'driver') === 'overlay')
  );
}
