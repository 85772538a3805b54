import { splitCommandWords } from '../composeCommandWords';
import type { ComposeNode, ComposeScalarNode } from '../project/composeNode';
import { scalarText } from '../project/nodeEdits';
import { isDate } from '../project/scalarValue';
import { matchesPath } from '../project/typeCasts';
import { schemaPathAt } from '../schema/schemaPaths';
import { parseByteSize } from './byteSizes';
import { parseDuration } from './durations';
import type { ReportFault } from './formMakers';
import { isFraction, isGoInteger, parseBoolean, parseGoFloat } from './goNumbers';

/** A notation of its own, which the schema does not know. */
interface Notation {
  readonly isTaken: (node: ComposeScalarNode) => boolean;
  readonly code: string;
  /** What a value that is not taken is: `` `abc` is … ``. */
  readonly what: string;
  /** Texts that a wrong one may be a slip of; those that are taken are offered. */
  readonly meant?: (text: string) => readonly string[];
  /** Below a service; `[]` is an item of a list, `*` any one key. */
  readonly at: readonly string[];
}

interface NotationAt {
  readonly pattern: readonly string[];
  readonly notation: Notation;
}

const isNumber = ({ value }: ComposeScalarNode): boolean => typeof value === 'number';
const isText = ({ value }: ComposeScalarNode): boolean => typeof value === 'string';
const resources = ['deploy.resources.limits', 'deploy.resources.reservations'];
const rates = ['device_read_bps', 'device_read_iops', 'device_write_bps', 'device_write_iops'];

