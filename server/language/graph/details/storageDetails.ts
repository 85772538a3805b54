import { formatBytes } from '../../../protocol/formatBytes';
import type { LayerNode, VolumeNode } from '../../../protocol/graph';
import type { DockerCommand } from '../../../protocol/graphDetails';
import { imageId } from '../../../protocol/graphNodeIds';
import { count } from '../../wording';
import type { DaemonFacts, VolumeFacts } from '../daemonFacts';
import { dockerCommands, imageWord } from './dockerCommands';
import { areUsersUnknown, fact, type DetailsInput, type OwnDetails } from './detailsParts';
import { layerRows } from './layerRows';
import { projectLinks, related } from './related';
import { timeWords } from './timeWords';

/** A segment: layers that lie on each other without a branch. */
export function layerDetails(node: LayerNode, { index, around, facts }: DetailsInput): OwnDetails {
  const images = index.imagesOn(node.id);
  const below = index.chain(node.id).slice(0, -1);
  const depth = below.reduce((sum, { layers }) => sum + layers, 0);
  const adds = node.bytes === undefined ? 'The daemon has not told what made them and how large they are.' : `${node.layers === 1 ? 'It adds' : 'Together they add'} ${formatBytes(node.bytes)}.`;
  const which = node.layers === 1 ? 'This is one layer.' : `These ${node.layers} layers lie on each other, and no image ends or branches off between them.`;
  const nearest = facts.images.find(({ id }) => imageId(id) === images[0]?.id);
  return {
    paragraphs: [`${which} ${adds}`, ...(node.images < 2 && facts.incomplete?.includes('images') ? [] : [usedBy(node)])],
    facts: [
      ...fact('Layers', String(node.layers)),
      ...fact('Size', node.bytes === undefined ? 'not told' : formatBytes(node.bytes)),
      ...fact('Place', depth === 0 ? 'at the bottom' : `on ${count(depth, 'other layer')}`),
      ...fact('Images that need them', String(node.images)),
    ],
    layers: layerRows([node], around.madeBy, depth),
    related: [...related('Images that need them', images, true), ...related('Lies on', below.slice(-1), true), ...related('Lie on top', index.to(node.id, 'on'), true)],
    commands: nearest ? dockerCommands(around)('Show what made the layers of its image', ['image', 'history', '--no-trunc'], [imageWord(nearest)]) : [],
  };
}

function usedBy({ images, layers }: LayerNode): string {
  const they = layers === 1 ? 'it' : 'they';
  if (images < 2) return `Only one image needs ${layers === 1 ? 'it' : 'them'}: ${they} ${layers === 1 ? 'goes' : 'go'} with that image, as far as the build cache does not need ${layers === 1 ? 'it' : 'them'}.`;
  return `${count(images, 'image')} need ${layers === 1 ? 'it' : 'them'}, and ${they} ${layers === 1 ? 'is' : 'are'} on the disk once.`;
}

export function volumeDetails(node: VolumeNode, volume: VolumeFacts, { index, around, facts }: DetailsInput): OwnDetails {
  const users = index.to(node.id, 'mounts');
  return {
    paragraphs: [areUsersUnknown(users.length, facts) ? 'Whether a container mounts it is not known: not all containers are read.' : usersSentence(users.length), ...(node.anonymous ? ['It has no name of its own: Docker gave it one of 64 hexadecimal digits.'] : [])],
    facts: [
      ...fact('Name', node.name),
      ...fact('Driver', node.driver),
      ...fact('Mount point', around.told.volume?.mountPoint && `${around.told.volume.mountPoint} on the machine of the daemon`),
      ...fact('Compose project', node.project),
      ...fact('Created', timeWords(node.created, around.now)),
      ...fact('Used by', users.length > 0 ? count(users.length, 'container') : areUsersUnknown(0, facts) ? undefined : 'no container'),
    ],
    related: [...related('Containers that mount it', users, true), ...projectLinks(node.project)],
    commands: volumeCommands(volume.name, users.length, around, facts),
  };
}

function usersSentence(users: number): string {
  if (users === 0) return 'No container mounts it, running or not. It stays until somebody removes it.';
  return `${count(users, 'container')} ${users === 1 ? 'mounts' : 'mount'} it. Docker does not remove it as long as ${users === 1 ? 'that container is' : 'one of them is'} there, even stopped.`;
}

function volumeCommands(name: string, users: number, around: DetailsInput['around'], facts: DaemonFacts): readonly DockerCommand[] {
  const make = dockerCommands(around);
  // Looking into a volume needs an image with a shell; pulling one for it is not for us to propose.
  const small = facts.images.flatMap(({ tags }) => tags).find((tag) => /^(?:busybox|alpine)(?::|$)/.test(tag));
  return [
    ...make('Show its settings', ['volume', 'inspect'], [name]),
    ...make('List its containers', ['ps', '--all', '--filter'], [`volume=${name}`]),
    ...(small === undefined || !/^\w[\w.-]*$/.test(name) ? [] : make('List its files', ['run', '--rm', '--volume'], [`${name}:/volume:ro`, small], true, ['ls', '-la', '/volume'])),
    ...(users === 0 && !areUsersUnknown(users, facts) ? make('Remove it with its data', ['volume', 'rm'], [name], true) : []),
  ];
}
