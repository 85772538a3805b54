import { walkStages } from '../dockerfile/stageWalk';
import { itemsAt, nodeAt, certainTextAt } from '../compose/project/readNodes';
import { foundOnce } from '../foundOnce';
import type { Fix } from '../rules/rule';
import { joinWords } from '../wording';
import { builtStage, type BuiltStage } from './builtStage';
import type { ComposeRule, ComposeRuleFact, ComposeRuleFacts, ComposeRuleInput } from './composeRule';
import { knownImage } from './knownImages';
import { environmentOf, isUnpublished, oncePerPlace, pulledImage, servicesOf, textAt, type RuleService } from './ruleServices';
import { portsOf, type ServicePort } from './servicePorts';

export interface PortNotExposedFact extends ComposeRuleFact {
  readonly container: number;
  /** What says where the program listens: the image or the Dockerfile. */
  readonly evidence: string;
  readonly listens: readonly number[];
  readonly fix: Fix | undefined;
}

interface Listening {
  readonly evidence: string;
  readonly ports: readonly number[];
  /** The program may listen on more than is named, where one of the named ones is published. */
  readonly mayListenOnMore: boolean;
}

/**
 * A port of the host leads to a container port that the image does not name. EXPOSE opens nothing, so this is evidence and
 * no proof: the rule is silent wherever anything may have moved the port.
 */
