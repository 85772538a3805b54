import type { DaemonProblemText } from '../content';
import type { ContainerFacts } from '../graph/daemonFacts';
import { count } from '../wording';
import type { ServiceStates } from './serviceStates';

/** What is known of the daemon's containers. */
export type KnownContainers =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answers'; readonly containers: readonly ContainerFacts[] }
  | { readonly kind: 'silent'; readonly reason: string };

/** Whether the states in the picture are the daemon's, in one short sentence or two. */
export function daemonSentence(known: KnownContainers, states: ServiceStates | undefined, problems: Readonly<Record<string, DaemonProblemText>>): string {
  if (known.kind === 'silent') return `No states: ${problems[known.reason]?.title ?? problems['unknown']?.title ?? 'Docker does not answer'}.`;
  if (known.kind === 'asking' || !states) return 'Asking Docker what runs.';
  const { elsewhere, byNode } = states;
  if (elsewhere !== undefined) return `Docker has no container of these files; a project of the same name belongs to ${elsewhere}.`;
  const conditions = [...byNode.values()].map(({ condition }) => condition);
  const made = conditions.filter((condition) => condition !== 'none').length;
  if (made === 0) return 'Docker has no container of this project.';
  const running = conditions.filter((condition) => condition === 'running' || condition === 'starting' || condition === 'unhealthy').length;
  return `Docker runs ${running} of ${count(conditions.length, 'service')}.`;
}
