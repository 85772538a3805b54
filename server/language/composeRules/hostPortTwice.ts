import type { Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { certainTextAt, nodeAt } from '../compose/project/readNodes';
import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { profilesOn } from '../compose/project/consistency/projectServices';
import { isUnpublished, replicasOf, runTogether, servicesOf, textAt, type RuleService } from './ruleServices';
import { collide, portsOf, type ServicePort } from './servicePorts';
import { lineOf } from '../textPosition';

export interface HostPortTwiceFact extends ComposeRuleFact {
  readonly service: string;
  readonly other: string;
  readonly host: number;
  readonly protocol: string;
  /** Where the other one stands: `line 12`, or `line 12 of compose.yaml`. */
  readonly elsewhere: string;
  readonly inFiles: boolean;
  readonly fix: Fix | undefined;
}

interface Published {
  readonly service: RuleService;
  readonly port: ServicePort;
}

/** Ports of one project that are compared with each other; no real project has as many. */
const mostPorts = 3_000;

/**
 * Two services, or two entries of one, publish the same port of the host: the Engine starts the first container and refuses
 * the second. Services that no profile starts together are left alone.
 */
export const hostPortTwice: ComposeRule<HostPortTwiceFact> = {
  id: 'host-port-twice',
  severity: 'warning',
  alsoKnownAs: ['no-duplicate-exported-ports'],
  check({ project }) {
    const published = publishedPorts(project).slice(0, mostPorts);
    const byPort = new Map<number, Published[]>();
    const taken = new Set(published.map(({ port }) => port.host!));
    const on = profilesOn(project.variables);
    return published.flatMap((later): HostPortTwiceFact[] => {
      const known = byPort.get(later.port.host!) ?? [];
      const earlier = known.find((each) => isConflict(each, later, on));
      byPort.set(later.port.host!, [...known, later]);
      return earlier ? [factOf(project, earlier, later, taken)] : [];
    });
  },
  message({ service, other, host, protocol, elsewhere, inFiles }) {
    const port = `port ${host}${protocol === 'tcp' ? '' : `/${protocol}`} of the host`;
    if (service === other) return `\`${service}\` publishes ${port} twice (${elsewhere})${inFiles ? ': lists of several files are added up' : ''}. Its container does not start, because the port is already allocated. Keep one of them.`;
    return `\`${other}\` (${elsewhere}) publishes ${port} too. Only one of the two can run: the other does not start, because the port is already allocated. Publish it at another port.`;
  },
  fixes: ({ fix }) => (fix ? [fix] : []),
};

function publishedPorts(project: ComposeProject): Published[] {
  return servicesOf(project)
    // Without an image it is a template that others extend, or a part of a file that is not here.
    .filter((service) => !isUnpublished(service, project) && replicasOf(service)?.count !== 0 && (nodeAt(service.node, 'image') ?? nodeAt(service.node, 'build')))
    .flatMap((service) => portsOf(service).filter(({ host }) => host !== undefined).map((port) => ({ service, port })));
}

function factOf(project: ComposeProject, earlier: Published, later: Published, taken: Set<number>): HostPortTwiceFact {
  const { host, protocol, place: own } = later.port;
  // An anchor or `extends` brings the same lines to both.
  const isShared = samePlace(own, earlier.port.place);
  const place = isShared ? later.service.namePlace : own;
  const line = lineOf(project.texts.get(earlier.port.place.path) ?? '', earlier.port.place.span.start);
  const path = earlier.port.place.path;
  const elsewhere = path === place.path ? `line ${line}` : `line ${line} of ${path.slice(path.lastIndexOf('/') + 1)}`;
  const fix = isShared || earlier.service === later.service ? undefined : otherPort(project, later.port, taken);
  return { place, service: later.service.name, other: earlier.service.name, host: host!, protocol, elsewhere, inFiles: path !== place.path, fix };
}

function isConflict(earlier: Published, later: Published, on: ReadonlySet<string>): boolean {
  if (!collide(earlier.port, later.port)) return false;
  if (earlier.service === later.service) return true;
  // What an anchor or `extends` brings to a service with a profile is mostly a template that never runs beside it.
  if (samePlace(earlier.port.place, later.port.place) && earlier.service.profiles.length + later.service.profiles.length > 0) return false;
  return runTogether(earlier.service, later.service, on) && !endsBefore(earlier.service, later.service) && !endsBefore(later.service, earlier.service);
}

/** One waits for the other's end. */
function endsBefore(first: RuleService, { node }: RuleService): boolean {
  return certainTextAt(node, 'depends_on', first.name, 'condition') === 'service_completed_successfully';
}

function samePlace(one: Place, other: Place): boolean {
  return one.path === other.path && one.span.start === other.span.start;
}

/** The next port that nothing in the project publishes, where the number is written as such and is no range. */
function otherPort(project: ComposeProject, { host, place }: ServicePort, taken: Set<number>): Fix | undefined {
  const text = textAt(project, place);
  if (host === undefined || text.includes('$')) return undefined;
  const isShort = /^["']?[^"'{}\n]*["']?$/.test(text);
  const match = isShort ? /(?:^|:|["'])(\d+):\d+(?:\/\w+)?["']?$/.exec(text) : /published["']?\s*:\s*["']?(\d+)["']?\s*(?:$|[,}#\n\r])/.exec(text);
  if (!match || Number(match[1]) !== host) return undefined;
  // 80 becomes 8080, 443 becomes 8443.
  let free = host < 1_000 ? host + 8_000 : host + 1;
  while (taken.has(free)) free++;
  if (free > 65_535) return undefined;
  const start = place.span.start + match.index + match[0].indexOf(match[1]!);
  taken.add(free);
  return { title: `Publish it at port ${free}`, edits: [{ span: { start, end: start + match[1]!.length }, newText: String(free) }] };
}