export const portNotExposed: ComposeRule<PortNotExposedFact> = {
  id: 'port-not-exposed',
  severity: 'information',
  alsoKnownAs: [],
  check(input) {
    const facts = servicesOf(input.project).flatMap((service): PortNotExposedFact[] => {
      const ports = portsOf(service).filter(({ protocol }) => protocol === 'tcp');
      if (ports.length === 0 || isUnpublished(service, input.project) || isConfigured(service)) return [];
      const told = toldPort(service, ports, input);
      const listening = told ?? listeningOf(service, input);
      if (!listening || listening.ports.length === 0) return [];
      if (listening.mayListenOnMore && ports.some(({ container }) => listening.ports.includes(container))) return [];
      return ports.filter((port) => !listening.ports.includes(port.container) && (told !== undefined || !isNamed(service, port))).map((port) => ({
        place: port.place,
        container: port.container,
        evidence: listening.evidence,
        listens: listening.ports,
        fix: listening.ports.length === 1 && !/443$/.test(String(port.container)) ? mappedTo(textAt(input.project, port.place), port, listening.ports[0]!) : undefined,
      }));
    });
    return oncePerPlace(facts, ({ container }) => String(container));
  },
  message({ container, evidence, listens }) {
    if (container === 15_672) return `${evidence} no port ${container}: the management console is in the tags with \`-management\`. Take one of them, or leave this port out.`;
    const shown = joinWords(listens.map(String), 4);
    return `${evidence} ${listens.length === 1 ? `port ${shown}` : `ports ${shown}`}, and this leads to port ${container} of the container, where nothing listens unless the program is told to. The number behind the colon is the container's.`;
  },
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** Another command, files of variables, or mounted settings may move the port. */
function isConfigured({ node }: RuleService): boolean {
  if (['command', 'entrypoint', 'env_file', 'configs', 'extends'].some((key) => nodeAt(node, key) !== undefined)) return true;
  return itemsAt(node, 'volumes').some((mount) => /^\/(?:etc|usr|opt|bitnami|docker-entrypoint|config)|\.\w{2,10}$/.test(certainTextAt(mount, 'target') ?? '/etc'));
}

/** A variable that holds the number may set the port; so may one whose value nobody here knows. */
function isNamed(service: RuleService, { container }: ServicePort): boolean {
  const environment = nodeAt(service.node, 'environment');
  const known = environmentOf(service);
  if (environment?.kind === 'mapping' && known.length < environment.entries.size) return true;
  const { numbers, namesPort } = mentionsOf(service);
  return namesPort || numbers.has(String(container));
}

/** What the variables of a service mention: numbers as they stand in the values, and whether a name speaks of a port. */
const mentionsOf = foundOnce((service: RuleService) => ({
  numbers: new Set(environmentOf(service).flatMap(({ text }) => text.match(/\d+/g) ?? [])) as ReadonlySet<string>,
  namesPort: environmentOf(service).some(({ name }) => /PORT|LISTEN|BIND|ADDR/i.test(name)),
}));

/** `PORT` in `environment` of a service that is built and publishes one port, and nothing names the other number. */
function toldPort(service: RuleService, ports: readonly ServicePort[], input: ComposeRuleInput): Listening | undefined {
  const variables = environmentOf(service);
  const port = variables.find(({ name }) => name === 'PORT')?.text ?? '';
  const [only, ...others] = ports;
  if (!only || others.length > 0 || !/^\d{2,5}$/.test(port) || Number(port) === only.container) return undefined;
  const number = numberPattern(only.container);
  const built = variables.some(({ text }) => number.test(text)) ? undefined : builtStage(service, input);
  return built && !number.test(built.dockerfile.text) ? { evidence: '`PORT` in `environment` says', ports: [Number(port)], mayListenOnMore: false } : undefined;
}

function numberPattern(number: number): RegExp {
  return new RegExp(`(?<!\\d)${number}(?!\\d)`);
}

function listeningOf(service: RuleService, input: ComposeRuleInput): Listening | undefined {
  const image = pulledImage(service);
  if (image !== undefined) return imagePorts(image, input.facts, `\`${image}\` listens on`);
  const built = builtStage(service, input);
  return built && dockerfilePorts(built, portsOf(service), input.facts);
}

function imagePorts(image: string, { localImage }: ComposeRuleFacts, evidence: string): Listening | undefined {
  const known = knownImage(image);
  if (known) return { evidence, ports: known.ports, mayListenOnMore: false };
  const local = localImage?.(image);
  if (!local || local === 'missing') return undefined;
  return { evidence: `\`${image}\` names`, ports: local.ports.flatMap((port) => (port.endsWith('/tcp') ? [Number.parseInt(port, 10)] : [])), mayListenOnMore: true };
}

/** Undefined where the base image may listen, a variable decides a port, or the file mentions the port that is published. */
function dockerfilePorts({ dockerfile, stage, facts, baseImage, path }: BuiltStage, published: readonly ServicePort[], ruleFacts: ComposeRuleFacts): Listening | undefined {
  const base = baseImage === 'scratch' ? { ports: [] } : baseImage === undefined ? undefined : imagePorts(baseImage, ruleFacts, '');
  if (!base || published.some(({ container }) => numberPattern(container).test(dockerfile.text))) return undefined;
  const ports = new Set<number>();
  let isKnown = true;
  walkStages(dockerfile, facts, (instruction, at) => {
    if (instruction.keyword !== 'EXPOSE' || at.stage !== stage) return;
    for (const word of instruction.words) {
      const expanded = at.expand(word.text);
      const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(expanded.text ?? '');
      if (!match || match[2]) isKnown = false;
      else if ((match[3] ?? 'tcp').toLowerCase() === 'tcp') ports.add(Number(match[1]));
    }
  });
  if (!isKnown || ports.size === 0) return undefined;
  const name = path === undefined ? 'dockerfile_inline' : path.slice(path.lastIndexOf('/') + 1);
  return { evidence: `\`EXPOSE\` of ${name} names`, ports: [...new Set([...base.ports, ...ports])], mayListenOnMore: true };
}

/** Replaces the container's port of the short form. */
function mappedTo(text: string, { container, place }: ServicePort, listens: number): Fix | undefined {
  const match = new RegExp(`^(["']?(?:[^"'$]*:)?)${container}(?:/tcp)?["']?$`).exec(text);
  if (!match) return undefined;
  const start = place.span.start + match[1]!.length;
  return { title: `Lead it to port ${listens}`, edits: [{ span: { start, end: start + String(container).length }, newText: String(listens) }] };
}
