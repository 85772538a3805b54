import type { ServiceCondition, ServiceState } from '../../protocol/composeDiagram';
import type { ComposeProject } from '../compose/project/composeProject';
import { servicesOf } from '../composeRules/ruleServices';
import type { ContainerFacts } from '../graph/daemonFacts';
import { byCodeUnit } from '../mermaidText';
import { plainLine } from '../wording';
import { serviceId } from './diagramModel';
import { projectFolder } from './shownText';

/** How the services of a project are, as the daemon tells. */
export interface ServiceStates {
  /** By the service's node id; every service has one. */
  readonly byNode: ReadonlyMap<string, ServiceState>;
  /** Folder of a project with the same name that other files describe, where its containers were passed over. */
  readonly elsewhere: string | undefined;
}

/** Of several containers of a service the first in this order tells most. */
const gravest: readonly ServiceCondition[] = ['failed', 'unhealthy', 'starting', 'paused', 'stopped', 'running', 'finished', 'none'];
/** Sentences of one service; more containers only count. */
const mostSentences = 20;

/**
 * The containers that `docker compose` has made of a project: those with its name that come from its files or its folder.
 * Containers of `docker compose run` are none of the service's.
 */
export function serviceStates(containers: readonly ContainerFacts[], project: ComposeProject, projectName: string): ServiceStates {
  const named = containers.filter(({ compose }) => compose?.project === projectName && !compose.isOneOff);
  const own = named.filter((container) => isOf(project, container));
  const byService = new Map<string, ContainerFacts[]>();
  for (const container of own) byService.set(container.compose!.service, [...(byService.get(container.compose!.service) ?? []), container]);
  const byNode = new Map(servicesOf(project).map(({ name }) => [serviceId(name), stateOf(byService.get(name) ?? [])] as const));
  const other = own.length === 0 ? named[0]?.compose : undefined;
  return { byNode, elsewhere: other && plainLine(other.folder || other.files[0] || '') };
}

function isOf(project: ComposeProject, { compose }: ContainerFacts): boolean {
  if (!compose) return false;
  const paths = new Set(project.paths.map(comparable));
  if (compose.files.some((file) => paths.has(comparable(file)))) return true;
  if (compose.folder !== '') return comparable(compose.folder) === comparable(projectFolder(project));
  return compose.files.length === 0;
}

/** Windows writes paths with either slash and in any case. */
function comparable(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/(?<=.)\/$/, '');
  return /^[A-Za-z]:/.test(path) ? slashed.toLowerCase() : slashed;
}

function stateOf(containers: readonly ContainerFacts[]): ServiceState {
  const conditions = new Set(containers.map(conditionOf));
  const sorted = [...containers].sort((a, b) => byCodeUnit(a.name, b.name));
  return {
    condition: gravest.find((condition) => conditions.has(condition)) ?? 'none',
    sentences: sorted.slice(0, mostSentences).map(({ name, status, state }) => `${plainLine(name)}: ${plainLine(status || state)}`),
  };
}

/** 128 and the number of a signal: SIGINT, SIGKILL and SIGTERM, with which containers are stopped. */
const stopCodes: ReadonlySet<string> = new Set(['130', '137', '143']);

/** The daemon tells exit code and health only inside its sentence, such as `Exited (1) 2 hours ago`. */
function conditionOf({ state, status }: ContainerFacts): ServiceCondition {
  const code = /\((-?\d+)\)/.exec(status)?.[1];
  switch (state) {
    case 'running':
      return /\(unhealthy\)/.test(status) ? 'unhealthy' : /\(health: starting\)/.test(status) ? 'starting' : 'running';
    case 'paused':
      return 'paused';
    case 'restarting':
    case 'dead':
      return 'failed';
    case 'exited':
      return code === '0' ? 'finished' : code !== undefined && stopCodes.has(code) ? 'stopped' : 'failed';
    default:
      return 'stopped';
  }
}
