import type { Mount } from '../../language/course/conditions/mounts';
import type { Port } from '../../language/course/conditions/ports';
import type { ContainerAnswer, EngineAnswer, ImageAnswer, ProjectContainer, VolumeAnswer } from '../../language/course/daemonQuestions';
import { below, count, entries, field, list, text, texts } from './answerFields';

/**
 * Reads the daemon's answers for conditions of labs. Undefined where an answer is none.
 * Fields: https://docs.docker.com/reference/api/engine/version/v1.41/
 */

/** `GET /containers/{id}/json` */
export function decodeContainer(answer: unknown): (ContainerAnswer & { readonly hasTerminal: boolean }) | undefined {
  if (text(field(answer, 'Id')) === '') return undefined;
  const exitCode = below(answer, 'State', 'ExitCode');
  const program = text(field(answer, 'Path'));
  return {
    state: text(below(answer, 'State', 'Status')),
    exitCode: typeof exitCode === 'number' ? exitCode : undefined,
    image: text(field(answer, 'Image')),
    created: time(field(answer, 'Created')),
    argv: program === '' ? [] : [program, ...list(field(answer, 'Args')).map(text)],
    ports: portsOf(answer),
    mounts: [...list(field(answer, 'Mounts')).map(mount), ...temporary(answer)],
    hasTerminal: below(answer, 'Config', 'Tty') === true,
  };
}

/** While it does not run, the ports that it asks for. */
function portsOf(answer: unknown): readonly Port[] {
  const now = portsIn(below(answer, 'NetworkSettings', 'Ports'));
  return now.length > 0 ? now : portsIn(below(answer, 'HostConfig', 'PortBindings'));
}

/** `{"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}]}`; null in place of the list where it is only exposed. */
function portsIn(bindings: unknown): readonly Port[] {
  return entries(bindings).flatMap(([port, published]) =>
    list(published).map((binding): Port => {
      const host = Number(text(field(binding, 'HostPort')));
      return { container: Number.parseInt(port, 10), host: host > 0 ? host : undefined, address: text(field(binding, 'HostIp')) };
    }),
  );
}

function mount(value: unknown): Mount {
  const type = text(field(value, 'Type'));
  return {
    type,
    source: text(field(value, type === 'volume' ? 'Name' : 'Source')),
    target: text(field(value, 'Destination')),
    readOnly: field(value, 'RW') === false,
  };
}

/** `--tmpfs` is not among the mounts. */
function temporary(answer: unknown): readonly Mount[] {
  return entries(below(answer, 'HostConfig', 'Tmpfs')).map(([target]) => ({ type: 'tmpfs', source: '', target, readOnly: false }));
}

/** `GET /images/{name}/json` */
export function decodeImage(answer: unknown): ImageAnswer | undefined {
  const id = text(field(answer, 'Id'));
  return id === '' ? undefined : { id, layers: texts(below(answer, 'RootFS', 'Layers')), bytes: count(field(answer, 'Size')) };
}

/** `GET /containers/{id}/changes`: null where nothing has changed. */
export function decodeChanges(answer: unknown): readonly string[] {
  return list(answer).map((change) => text(field(change, 'Path'))).filter((path) => path !== '');
}

/** The volume of that name in `GET /volumes`. */
export function decodeVolume(answer: unknown, name: string): VolumeAnswer | undefined {
  const found = list(field(answer, 'Volumes')).find((volume) => field(volume, 'Name') === name);
  return found === undefined ? undefined : { created: time(field(found, 'CreatedAt')) };
}

/** The containers of a Compose project in `GET /containers/json`, those of `docker compose run` left out. */
export function decodeProject(answer: unknown, project: string): readonly ProjectContainer[] {
  const label = (container: unknown, name: string): string => text(below(container, 'Labels', `com.docker.compose.${name}`));
  const own = list(answer).filter((container) => label(container, 'project') === project && label(container, 'oneoff') !== 'True');
  return own.map((container) => ({ service: label(container, 'service'), state: text(field(container, 'State')) }));
}

/** `GET /version` */
export function decodeEngine(answer: unknown): EngineAnswer {
  return { kernelVersion: text(field(answer, 'KernelVersion')), components: texts(list(field(answer, 'Components')).map((component) => field(component, 'Name'))) };
}

function time(value: unknown): number | undefined {
  const milliseconds = Date.parse(text(value));
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
