import type { DockerGraph, GraphEdge, GraphNode } from '../../protocol/graph';
import { compareEdges, compareNodes } from '../../protocol/applyGraphUpdate';
import { containerId, imageId } from '../../protocol/graphNodeIds';
import { count } from '../wording';
import { containerNode } from './containerNode';
import type { DaemonFacts, ImageFacts } from './daemonFacts';
import { imageNode } from './imageNode';
import { mostLayersOfAnImage } from './layerChains';
import { layerNodes } from './layerNodes';
import { buildLayerForest, sharedLayers } from './layerTree';
import { daemonText } from './nodeWords';
import { onlyProven } from './onlyProven';
import { swarmNodes } from './swarmNodes';
import { uniqueById, uniqueByName } from './uniqueFacts';
import { networkNodes, volumeNodes } from './volumesAndNetworks';

/**
 * Draws the graph's nodes and edges from a daemon's facts. Nodes are sorted by kind and id, edges by their ends, so that
 * the same facts give the same graph, whatever order the daemon told them in. What occurs twice is taken once.
 */
export function buildGraph(facts: DaemonFacts, source: DockerGraph['source']): DockerGraph {
  const images = uniqueById(facts.images);
  const containers = uniqueById(facts.containers);
  const madeFrom = new Map(images.map(({ id }) => [id, 0]));
  const runs: GraphEdge[] = [];
  for (const { id, imageId: image } of containers) {
    const before = madeFrom.get(image);
    if (before !== undefined) {
      madeFrom.set(image, before + 1);
      runs.push({ from: containerId(id), to: imageId(image), kind: 'runs' });
    }
  }
  const forest = buildLayerForest(images);
  const parts: readonly { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }[] = [
    layerNodes(forest),
    { nodes: images.map((image) => imageNode(image, madeFrom.get(image.id) ?? 0, sharedLayers(image, forest))), edges: [] },
    { nodes: containers.map((container) => containerNode(container, facts.operatingSystem)), edges: runs },
    volumeNodes(uniqueByName(facts.volumes ?? []), containers),
    networkNodes(uniqueById(facts.networks ?? []), containers),
    ...(facts.swarm === undefined ? [] : [swarmNodes(facts.swarm, containers)]),
  ];
  const leftOut = [...facts.leftOut, ...tooManyLayers(images)].join(' ');
  return {
    source,
    host: facts.host,
    engineVersion: daemonText(facts.engineVersion),
    nodes: onlyProven(parts.flatMap(({ nodes }) => nodes), facts.incomplete).sort(compareNodes),
    edges: parts.flatMap(({ edges }) => edges).sort(compareEdges),
    ...(leftOut === '' ? {} : { leftOut }),
  };
}

function tooManyLayers(images: readonly ImageFacts[]): string[] {
  const cut = images.filter(({ layers }) => layers.length > mostLayersOfAnImage).length;
  return cut === 0 ? [] : [`${count(cut, 'image has', 'images have')} more than ${mostLayersOfAnImage} layers; the rest of them is left out.`];
}
