import type { Fix } from '../rules/rule';
import type { ComposeProject } from '../compose/project/composeProject';
import { nodeAt } from '../compose/project/readNodes';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { isUnpublished, oncePerPlace, replicasOf, servicesOf, textAt } from './ruleServices';
import { isForSwarm } from './swarmFiles';
import { portsOf, type ServicePort } from './servicePorts';

export interface HostPortWithReplicasFact extends ComposeRuleFact {
  readonly service: string;
  readonly count: number;
  /** Undefined for a range. */
  readonly host: number | undefined;
  /** Ports of the host that there are for it. */
  readonly choices: number;
  readonly fix: Fix | undefined;
}

/** Several containers of one service would all need the same port of the host, or a range has fewer than there are containers: the others do not start. */
export const hostPortWithReplicas: ComposeRule<HostPortWithReplicasFact> = {
  id: 'host-port-with-replicas',
  severity: 'warning',
  alsoKnownAs: [],
  check({ project }) {
    const isSwarm = isForSwarm(project);
    const facts = servicesOf(project).flatMap((service) => {
      const count = replicasOf(service)?.count ?? 1;
      // A swarm publishes a port for all of them.
      if (count < 2 || isUnpublished(service, project) || (isSwarm && !nodeAt(service.node, 'scale'))) return [];
      return portsOf(service).flatMap((port): HostPortWithReplicasFact[] =>
        port.choices === undefined || port.choices >= count ? [] : [{ place: port.place, service: service.name, count, host: port.host, choices: port.choices, fix: freePort(project, port) }],
      );
    });
    return oncePerPlace(facts, ({ host }) => String(host));
  },
  message: ({ service, count, host, choices }) =>
    host === undefined
      ? `\`${service}\` runs ${count} times, and this range has ${choices} ports of the host, one for each container: the others do not start. Give a longer range, or leave the host ports out.`
      : `\`${service}\` runs ${count} times, and port ${host} of the host belongs to one container: the others do not start. Leave the host port out, give a range, or put a proxy in front.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** Without a host port the Engine takes a free one for each container. */
function freePort(project: ComposeProject, { place }: ServicePort): Fix | undefined {
  const text = textAt(project, place);
  const match = /^(["']?)(\d+(?:-\d+)?:)\d+(?:\/\w+)?["']?$/.exec(text);
  if (!match) return undefined;
  const start = place.span.start + match[1]!.length;
  return { title: 'Let Docker take free ports', edits: [{ span: { start, end: start + match[2]!.length }, newText: '' }] };
}
