import type { GraphNode } from '../../../protocol/graph';
import type { DockerCommand } from '../../../protocol/graphDetails';
import { count, joinWords } from '../../wording';
import type { ContainerFacts } from '../daemonFacts';
import { dockerCommands } from './dockerCommands';
import { fact, type DetailsInput, type OwnDetails } from './detailsParts';
import { related } from './related';

/** Everything that carries the name of a compose project; undefined where nothing does. */
export function projectDetails(name: string, { index, around, facts }: DetailsInput, nodes: readonly GraphNode[]): OwnDetails | undefined {
  const own = nodes.filter((node) => 'project' in node && node.project === name);
  if (own.length === 0) return undefined;
  const containers = facts.containers.filter(({ compose }) => compose?.project === name);
  const services = [...new Set(containers.map(({ compose }) => compose!.service))].sort();
  const ofKind = (kind: GraphNode['kind']): readonly GraphNode[] => own.filter((node) => node.kind === kind);
  const images = [...new Set(ofKind('container').flatMap(({ id }) => index.from(id, 'runs')))];
  return {
    paragraphs: [stateSentence(containers, services.length), ...whereItComesFrom(containers)],
    facts: [
      ...fact('Services', services.join('\n')),
      ...fact('Folder', distinct(containers.map(({ compose }) => compose!.folder))),
      ...fact('Files', distinct(containers.flatMap(({ compose }) => compose!.files))),
      ...fact('Containers', String(containers.length)),
      ...fact('Volumes', String(ofKind('volume').length)),
      ...fact('Networks', String(ofKind('network').length)),
    ],
    related: [
      ...related('Containers', ofKind('container'), true),
      ...related('Images', images, true),
      ...related('Volumes', ofKind('volume'), true),
      ...related('Networks', ofKind('network'), true),
    ],
    commands: projectCommands(name, containers, around),
  };
}

function stateSentence(containers: readonly ContainerFacts[], services: number): string {
  if (containers.length === 0) return 'It has no containers now: what is left are its volumes or networks.';
  const running = containers.filter(({ state }) => state === 'running').length;
  const ran = containers.length === running ? (running === 1 ? 'it runs' : 'all of them run') : `${running} of them ${running === 1 ? 'runs' : 'run'}`;
  return `It has ${count(containers.length, 'container')} of ${count(services, 'service')}; ${ran}.`;
}

/** Compose writes the folder and the files onto each container; they may be on another machine than the daemon. */
function whereItComesFrom(containers: readonly ContainerFacts[]): readonly string[] {
  const folders = [...new Set(containers.map(({ compose }) => compose!.folder))].filter((folder) => folder !== '');
  if (folders.length < 2) return [];
  return [`Its containers were started from ${folders.length} folders (${joinWords(folders, 3)}). Compose takes them for one project, because the name is the same.`];
}

function distinct(texts: readonly string[]): string {
  const known = [...new Set(texts)].filter((text) => text !== '').sort();
  return [...known.slice(0, 20), ...(known.length > 20 ? [`and ${known.length - 20} more`] : [])].join('\n');
}

function projectCommands(name: string, containers: readonly ContainerFacts[], around: DetailsInput['around']): readonly DockerCommand[] {
  const make = dockerCommands(around);
  const start = ['compose', '--project-name'];
  const running = containers.some(({ state }) => state === 'running');
  return [
    ...make('List its containers', start, [name], false, ['ps', '--all']),
    ...make('Read its output', start, [name], false, ['logs', '--tail', '100']),
    ...(running ? make('List its processes', start, [name], false, ['top']) : []),
    ...make('List its images', start, [name], false, ['images']),
    ...(running ? make('Stop its containers', start, [name], true, ['stop']) : []),
    ...make('Stop and remove its containers and networks', start, [name], true, ['down']),
  ];
}
