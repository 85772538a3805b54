import { formatBytes } from '../../../protocol/formatBytes';
import type { ContainerNode } from '../../../protocol/graph';
import { maskSecrets } from '../../maskSecrets';
import { plainLine, shorten } from '../../wording';
import { exitCodeCues } from '../cues';
import type { ContainerFacts, MountFacts } from '../daemonFacts';
import { containerState, shortId } from '../nodeWords';
import { containerCommandWords } from './commandWords';
import { containerCommands } from './containerCommands';
import { stateSentences } from './containerEnd';
import { isHarmlessRoot, rootSentences, userText } from './containerUser';
import { fact, type DetailsInput, type Fact, type OwnDetails } from './detailsParts';
import { environmentText } from './environmentText';
import type { ContainerInspection } from './inspection';
import { projectLinks, related } from './related';
import { timeWords } from './timeWords';

const mostMounts = 40;
const longestOutput = 300;

export function containerDetails(node: ContainerNode, container: ContainerFacts, input: DetailsInput): OwnDetails {
  const { index, around, facts } = input;
  const { container: told, image, engine } = around.told;
  const user = told?.user ?? container.user;
  const alive = ['running', 'paused', 'restarting'].includes(node.state);
  const root = facts.operatingSystem === 'windows' ? [] : rootSentences({ user, alive, container: told, image, engine });
  const command = told && containerCommandWords(told, image, node.imageName);
  return {
    paragraphs: [stateSentences(node.state, node.exitCode, told, around.now).join(' '), ...healthSentences(node), root.join(' '), ...(container.taskId === undefined ? [] : ['A service of the swarm made it: the swarm decides whether another one follows when it ends.'])].filter((text) => text !== ''),
    facts: containerFacts(node, container, user, input),
    ...(command && { command }),
    related: [
      ...related('Image', index.from(node.id, 'runs'), true),
      ...projectLinks(node.project),
      ...related('Volumes', index.from(node.id, 'mounts')),
      ...related('Networks', index.from(node.id, 'joins')),
      ...related('Task of the swarm', index.to(node.id, 'starts'), true),
    ],
    commands: containerCommands(node, container, told, input),
    moreCues: moreCues(node, input),
    withoutCues: [...(isHarmlessRoot(told, engine) ? ['runs-as-root'] : []), ...withoutCodeCues(node, told)],
  };
}

function healthSentences({ health }: ContainerNode): readonly string[] {
  const words = {
    starting: 'Its health check has not decided yet.',
    healthy: 'Its health check succeeds.',
    unhealthy: 'Its health check has failed so many times in a row as its retries allow.',
  } as const;
  return health === undefined ? [] : [words[health]];
}

/** What only the inspected container tells. */
function moreCues({ state }: ContainerNode, { around }: DetailsInput): readonly string[] {
  const { container } = around.told;
  if (container === undefined) return [];
  const failed = (state === 'created' || state === 'exited') && container.error !== '';
  return [...(container.memoryRanOut === true ? ['out-of-memory'] : []), ...(failed ? ['start-failed'] : [])];
}

/** Why it was killed is known where memory ran out; the code of one that could not be started is not its program's. */
function withoutCodeCues({ exitCode = 0 }: ContainerNode, told: ContainerInspection | undefined): readonly string[] {
  if (told?.error) return exitCodeCues(exitCode);
  return told?.memoryRanOut === true ? ['exit-code-137'] : [];
}

function containerFacts(node: ContainerNode, container: ContainerFacts, user: string | undefined, { around, facts }: DetailsInput): readonly Fact[] {
  const { now, told } = around;
  const { restartPolicy = '', mostRestarts = 0, started = 0, finished = 0, memoryLimit = 0, environment = [], workingDirectory } = told.container ?? {};
  // Of a container that has ended the daemon still tells what the last check found.
  const health = told.container?.state === 'running' ? told.container.health : undefined;
  const { compose, networks = [], mounts = [] } = container;
  return [
    ...fact('State', containerState(node)),
    ...fact('Status', told.container === undefined ? node.status : undefined),
    ...fact('Image', node.imageName),
    ...fact('Compose', compose && `project ${compose.project}, service ${compose.service}${compose.isOneOff ? ', made by docker compose run' : ''}`),
    ...fact('Ports', node.ports.join('\n')),
    ...fact('Mounts', mountsText(mounts)),
    ...fact('Networks', networks.map(({ name, address }) => (address === '' ? name : `${name} (${address})`)).join('\n')),
    ...fact('Restart policy', restartPolicy === 'on-failure' && mostRestarts > 0 ? `on-failure, at most ${mostRestarts} times` : restartPolicy),
    ...fact('User', facts.operatingSystem === 'windows' ? user : userText(user)),
    ...fact('Working directory', workingDirectory),
    ...fact('Memory limit', memoryLimit > 0 ? formatBytes(memoryLimit) : undefined),
    ...fact('Privileged', told.container?.privileged ? 'yes: it may do nearly everything that the machine itself may' : undefined),
    ...fact('Own files', told.container?.readOnly ? 'read-only' : undefined),
    ...fact('Created', timeWords(node.created, now)),
    ...fact('Started', timeWords(started, now)),
    ...fact('Finished', finished > started || node.state === 'exited' ? timeWords(finished, now) : undefined),
    ...fact('Health check', health && `${health.status}${health.failures > 0 ? `, failed ${health.failures} times in a row` : ''}`),
    ...fact('Last output of the health check', health && shorten(plainLine(maskSecrets(health.output)).trim(), longestOutput)),
    ...fact('Id', container.id),
    ...fact('Environment', environmentText(environment)),
  ];
}

function mountsText(mounts: readonly MountFacts[]): string {
  const more = mounts.length - mostMounts;
  return [...mounts.slice(0, mostMounts).map(mountText), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** `volume shop_data at /data`, `bind /home/ada/shop at /app, read-only` */
function mountText({ kind, name, source, target, readOnly }: MountFacts): string {
  const what = kind === 'volume' && name ? (/^[0-9a-f]{64}$/.test(name) ? `anonymous ${shortId(name)}` : name) : source;
  return plainLine(`${kind}${what === '' ? '' : ` ${what}`} at ${target}${readOnly ? ', read-only' : ''}`);
}
