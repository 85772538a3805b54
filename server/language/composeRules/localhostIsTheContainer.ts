import type { ComposeProject } from '../compose/project/composeProject';
import { itemsAt } from '../compose/project/readNodes';
import { scalarText } from '../compose/project/nodeEdits';
import { foundOnce } from '../foundOnce';
import type { Fix } from '../rules/rule';
import { builtStage } from './builtStage';
import type { ComposeRule, ComposeRuleFact, ComposeRuleInput } from './composeRule';
import { knownImage } from './knownImages';
import { namedAddresses, type NamedAddress } from './namedAddresses';
import { environmentOf, hasNetworkMode, isComplete, placeInside, pulledImage, servicesOf, type RuleService } from './ruleServices';
import { portsOf } from './servicePorts';

export interface LocalhostIsTheContainerFact extends ComposeRuleFact {
  readonly service: string;
  readonly other: string;
  readonly written: string;
  /** `db:5432`. */
  readonly meant: string;
  readonly fix: Fix | undefined;
}

/** What only a server uses: a browser on the host never sees these. */
const serverSchemes = /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|valkey|amqps?|nats|memcached|sqlserver|clickhouse|neo4j|bolt)(?:\+\w+)?$/;
const serverHost = /(?:^|_)(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|REDIS|MONGO|MONGODB|RABBITMQ|AMQP|MEMCACHED)_?HOST$/i;
const usualPorts: readonly (readonly [RegExp, number])[] = [[/postgres|(?:^|_)pg/i, 5432], [/mysql|mariadb/i, 3306], [/mongo/i, 27017], [/redis|valkey/i, 6379], [/amqp|rabbitmq/i, 5672], [/memcached/i, 11211]];
const browserSchemes = /^(?:https?|wss?)$/;

interface ReachablePort {
  readonly container: number;
  readonly host: number | undefined;
}

/**
 * A service is told to find another one at `localhost`, which is its own container. An address for a browser means the host
 * and is right; so HTTP counts only where no port of the host leads there.
 */
export const localhostIsTheContainer: ComposeRule<LocalhostIsTheContainerFact> = {
  id: 'localhost-is-the-container',
  severity: 'warning',
  alsoKnownAs: [],
  check(input) {
    const { project } = input;
    if (!isComplete(project)) return [];
    const services = servicesOf(project);
    const published = new Set(services.flatMap((service) => portsOf(service).flatMap(({ host }) => host ?? [])));
    const owners = portOwners(services);
    return services.filter((service) => !hasNetworkMode(service)).flatMap((service): LocalhostIsTheContainerFact[] =>
      namedAddresses(service).flatMap((address) => {
        const port = portOf(address, service);
        if (port === undefined || !isForServers(address, port, published) || usesItself(service, port, input)) return [];
        const found = [...(owners.get(port) ?? [])].filter(([other]) => other !== service);
        // Several may be meant; which one, only the author knows.
        return found.length === 1 ? [factOf(project, service, ...found[0]!, address)] : [];
      }),
    );
  },
  message: ({ service, other, written, meant }) =>
    `In the container of \`${service}\`, \`${written}\` is that container itself, and \`${other}\` runs in another one. Write \`${meant}\`: the name of the service, and the port inside its container.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** The services that a port of the host or of a container leads to, each with its container's port. */
function portOwners(services: readonly RuleService[]): ReadonlyMap<number, ReadonlyMap<RuleService, number>> {
  const owners = new Map<number, Map<RuleService, number>>();
  for (const service of services.filter((each) => !hasNetworkMode(each))) {
    for (const { container, host } of reachablePorts(service)) {
      for (const port of new Set([container, host ?? container])) {
        const known = owners.get(port) ?? new Map<RuleService, number>();
        owners.set(port, known.has(service) ? known : known.set(service, container));
      }
    }
  }
  return owners;
}

function factOf(project: ComposeProject, service: RuleService, other: RuleService, container: number, address: NamedAddress): LocalhostIsTheContainerFact {
  const meant = address.port === undefined ? other.name : `${other.name}:${container}`;
  const at = placeInside(project, address.node.place, address.text);
  // A host that stands alone goes with a port in another variable, which may be the host's.
  const isSafe = at !== undefined && (address.port !== undefined || portOf(address, service) === container);
  const fix = isSafe ? { title: `Write ${meant}`, edits: [{ span: at.span, newText: meant }] } : undefined;
  return { place: at ?? address.node.place, service: service.name, other: other.name, written: address.text, meant, fix };
}

function portOf(address: NamedAddress, service: RuleService): number | undefined {
  if (address.host !== 'localhost' && address.host !== '127.0.0.1') return undefined;
  if (address.port !== undefined) return address.port;
  if (address.scheme === '') return portVariable(address, service) ?? usualPort(address.variable ?? '');
  return serverSchemes.test(address.scheme) ? usualPort(address.scheme) : undefined;
}

/** The port that a client of such a server takes by itself; `DB_HOST` says nothing of the kind. */
function usualPort(name: string): number | undefined {
  return usualPorts.find(([pattern]) => pattern.test(name))?.[1];
}

const variablesOf = foundOnce((service: RuleService): ReadonlyMap<string, string> => new Map(environmentOf(service).map(({ name, text }) => [name, text])));

/** `DB_PORT` of `DB_HOST`. */
function portVariable({ variable = '' }: NamedAddress, service: RuleService): number | undefined {
  const name = variable.replace(/HOST$/i, (host) => (host === 'host' ? 'port' : 'PORT'));
  const text = name === variable ? undefined : variablesOf(service).get(name);
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function isForServers({ scheme, variable = '' }: NamedAddress, port: number, published: ReadonlySet<number>): boolean {
  if (/ADVERTISED|PUBLIC|EXTERNAL|CORS|ORIGIN|REDIRECT|CALLBACK/i.test(variable)) return false;
  if (scheme === '') return serverHost.test(variable);
  return serverSchemes.test(scheme) || (browserSchemes.test(scheme) && !published.has(port));
}

function reachablePorts(service: RuleService): ReachablePort[] {
  const mapped: ReachablePort[] = portsOf(service).filter(({ protocol }) => protocol === 'tcp');
  const image = pulledImage(service);
  const own = [...(image === undefined ? [] : (knownImage(image)?.ports ?? [])), ...exposedPorts(service)];
  return [...mapped, ...own.map((container) => ({ container, host: undefined }))];
}

function exposedPorts({ node }: RuleService): number[] {
  return itemsAt(node, 'expose').flatMap((item) => (item.kind === 'scalar' && /^\d+$/.test(scalarText(item)) ? [Number(scalarText(item))] : []));
}

/** Ports that are mapped or exposed, and those that a variable tells the program. */
const ownPorts = foundOnce((service: RuleService): ReadonlySet<string> => {
  const told = environmentOf(service).filter(({ name }) => /^(?:PORT|HTTP_PORT|SERVER_PORT|APP_PORT|LISTEN_PORT)$/i.test(name));
  return new Set([...reachablePorts(service).map(({ container }) => String(container)), ...told.map(({ text }) => text)]);
});

/** Its own program may listen there: the port is mapped, exposed, or named in another variable or in the Dockerfile. */
function usesItself(service: RuleService, port: number, input: ComposeRuleInput): boolean {
  if (ownPorts(service).has(String(port))) return true;
  return builtStage(service, input)?.dockerfile.instructions.some(({ keyword, argumentText }) => keyword === 'EXPOSE' && argumentText.text.split(/[\s/]+/).includes(String(port))) ?? false;
}
