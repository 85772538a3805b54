/** Below these keys stands a name that the user chose, or a list; it is no key of Compose. */
const namedBelow = new Set([
  'networks', 'volumes', 'secrets', 'configs',
  'services.networks', 'services.depends_on', 'services.environment', 'services.labels', 'services.extra_hosts', 'services.sysctls',
  'services.build.args', 'services.build.additional_contexts', 'services.build.labels', 'services.logging.options', 'services.deploy.labels', 'services.ulimits',
]);

/** Every compose key that has a text, as the files of `content/hover/compose/` are named. */
export const composeTextIds: ReadonlySet<string> = new Set([
  'services', 'service', 'version', 'name', 'networks', 'volumes', 'secrets', 'configs', 'include', 'x-',
  'services.image', 'services.build', 'services.build.context', 'services.build.dockerfile', 'services.build.target', 'services.build.args',
  'services.build.additional_contexts', 'services.build.cache_from',
  'services.ports', 'services.expose', 'services.volumes', 'services.tmpfs', 'services.environment', 'services.env_file',
  'services.depends_on', 'services.restart', 'services.command', 'services.entrypoint', 'services.networks', 'services.network_mode',
  'services.healthcheck', 'services.healthcheck.test', 'services.healthcheck.interval', 'services.healthcheck.timeout',
  'services.healthcheck.retries', 'services.healthcheck.start_period', 'services.deploy', 'services.container_name', 'services.hostname',
  'services.working_dir', 'services.user', 'services.labels', 'services.extra_hosts', 'services.cap_add', 'services.privileged',
  'services.logging', 'services.profiles', 'services.secrets', 'services.configs', 'services.init', 'services.stop_signal',
  'services.platform', 'services.tty', 'services.stdin_open', 'services.links', 'services.extends', 'services.pull_policy', 'services.read_only',
  'merge-key', 'services.depends_on.condition', 'services.build.dockerfile_inline', 'services.networks.aliases', 'networks.external', 'volumes.external',
  'services.ulimits', 'services.security_opt', 'services.cap_drop', 'services.deploy.replicas', 'services.deploy.resources', 'services.develop',
  'services.sysctls', 'services.stop_grace_period', 'services.devices', 'services.shm_size', 'services.healthcheck.start_interval',
  'services.logging.options', 'services.dns',
]);

/**
 * The key of Compose that a path stands on, without names and list positions: `services.ports` for
 * `services / web / ports / 0`, `service` for a service's own name.
 */
export function composeKey(path: readonly (string | number)[]): string {
  if (path.at(-1) === '<<') return 'merge-key';
  const first = String(path[0] ?? '');
  if (first.startsWith('x-')) return 'x-';
  if (first === 'services' && path.length === 2) return 'service';
  let key = '';
  const keys = first === 'services' ? [first, ...path.slice(2)] : path;
  let expectsName = false;
  for (const part of keys) {
    if (typeof part === 'number') continue;
    if (expectsName) {
      expectsName = false;
      continue;
    }
    key = key === '' ? part : `${key}.${part}`;
    expectsName = namedBelow.has(key);
  }
  return key;
}

/** The text for a key: its own, or that of the key around it. A service's unknown key has none. */
export function composeTextId(key: string): string | undefined {
  const parts = key.split('.');
  const least = parts[0] === 'services' ? 2 : 1;
  for (let length = parts.length; length >= Math.min(least, parts.length); length--) {
    const id = parts.slice(0, length).join('.');
    if (composeTextIds.has(id)) return `compose/${id}`;
  }
  return undefined;
}
