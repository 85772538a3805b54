import { formatBytes } from '../../../protocol/formatBytes';
import type { ImageNode, LayerNode } from '../../../protocol/graph';
import type { DockerCommand } from '../../../protocol/graphDetails';
import { count } from '../../wording';
import type { DaemonFacts, ImageFacts } from '../daemonFacts';
import { imageCommandWords } from './commandWords';
import { dockerCommands, idWord, imageWord, isImageName } from './dockerCommands';
import { fact, type DetailsInput, type Fact, type OwnDetails } from './detailsParts';
import { environmentText } from './environmentText';
import { sharingSentence } from './imageSharing';
import { layerRows } from './layerRows';
import { related } from './related';
import { timeWords } from './timeWords';

/** A command that names more tags than this is no line that anybody reads. */
const mostTagsInLine = 10;

export function imageDetails(node: ImageNode, image: ImageFacts, input: DetailsInput): OwnDetails {
  const { index, around, facts } = input;
  const chain = index.chain(node.id);
  const containers = index.to(node.id, 'runs');
  const rows = layerRows(chain, around.madeBy);
  const { image: told } = around.told;
  return {
    paragraphs: [sizeSentence(node, chain, facts.incomplete), ...removalSentences(node, image, facts.incomplete), ...(rows.length < node.layers ? [unknownLayers(node.layers - rows.length)] : [])],
    facts: imageFacts(node, input, image),
    ...(told && { command: imageCommandWords(told, node.label) }),
    layers: rows,
    related: [
      ...related('Containers made from it', containers, true),
      ...related('Images that begin with all its layers', imagesOnTop(node, chain, input)),
      ...related('Images that share some of its layers', sharingImages(node, chain, input)),
    ],
    commands: imageCommands(node, image, input),
  };
}

function sizeSentence({ bytes, ownBytes, sharedBytes, layers }: ImageNode, chain: readonly LayerNode[], incomplete: DaemonFacts['incomplete']): string {
  const ofLayers = ownBytes === undefined || sharedBytes === undefined ? bytes : ownBytes + sharedBytes;
  return layers === 0 ? 'It has no layers: nothing but settings.' : `It has ${count(layers, 'layer')}, ${formatBytes(ofLayers)} in all. ${incomplete?.includes('images') ? imagesMissing : sharingSentence(chain)}`;
}

/** A bound or a reading that still goes on: what an unread image shares or runs from is not known. */
const imagesMissing = 'Whether other images share some of it is not known: not all images are read.';

function removalSentences({ ownBytes, containers, tags }: ImageNode, { history = [] }: ImageFacts, incomplete: DaemonFacts['incomplete']): readonly string[] {
  if (containers > 0) return [`${count(containers, 'container')} ${containers === 1 ? 'was' : 'were'} made from it. As long as ${containers === 1 ? 'it is' : 'they are'} there, its layers stay on the disk.`];
  if (incomplete?.includes('containers')) return ['Whether there is a container of it is not known: not all containers are read.'];
  if (incomplete?.includes('images')) return [];
  if (ownBytes === undefined) return ['What it would free is not known yet: the daemon has not told the sizes of its layers.'];
  const names = tags.length > 1 ? ` with all its ${tags.length} tags` : '';
  if (ownBytes === 0) return [`This daemon has no container of it. Removing it${names} frees nothing on the disk.`];
  // Measured: removing an image that was built here frees nothing while the build cache holds its layers.
  const cache = history.some(({ comment }) => comment.startsWith('buildkit')) ? ', unless the build cache still holds them' : '';
  return [`This daemon has no container of it. Its own layers are ${formatBytes(ownBytes)}: removing it${names} frees them${cache}.`];
}

function unknownLayers(layers: number): string {
  return `The daemon has not told what made ${layers === 1 ? 'one' : layers} of its layers.`;
}

function imageFacts(node: ImageNode, { around, facts }: DetailsInput, image: ImageFacts): readonly Fact[] {
  const { local, environment = [], configuration } = around.told.image ?? {};
  // Windows has another user and another folder where none is named.
  const unset = facts.operatingSystem === 'windows' ? { user: '', folder: '' } : { user: 'root (not set)', folder: '/' };
  return [
    ...fact('Tags', node.tags.join('\n') || 'none'),
    ...fact('Digests', node.digests.join('\n')),
    ...fact('Id', image.id),
    ...fact('Size', sizeText(node)),
    ...fact('Layers', String(node.layers)),
    ...fact('Created', timeWords(node.created, around.now) ?? 'not told'),
    ...fact('Platform', local?.platform),
    ...fact('User', local && (local.user || unset.user)),
    ...fact('Working directory', local && (local.workingDirectory || unset.folder)),
    ...fact('Declared ports', local?.ports.join(', ')),
    ...fact('Stop signal', configuration?.stopSignal),
    ...fact('Environment', environmentText(environment)),
  ];
}

/** The containerd image store counts the compressed layers, too: then the size is more than that of the layers. */
function sizeText({ bytes, ownBytes, sharedBytes }: ImageNode): string {
  if (ownBytes === undefined || sharedBytes === undefined) return formatBytes(bytes);
  const parts = `${formatBytes(ownBytes)} are its own and ${formatBytes(sharedBytes)} are shared`;
  return ownBytes + sharedBytes === bytes ? `${formatBytes(bytes)}, of which ${parts}` : `${formatBytes(bytes)} as the daemon counts it\nOf its layers ${parts}`;
}

/** Built on this one, or the same layers under another configuration. */
function imagesOnTop(node: ImageNode, chain: readonly LayerNode[], { index }: DetailsInput) {
  const top = chain.at(-1);
  return top === undefined ? [] : index.imagesOn(top.id).filter(({ id }) => id !== node.id);
}

function sharingImages(node: ImageNode, chain: readonly LayerNode[], input: DetailsInput) {
  const base = chain[0];
  if (base === undefined) return [];
  const onTop = new Set(imagesOnTop(node, chain, input).map(({ id }) => id));
  // From the top down, so that those that share most come first.
  const sharing = chain.toReversed().flatMap(({ id }) => (input.index.get(id) as LayerNode).images > 1 ? input.index.imagesOn(id) : []);
  return [...new Set(sharing)].filter(({ id }) => id !== node.id && !onTop.has(id));
}

function imageCommands(node: ImageNode, image: ImageFacts, { around, facts }: DetailsInput): readonly DockerCommand[] {
  const make = dockerCommands(around);
  const word = imageWord(image);
  const shell = facts.operatingSystem === 'windows' ? 'cmd' : 'sh';
  const names = image.tags.filter(isImageName).slice(0, mostTagsInLine);
  return [
    ...make('Show its settings', ['image', 'inspect'], [word]),
    ...make('Show what made its layers', ['image', 'history', '--no-trunc'], [word]),
    ...make('List its containers', ['ps', '--all', '--filter'], [word && `ancestor=${word}`]),
    ...make('Try a shell in a new container of it', ['run', '--rm', '--interactive', '--tty', '--entrypoint', shell], [word], true),
    ...(node.tags.length === 0 ? make('Remove all images without a tag', ['image', 'prune'], [], true) : []),
    ...(names.length > 1 ? make('Remove this name of it', ['image', 'rm'], [names[0]], true) : []),
    // Docker refuses the id of an image that several names point to.
    ...(names.length === image.tags.length || image.tags.length === 1 ? make('Remove it', ['image', 'rm'], names.length > 0 ? names : [idWord(image.id)], true) : []),
  ];
}
