import type { DockerGraph, GraphNode } from '../../../protocol/graph';
import type { GraphCue, GraphDetails } from '../../../protocol/graphDetails';
import { containerId, imageId, networkId, projectOfId, volumeId } from '../../../protocol/graphNodeIds';
import { foundOnce } from '../../foundOnce';
import type { DaemonFacts } from '../daemonFacts';
import { nodeLabel } from '../nodeWords';
import { containerDetails } from './containerDetails';
import type { DetailsInput, OwnDetails } from './detailsParts';
import { GraphIndex } from './graphIndex';
import { imageDetails } from './imageDetails';
import { networkDetails } from './networkDetails';
import { projectDetails } from './projectDetails';
import { layerDetails, volumeDetails } from './storageDetails';
import type { DetailsSurroundings } from './surroundings';
import { machineDetails, serviceDetails, taskDetails } from './swarmDetails';

/** Details and the image to trace are asked for of the same graph. */
const indexOf = foundOnce((graph: DockerGraph) => new GraphIndex(graph));

/**
 * Everything about one node: what such a thing is, what this one is, facts, layers, commands.
 * @param node its id in the graph, or `project:NAME`
 * @param facts what the graph was built of
 * @returns undefined where the graph does not have it
 */
export function graphDetails(node: string, facts: DaemonFacts, graph: DockerGraph, around: DetailsSurroundings): GraphDetails | undefined {
  const index = indexOf(graph);
  const input: DetailsInput = { facts, index, around };
  const project = projectOfId(node);
  if (project !== undefined) {
    const own = projectDetails(project, input, graph.nodes);
    return own && present(node, 'project', nodeLabel(project), [], own, around);
  }
  const found = index.get(node);
  const own = found && ownDetails(found, input);
  return found && own && present(node, found.kind, found.label, found.cues ?? [], own, around);
}

/** The image whose steps the details show, by its id; undefined for nodes without layers. */
export function imageToTrace(node: string, graph: DockerGraph): string | undefined {
  const index = indexOf(graph);
  const found = index.get(node);
  const image = found?.kind === 'layer' ? index.imagesOn(node)[0]?.id : found?.kind === 'image' ? found.id : undefined;
  return image?.slice(imageId('').length);
}

function ownDetails(node: GraphNode, input: DetailsInput): OwnDetails | undefined {
  const { images, containers, volumes = [], networks = [] } = input.facts;
  switch (node.kind) {
    case 'layer':
      return layerDetails(node, input);
    case 'image':
      return withFact(images.find(({ id }) => imageId(id) === node.id), (image) => imageDetails(node, image, input));
    case 'container':
      return withFact(containers.find(({ id }) => containerId(id) === node.id), (container) => containerDetails(node, container, input));
    case 'volume':
      return withFact(volumes.find(({ name }) => volumeId(name) === node.id), (volume) => volumeDetails(node, volume, input));
    case 'network':
      return withFact(networks.find(({ id }) => networkId(id) === node.id), (network) => networkDetails(node, network, input));
    case 'service':
      return serviceDetails(node, input);
    case 'task':
      return taskDetails(node, input);
    case 'machine':
      return machineDetails(node, input);
  }
}

function withFact<Fact>(found: Fact | undefined, tell: (fact: Fact) => OwnDetails): OwnDetails | undefined {
  return found === undefined ? undefined : tell(found);
}

function present(node: string, kind: GraphNode['kind'] | 'project', title: string, cues: readonly string[], own: OwnDetails, around: DetailsSurroundings): GraphDetails {
  const { moreCues = [], withoutCues = [], paragraphs, ...rest } = own;
  const text = around.texts?.kinds[kind];
  const shown = [...new Set([...moreCues, ...cues])].filter((cue) => !withoutCues.includes(cue));
  return {
    node,
    kindName: text?.title ?? kind,
    title,
    paragraphs: [...(text ? [text.levels[around.level]] : []), ...paragraphs],
    cues: shown.flatMap((cue) => cueText(cue, around)),
    ...rest,
  };
}

function cueText(id: string, { texts, level }: DetailsSurroundings): readonly GraphCue[] {
  const text = texts?.cues[id];
  if (text === undefined) return [];
  const { title, levels, remedy, lesson } = text;
  return [{ id, title, explanation: levels[level], remedy, ...(lesson !== undefined && { lesson }) }];
}