/** Source: compose-go `types/`, each checked against Compose 2.26.1 and compose-go 2.14. */
const notations: readonly Notation[] = [
  {
    isTaken: (node) => parseDuration(scalarText(node)) !== undefined,
    code: 'invalid-duration', what: 'no duration: write a number with its unit, as in `30s` or `1m30s`',
    meant: (text) => [text.replace(/\s+/g, ''), `${text.trim()}s`, text.toLowerCase().replace(/\s+/g, '').replace(/(?<=\d)(h|m|s)(?:(?<=h)ours?|(?<=m)in(?:ute)?s?|(?<=s)ec(?:ond)?s?)/g, '$1')],
    at: [
      'healthcheck.interval', 'healthcheck.timeout', 'healthcheck.start_period', 'healthcheck.start_interval', 'stop_grace_period',
      ...['update_config.delay', 'update_config.monitor', 'rollback_config.delay', 'rollback_config.monitor', 'restart_policy.delay', 'restart_policy.window'].map((key) => `deploy.${key}`),
    ],
  },
  {
    // Of a date Compose makes the number of its year.
    isTaken: (node) => isNumber(node) || isDateNode(node) || Number.isFinite(parseByteSize(scalarText(node))),
    code: 'invalid-byte-size', what: 'no size: write a number of bytes, or one with a unit, as in `512m` or `2g`',
    meant: (text) => [text.replace(/\s+/g, ''), text.replace(',', '.')],
    at: [
      'mem_limit', 'mem_reservation', 'memswap_limit', 'mem_swappiness', 'shm_size', 'build.shm_size', 'volumes.[].tmpfs.size',
      ...resources.map((block) => `${block}.memory`), ...rates.map((list) => `blkio_config.${list}.[].rate`),
    ],
  },
  {
    isTaken: (node) => isNumber(node) || parseGoFloat(scalarText(node)) !== undefined,
    code: 'value-of-wrong-type', what: 'no number: write `0.5` for half a processor',
    meant: (text) => (/^\d+m$/.test(text) ? [String(Number(text.slice(0, -1)) / 1000)] : []),
    at: resources.map((block) => `${block}.cpus`),
  },
  {
    isTaken: (node) => !isNumber(node) || Number(node.value) >= 0,
    code: 'value-not-allowed', what: 'below zero',
    at: [
      'healthcheck.retries', 'deploy.restart_policy.max_attempts', 'deploy.update_config.parallelism', 'deploy.rollback_config.parallelism',
      'deploy.placement.max_replicas_per_node', 'ports.[].target', 'volumes.[].tmpfs.mode',
    ],
  },
  {
    isTaken: (node) => !isText(node) || isGoInteger(scalarText(node)),
    code: 'value-of-wrong-type', what: 'no whole number',
    at: [
      'secrets.[].mode', 'configs.[].mode', 'deploy.resources.limits.pids',
      'deploy.resources.reservations.generic_resources.[].discrete_resource_spec.value',
    ],
  },
  {
    isTaken: (node) => !isText(node) || parseBoolean(scalarText(node)) !== undefined,
    code: 'value-of-wrong-type', what: 'neither `true` nor `false`',
    meant: (text) => (/^(?:1|t)$/i.test(text) ? ['true'] : /^(?:0|f)$/i.test(text) ? ['false'] : []),
    at: ['attach', 'build.no_cache', 'build.pull', 'build.privileged', 'post_start.[].privileged', 'pre_stop.[].privileged', 'volumes.[].bind.create_host_path', 'env_file.[].required'],
  },
  {
    isTaken: (node) => isNumber(node) || scalarText(node).toLowerCase() === 'all' || isGoInteger(scalarText(node)),
    code: 'value-of-wrong-type', what: 'neither a whole number nor `all`', at: ['gpus.[].count', 'deploy.resources.reservations.devices.[].count'],
  },
  {
    isTaken: (node) => !isText(node),
    code: 'value-of-wrong-type', what: 'text, and Compose wants a number without quotes here',
    at: ['blkio_config.weight', 'blkio_config.weight_device.[].weight', 'volumes.[].tmpfs.mode', 'build.ulimits.*', 'build.ulimits.*.soft', 'build.ulimits.*.hard'],
  },
  {
    isTaken: (node) => !isFraction(node),
    code: 'value-of-wrong-type', what: 'a number with a fraction for YAML, and Compose wants a whole one here',
    at: ['ports.[].published', 'ulimits.*', 'expose.[]', 'group_add.[]'],
  },
  { isTaken: (node) => scalarText(node).trim() !== '', code: 'value-not-allowed', what: 'empty, and Compose wants a path here', at: ['develop.watch.[].path'] },
  {
    isTaken: (node) => !isText(node) || !splitCommandWords(scalarText(node)).invalid,
    code: 'invalid-command', what: 'no command: a quote, a backslash or a bracket in it is not closed. Write a list of words, or put a shell in front',
    at: ['command', 'entrypoint', 'post_start.[].command', 'pre_stop.[].command'],
  },
];

/** By the last key, which few values share. */
const byLastKey = new Map<string, NotationAt[]>();
for (const notation of notations) {
  for (const path of notation.at) {
    const pattern = path.split('.');
    byLastKey.set(pattern.at(-1)!, [...(byLastKey.get(pattern.at(-1)!) ?? []), { pattern, notation }]);
  }
}
const deepest = 7;

/** Values of one service that have a notation of their own. Compose reads them after everything else. */
export function checkTypedValues(service: ComposeNode, report: ReportFault): void {
  visit(service, [], report);
}

/** @param path of the node; longer while what is below it is visited */
function visit(node: ComposeNode, path: string[], report: ReportFault): void {
  if (node.kind === 'mapping' && path.length < deepest) for (const { key, value } of node.entries.values()) visitBelow(value, path, key, report);
  if (node.kind === 'list' && path.length < deepest) for (const item of node.items) visitBelow(item, path, '[]', report);
  if (node.kind !== 'scalar' || node.value === null) return;
  reportInfinite(node, report);
  const wrong = notTaken(byLastKey.get(path.at(-1)!), node, path) ?? notTaken(byLastKey.get('*'), node, path);
  if (wrong) report(wrong.code, `${shown(node)} is ${wrong.what}. Compose rejects it.`, node, meantText(wrong, node));
  else if (isUnwantedDate(node, path)) reportDate(node, report);
}

