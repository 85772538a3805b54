import { isGoInteger, parseBoolean, parseGoFloat } from '../values/goNumbers';

/** What Compose casts a text to, by where it stands. */
type Cast = 'integer' | 'number' | 'boolean';

const integers = [
  'services.*.cpu_count', 'services.*.cpu_period', 'services.*.cpu_quota', 'services.*.cpu_rt_period', 'services.*.cpu_rt_runtime',
  'services.*.cpu_shares', 'services.*.deploy.replicas', 'services.*.deploy.update_config.parallelism',
  'services.*.deploy.rollback_config.parallelism', 'services.*.deploy.restart_policy.max_attempts',
  'services.*.deploy.placement.max_replicas_per_node', 'services.*.healthcheck.retries', 'services.*.oom_score_adj',
  'services.*.pids_limit', 'services.*.ports.*.target', 'services.*.scale', 'services.*.ulimits.*', 'services.*.ulimits.*.hard',
  'services.*.ulimits.*.soft',
];
const numbers = [
  'services.*.cpu_percent', 'services.*.cpus', 'services.*.deploy.update_config.max_failure_ratio',
  'services.*.deploy.rollback_config.max_failure_ratio',
];
const booleans = [
  'services.*.init', 'services.*.depends_on.*.required', 'services.*.depends_on.*.restart', 'services.*.healthcheck.disable',
  'services.*.oom_kill_disable', 'services.*.privileged', 'services.*.read_only', 'services.*.stdin_open', 'services.*.tty',
  'services.*.volumes.*.read_only', 'services.*.volumes.*.volume.nocopy', 'networks.*.external', 'networks.*.internal',
  'networks.*.attachable', 'networks.*.enable_ipv4', 'networks.*.enable_ipv6', 'volumes.*.external', 'secrets.*.external', 'configs.*.external',
];

interface CastPattern {
  readonly pattern: readonly string[];
  readonly cast: Cast;
}

/** By the last key, which few values share. */
const casts: ReadonlyMap<string, readonly CastPattern[]> = byLastKey([
  ...integers.map((pattern) => ({ pattern: pattern.split('.'), cast: 'integer' as const })),
  ...numbers.map((pattern) => ({ pattern: pattern.split('.'), cast: 'number' as const })),
  ...booleans.map((pattern) => ({ pattern: pattern.split('.'), cast: 'boolean' as const })),
]);

function byLastKey(patterns: readonly CastPattern[]): Map<string, CastPattern[]> {
  const grouped = new Map<string, CastPattern[]>();
  for (const found of patterns) grouped.set(found.pattern.at(-1)!, [...(grouped.get(found.pattern.at(-1)!) ?? []), found]);
  return grouped;
}

/** True where a path of keys fits a pattern; `*` is any one key. */
export function matchesPath(path: readonly string[], pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((part, index) => part === '*' || part === path[index]);
}

/** The cast for a place, or undefined where a text stays text. Source: compose-go `interpolateTypeCastMapping`. */
export function castAt(path: readonly string[]): Cast | undefined {
  const fits = ({ pattern }: CastPattern): boolean => matchesPath(path, pattern);
  return (casts.get(path.at(-1) ?? '')?.find(fits) ?? casts.get('*')?.find(fits))?.cast;
}

/** The value that a text is cast to, or why it cannot be. */
export function castText(text: string, cast: Cast): { readonly value: number | boolean } | { readonly problem: string } {
  if (cast === 'boolean') {
    const value = parseBoolean(text);
    return value === undefined ? { problem: '`true` or `false` must stand here' } : { value };
  }
  if (cast === 'integer') return isGoInteger(text) ? { value: Number(text) } : { problem: 'a whole number must stand here' };
  const number = parseGoFloat(text);
  return number === undefined || !Number.isFinite(number) ? { problem: 'a number must stand here' } : { value: number };
}
