import type { ComposeNode } from '../project/composeNode';
import { scalarText } from '../project/nodeEdits';
import { matchesPath } from '../project/typeCasts';
import { parseByteSize } from './byteSizes';
import { parseDuration } from './durations';
import type { ReportFault } from './formMakers';

interface TypedValue {
  readonly parse: (text: string) => number | undefined;
  readonly code: string;
  readonly what: string;
}

const duration: TypedValue = { parse: parseDuration, code: 'invalid-duration', what: 'no duration: write a number with its unit, as in `30s` or `1m30s`' };
const byteSize: TypedValue = { parse: parseByteSize, code: 'invalid-byte-size', what: 'no size: write a number of bytes, or one with a unit, as in `512m` or `2g`' };

const typed: readonly { readonly pattern: readonly string[]; readonly type: TypedValue }[] = [
  ...[
    'healthcheck.interval', 'healthcheck.timeout', 'healthcheck.start_period', 'healthcheck.start_interval', 'stop_grace_period',
    'deploy.update_config.delay', 'deploy.update_config.monitor', 'deploy.rollback_config.delay', 'deploy.rollback_config.monitor',
    'deploy.restart_policy.delay', 'deploy.restart_policy.window',
  ].map((pattern) => ({ pattern: pattern.split('.'), type: duration })),
  ...[
    'mem_limit', 'mem_reservation', 'memswap_limit', 'shm_size', 'build.shm_size', 'deploy.resources.limits.memory',
    'deploy.resources.reservations.memory', 'volumes.[].tmpfs.size',
  ].map((pattern) => ({ pattern: pattern.split('.'), type: byteSize })),
];
const deepest = 4;

/** Values of one service that have a notation of their own. Compose reads them after everything else. */
export function checkTypedValues(service: ComposeNode, report: ReportFault): void {
  visit(service, [], report);
}

function visit(node: ComposeNode, path: readonly string[], report: ReportFault): void {
  if (node.kind === 'mapping' && path.length < deepest) for (const { key, value } of node.entries.values()) visit(value, [...path, key], report);
  if (node.kind === 'list' && path.length < deepest) for (const item of node.items) visit(item, [...path, '[]'], report);
  if (node.kind !== 'scalar' || node.value === null) return;
  const type = typed.find(({ pattern }) => matchesPath(path, pattern))?.type;
  const text = scalarText(node);
  if (type && type.parse(text) === undefined) report(type.code, `\`${text.slice(0, 40)}\` is ${type.what}. Compose rejects it.`, node);
}