/** Values outside of services: Compose wants text of some, and cannot pass on numbers without an end, even below `x-` keys. */
export function checkPlainValues(node: ComposeNode, path: readonly string[], report: ReportFault): void {
  if (node.kind === 'mapping') for (const { key, value } of node.entries.values()) checkPlainValues(value, [...path, key], report);
  if (node.kind === 'list') for (const item of node.items) checkPlainValues(item, [...path, '[]'], report);
  if (node.kind !== 'scalar') return;
  reportInfinite(node, report);
  if (isDateNode(node) && isTextOfResource(path)) reportDate(node, report);
}

/** True for keys of a network, a volume, … of which Compose wants text; in labels and options it takes anything. */
function isTextOfResource(path: readonly string[]): boolean {
  const [, , key, below] = path;
  const isOwn = path.length === 3 || (path.length === 4 && (key === 'external' || key === 'ipam')) || (path.length === 6 && below === 'config');
  return isOwn && isTextOnly(path);
}

function reportInfinite(node: ComposeScalarNode, report: ReportFault): void {
  if (typeof node.value !== 'number' || Number.isFinite(node.value)) return;
  report('value-of-wrong-type', `\`${node.written}\` is no number that Compose can pass on. Put it in quotes. Compose rejects it.`, node, node.written);
}

function visitBelow(node: ComposeNode, path: string[], key: string, report: ReportFault): void {
  path.push(key);
  visit(node, path, report);
  path.pop();
}

function notTaken(candidates: readonly NotationAt[] | undefined, node: ComposeScalarNode, path: readonly string[]): Notation | undefined {
  return candidates?.find(({ pattern, notation }) => matchesPath(path, pattern) && !notation.isTaken(node))?.notation;
}

function meantText({ meant, isTaken }: Notation, node: ComposeScalarNode): string | undefined {
  const text = scalarText(node);
  return text === '' ? undefined : meant?.(text).find((candidate) => candidate !== text && isTaken({ ...node, value: candidate, written: candidate, isPlain: false }));
}

function shown(node: ComposeScalarNode): string {
  const text = scalarText(node);
  return text === '' ? 'This' : `\`${text.slice(0, 40)}\``;
}

/** Go-yaml makes a time of a plain date. Where a number could stand as well, Compose makes text of it again. */
function isUnwantedDate(node: ComposeScalarNode, path: readonly string[]): boolean {
  if (!isDateNode(node)) return false;
  if (path[0] === 'storage_opt') return true;
  // Newer versions of Compose never look at its value.
  if (path[0] === 'pull_refresh_after') return false;
  const isSize = byLastKey.get(path.at(-1)!)?.some(({ pattern, notation }) => notation.code === 'invalid-byte-size' && matchesPath(path, pattern));
  return !isSize && isTextOnly(['services', 'web', ...path]);
}

function isTextOnly(path: readonly string[]): boolean {
  const types = schemaPathAt(path)?.types ?? [];
  return types.includes('string') && !types.includes('number') && !types.includes('null');
}

/** True for a value of which YAML makes a time, whatever Compose makes of that. */
export function isDateNode({ isPlain, written, uses }: ComposeScalarNode): boolean {
  return isPlain && uses.length === 0 && isDate(written);
}

function reportDate(node: ComposeScalarNode, report: ReportFault): void {
  report('value-of-wrong-type', `YAML reads \`${node.written}\` as a date, and Compose wants text here. Put it in quotes.`, node, node.written);
}

/** Reports dates as items of lists before these get another form: Compose takes them in two lists only. */
export function checkDatesInLists(node: ComposeNode, report: ReportFault, key = ''): void {
  if (key === 'extra_hosts') return;
  if (node.kind === 'mapping') for (const entry of node.entries.values()) if (!entry.key.startsWith('x-')) checkDatesInLists(entry.value, report, entry.key);
  if (node.kind !== 'list' || key === 'env_file') return;
  for (const item of node.items) {
    if (item.kind !== 'scalar') checkDatesInLists(item, report);
    else if (isDateNode(item)) reportDate(item, report);
  }
}
