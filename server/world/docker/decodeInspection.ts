import type { ContainerInspection, EngineSecurity, HealthReport, ImageInspection, VolumeInspection } from '../../language/graph/details/inspection';
import { readLocalImage } from '../../language/localImage';
import { readImageConfiguration } from '../../language/process/imageConfiguration';
import { below, count, field, list, seconds, text, texts } from './answerFields';

/**
 * Reads the daemon's answers about one thing. Undefined where an answer is none.
 * Fields: https://docs.docker.com/reference/api/engine/version/v1.41/
 */

/** `GET /containers/{id}/json` */
export function decodeContainerInspection(answer: unknown): ContainerInspection | undefined {
  if (text(field(answer, 'Id')) === '') return undefined;
  const [state, config, host] = [field(answer, 'State'), field(answer, 'Config'), field(answer, 'HostConfig')];
  const exitCode = field(state, 'ExitCode');
  const memoryRanOut = field(state, 'OOMKilled');
  const health = healthReport(field(state, 'Health'));
  const stopTimeout = field(config, 'StopTimeout');
  const path = text(field(answer, 'Path'));
  return {
    state: text(field(state, 'Status')),
    ...(typeof exitCode === 'number' && Number.isSafeInteger(exitCode) && { exitCode }),
    error: text(field(state, 'Error')),
    ...(typeof memoryRanOut === 'boolean' && { memoryRanOut }),
    started: seconds(field(state, 'StartedAt')),
    finished: seconds(field(state, 'FinishedAt')),
    restarts: count(field(answer, 'RestartCount')),
    ...(health && { health }),
    argv: path === '' ? [] : [path, ...words(field(answer, 'Args'))],
    entrypoint: words(field(config, 'Entrypoint')),
    cmd: words(field(config, 'Cmd')),
    environment: texts(field(config, 'Env')),
    user: text(field(config, 'User')),
    workingDirectory: text(field(config, 'WorkingDir')),
    stopSignal: text(field(config, 'StopSignal')),
    ...(typeof stopTimeout === 'number' && Number.isSafeInteger(stopTimeout) && { stopTimeout }),
    init: field(host, 'Init') === true,
    restartPolicy: text(below(host, 'RestartPolicy', 'Name')),
    mostRestarts: count(below(host, 'RestartPolicy', 'MaximumRetryCount')),
    privileged: field(host, 'Privileged') === true,
    readOnly: field(host, 'ReadonlyRootfs') === true,
    memoryLimit: count(field(host, 'Memory')),
    userNamespace: text(field(host, 'UsernsMode')),
  };
}

function healthReport(health: unknown): HealthReport | undefined {
  const status = text(field(health, 'Status'));
  if (status === '' || status === 'none') return undefined;
  return { status, failures: count(field(health, 'FailingStreak')), output: text(field(list(field(health, 'Log')).at(-1), 'Output')) };
}

/** Empty words count: `""` is an argument. */
function words(value: unknown): string[] {
  return list(value).filter((word): word is string => typeof word === 'string');
}

/** `GET /images/{id}/json`. `now`: milliseconds since 1970. */
export function decodeImageInspection(answer: unknown, now: number): ImageInspection | undefined {
  const configuration = readImageConfiguration(answer);
  return configuration && { configuration, environment: texts(below(answer, 'Config', 'Env')), local: readLocalImage(answer, now) };
}

/** The volume of that name in `GET /volumes`. */
export function decodeVolumeInspection(answer: unknown, name: string): VolumeInspection | undefined {
  const found = list(field(answer, 'Volumes')).find((volume) => field(volume, 'Name') === name);
  return found === undefined ? undefined : { mountPoint: text(field(found, 'Mountpoint')) };
}

/** `GET /info`; undefined where it names no security options, as then nothing is known of them. */
export function decodeEngineSecurity(answer: unknown): EngineSecurity | undefined {
  const options = field(answer, 'SecurityOptions');
  if (!Array.isArray(options)) return undefined;
  const has = (name: string): boolean => texts(options).some((option) => option.split(',').includes(`name=${name}`));
  return { rootless: has('rootless'), mapsUsers: has('userns') };
}
