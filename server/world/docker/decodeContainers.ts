import type { AttachedNetwork, ComposeOrigin, ContainerFacts, MountFacts, PortFacts } from '../../language/graph/daemonFacts';
import { below, compareTexts, count, entries, field, list, text } from './answerFields';

/**
 * `GET /containers/json?all=true`, without the user. Ports, mounts and networks are sorted: the daemon tells them in
 * another order each time.
 */
export function decodeContainerList(answer: unknown): ContainerFacts[] {
  return list(answer).flatMap((entry) => {
    const id = text(field(entry, 'Id'));
    if (id === '') {
      return [];
    }
    const labels = field(entry, 'Labels');
    const compose = composeOrigin(labels);
    const taskId = text(field(labels, 'com.docker.swarm.task.id'));
    return [
      {
        id,
        name: containerName(entry),
        imageId: text(field(entry, 'ImageID')),
        imageName: text(field(entry, 'Image')),
        state: text(field(entry, 'State')),
        status: text(field(entry, 'Status')),
        command: text(field(entry, 'Command')),
        created: count(field(entry, 'Created')),
        ports: list(field(entry, 'Ports')).flatMap(portFacts).sort(comparePorts),
        mounts: list(field(entry, 'Mounts')).map(mountFacts).sort((a, b) => compareTexts(a.target, b.target)),
        networks: entries(below(entry, 'NetworkSettings', 'Networks')).map(attachedNetwork).sort((a, b) => compareTexts(a.name, b.name)),
        ...(compose && { compose }),
        ...(taskId === '' ? {} : { taskId }),
      },
    ];
  });
}

/**
 * `Config.User` of `GET /containers/{id}/json`: empty where neither the image nor the command names one.
 * @returns undefined where the answer has no configuration
 */
export function decodeContainerUser(answer: unknown): string | undefined {
  const configuration = field(answer, 'Config');
  return typeof configuration === 'object' && configuration !== null ? text(field(configuration, 'User')) : undefined;
}

/** A linked container carries further names of the form `/other/alias`; its own has one slash. */
function containerName(entry: unknown): string {
  const names = list(field(entry, 'Names')).map(text);
  const own = names.find((name) => name.lastIndexOf('/') === 0) ?? names[0] ?? '';
  return own.replace(/^\//, '');
}

/** Labels of a container of `docker compose`. Source: compose `pkg/api/labels.go`. */
function composeOrigin(labels: unknown): ComposeOrigin | undefined {
  const label = (name: string): string => text(field(labels, `com.docker.compose.${name}`));
  const [project, service] = [label('project'), label('service')];
  if (project === '' || service === '') {
    return undefined;
  }
  const files = label('project.config_files').split(',').filter((file) => file !== '');
  return { project, service, folder: label('project.working_dir'), files, isOneOff: label('oneoff').toLowerCase() === 'true' };
}

function portFacts(entry: unknown): PortFacts[] {
  const containerPort = count(field(entry, 'PrivatePort'));
  const hostPort = count(field(entry, 'PublicPort'));
  const hostAddress = text(field(entry, 'IP'));
  const published = hostPort === 0 ? {} : { hostPort, ...(hostAddress === '' ? {} : { hostAddress }) };
  return containerPort === 0 ? [] : [{ containerPort, protocol: text(field(entry, 'Type')) || 'tcp', ...published }];
}

function comparePorts(a: PortFacts, b: PortFacts): number {
  return (
    a.containerPort - b.containerPort ||
    compareTexts(a.protocol, b.protocol) ||
    (a.hostPort ?? 0) - (b.hostPort ?? 0) ||
    compareTexts(a.hostAddress ?? '', b.hostAddress ?? '')
  );
}

function mountFacts(entry: unknown): MountFacts {
  const name = text(field(entry, 'Name'));
  return {
    kind: text(field(entry, 'Type')),
    ...(name === '' ? {} : { name }),
    source: text(field(entry, 'Source')),
    target: text(field(entry, 'Destination')),
    readOnly: field(entry, 'RW') === false,
  };
}

function attachedNetwork([name, settings]: readonly [string, unknown]): AttachedNetwork {
  return { name, id: text(field(settings, 'NetworkID')), address: text(field(settings, 'IPAddress')) || text(field(settings, 'GlobalIPv6Address')) };
}
