import type { NetworkNode } from '../../../protocol/graph';
import type { DockerCommand } from '../../../protocol/graphDetails';
import { count } from '../../wording';
import { swarmGateway } from '../cues';
import type { NetworkFacts } from '../daemonFacts';
import { dockerCommands } from './dockerCommands';
import { areUsersUnknown, fact, type DetailsInput, type OwnDetails } from './detailsParts';
import { projectLinks, related } from './related';
import { timeWords } from './timeWords';

export function networkDetails(node: NetworkNode, network: NetworkFacts, { index, around, facts }: DetailsInput): OwnDetails {
  const members = index.to(node.id, 'joins');
  return {
    paragraphs: [kindSentence(node), ...(node.internal ? ['It is internal: its containers reach each other, and nothing outside through it.'] : []), areUsersUnknown(members.length, facts) ? 'Whether a container is on it is not known: not all containers are read.' : membersSentence(node, members.length)],
    facts: [
      ...fact('Name', node.name),
      ...fact('Driver', node.driver),
      ...fact('Scope', node.scope),
      ...fact('Subnets', network.subnets.join('\n')),
      ...fact('Internal', node.internal ? 'yes' : 'no'),
      ...fact('Compose project', node.project),
      ...fact('Created', timeWords(node.created, around.now)),
      ...fact('Addresses', addresses(network, facts.containers)),
      ...fact('Id', network.id),
    ],
    related: [...related('Containers on it', members, true), ...projectLinks(node.project)],
    commands: networkCommands(node, network, members.length, { around, facts }),
  };
}

/** What those that every Engine has are for. */
function kindSentence({ name, predefined, driver, scope }: NetworkNode): string {
  if (predefined && name === 'host') return 'Every Engine has it. A container on it uses the network of the machine itself, without addresses of its own; publishing ports has no effect.';
  if (predefined && name === 'none') return 'Every Engine has it. A container on it has no network but its own loopback.';
  if (predefined && name === 'bridge') return 'Every Engine has it. Containers that name no network come here; they find each other by address only, not by name.';
  if (predefined) return 'Every Engine on Windows has it. Containers that name no network come here.';
  if (name === swarmGateway) return 'Docker makes it for a swarm: through it containers on overlay networks reach the outside.';
  if (scope === 'swarm') return 'It belongs to the swarm: containers on other machines may be on it, too, which is not known here.';
  return driver === 'bridge' ? 'Somebody made it. Its containers find each other by name; those of other networks reach them through published ports only.' : 'Somebody made it.';
}

function membersSentence({ name, predefined, scope }: NetworkNode, members: number): string {
  if (members > 0) return `${count(members, 'container')} of this daemon ${members === 1 ? 'is' : 'are'} on it, running or not.`;
  return `No container of this daemon is on it.${predefined || scope !== 'local' || name === swarmGateway ? '' : ' Removing it frees its range of addresses.'}`;
}

/** `web-1: 172.20.0.3`, of those that run. */
function addresses({ id }: NetworkFacts, containers: DetailsInput['facts']['containers']): string {
  const lines = containers.flatMap(({ name, networks = [] }) => networks.filter((each) => each.id === id && each.address !== '').map(({ address }) => `${name}: ${address}`));
  return [...lines.slice(0, 40), ...(lines.length > 40 ? [`and ${lines.length - 40} more`] : [])].join('\n');
}

function networkCommands(node: NetworkNode, network: NetworkFacts, members: number, { around, facts }: Pick<DetailsInput, 'around' | 'facts'>): readonly DockerCommand[] {
  const make = dockerCommands(around);
  // Two networks may have one name.
  const isOnlyOne = facts.networks?.filter(({ name }) => name === network.name).length === 1;
  const word = isOnlyOne && /^\w[\w.-]*$/.test(network.name) ? network.name : /^[0-9a-z]{12,}$/.test(network.id) ? network.id.slice(0, 12) : undefined;
  return [
    ...make('Show its settings and members', ['network', 'inspect'], [word]),
    ...make('List its containers', ['ps', '--all', '--filter'], [word && `network=${word}`]),
    ...(node.predefined || members > 0 || node.name === swarmGateway || areUsersUnknown(members, facts) ? [] : make('Remove it', ['network', 'rm'], [word], true)),
  ];
}
