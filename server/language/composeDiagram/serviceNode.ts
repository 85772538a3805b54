import type { ComposeProject } from '../compose/project/composeProject';
import { isRemote } from '../compose/project/projectPaths';
import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { replicasOf, type RuleService } from '../composeRules/ruleServices';
import { joinWords, plainLine } from '../wording';
import { serviceId, type DiagramNode } from './diagramModel';
import { mayBePublished } from './ports';
import { projectFolder, shortPath, shownText, shownValue } from './shownText';

/** More profiles are counted. */
const mostProfiles = 2;

/** A service with what it runs, and what one must know of it at a glance. */
export function serviceNode(project: ComposeProject, service: RuleService): DiagramNode {
  const { name, namePlace, profiles } = service;
  const marks = [...profileMark(profiles), ...replicaMark(service), ...networkMark(service)];
  return {
    id: serviceId(name),
    kind: 'service',
    name: shownText(name),
    details: [...runWords(project, service), ...(marks.length > 0 ? [marks.join(', ')] : []), ...portWords(project, service)],
    place: namePlace,
    isInProfile: profiles.length > 0,
  };
}

/** `postgres:17`, `build ./api`; both where an image that is built has a name. */
function runWords(project: ComposeProject, { node }: RuleService): string[] {
  const image = scalarAt(node, 'image');
  if (!nodeAt(node, 'build')) return image ? [shownValue(image)] : providerWords(node);
  return [`build ${contextWords(project, node)}`];
}

function providerWords(node: RuleService['node']): string[] {
  const provider = scalarAt(node, 'provider', 'type');
  return provider ? [`provided by ${shownValue(provider)}`] : [];
}

function contextWords(project: ComposeProject, node: RuleService['node']): string {
  const context = scalarAt(node, 'build', 'context');
  if (!context) return '.';
  const text = scalarText(context);
  if (context.isUncertain || isRemote(text) || text.includes('://')) return shownValue(context);
  return shownText(shortPath(text, projectFolder(project)));
}

function profileMark(profiles: readonly string[]): string[] {
  if (profiles.length === 0) return [];
  return [`${profiles.length === 1 ? 'profile' : 'profiles'} ${joinWords(profiles.map((profile) => plainLine(profile)), mostProfiles)}`];
}

function replicaMark(service: RuleService): string[] {
  const replicas = replicasOf(service);
  return replicas && replicas.count !== 1 ? [`${replicas.count} replicas`] : [];
}

function portWords(project: ComposeProject, service: RuleService): string[] {
  return itemsAt(service.node, 'ports').length > 0 && !mayBePublished(project, service) ? ['ports without effect'] : [];
}

/** The network of another service is an edge, not a mark. */
function networkMark({ node }: RuleService): string[] {
  const mode = scalarAt(node, 'network_mode');
  if (!mode) return [];
  const text = shownValue(mode);
  if (text.startsWith('service:')) return [];
  if (text === 'host') return ["the host's network"];
  if (text === 'none') return ['no network'];
  return [text.startsWith('container:') ? `network of container ${text.slice('container:'.length)}` : `network ${text}`];
}
