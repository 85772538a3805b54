import type { HistoryRow } from '../../graph/daemonFacts';

/** BuildKit and the builder before it note their steps differently. */
export type Builder = 'buildkit' | 'legacy';

/** A history row as an instruction: what the builder adds around it is gone, what it decides the step with is kept. */
export interface RowText {
  readonly keyword: string;
  /** Of RUN with the shell and with `|1 NAME=value ` in front. */
  readonly argument: string;
}

/** Which builder made a row; the last row of an image tells it for all rows of its Dockerfile. */
export function builderOf(row: HistoryRow): Builder {
  return row.comment.startsWith('buildkit') ? 'buildkit' : 'legacy';
}

/**
 * Reads a row without losing anything: `RUN |1 A=b /bin/sh -c npm ci # buildkit`, and of the legacy builder
 * `/bin/sh -c #(nop)  ENV A=b` and for RUN `|1 A=b /bin/sh -c npm ci`.
 */
export function rowText(row: HistoryRow): RowText {
  const [, noOperation] = /^[^\n]*? #\(nop\) +([^]*)$/.exec(row.createdBy) ?? [];
  if (builderOf(row) === 'legacy') {
    return noOperation === undefined ? { keyword: 'RUN', argument: row.createdBy } : split(noOperation.trimEnd());
  }
  return split(row.createdBy.replace(/ # buildkit$/, ''));
}

function split(text: string): RowText {
  const blank = text.indexOf(' ');
  const [keyword, argument] = blank < 0 ? [text, ''] : [text.slice(0, blank), text.slice(blank + 1)];
  return { keyword, argument: normalArgument(keyword, argument) };
}

/** A longer one is compared as it is. */
const longestDump = 5_000;

/** Go's dumps of a map and of a structure, as the words that they were made of. */
function normalArgument(keyword: string, argument: string): string {
  if (argument.length > longestDump) return argument;
  switch (keyword) {
    case 'EXPOSE':
      return normalPorts(argument.replace(/^(?:map)?\[|\]$|:\{\}/g, '').split(' '));
    case 'HEALTHCHECK':
      return /^&\{(\[[^]*?\])(?: "[^"]*"| \d+)* '\\x[0-9a-f]+'\}$/.exec(argument)?.[1] ?? argument;
    default:
      return argument;
  }
}

/** A range of more ports than this is compared as it is written. */
const longestRange = 1_000;

/** Each port on its own with its protocol, in order: `80/tcp 8000/tcp 8001/tcp`. */
export function normalPorts(words: readonly string[]): string {
  const ports = words.filter((word) => word !== '').flatMap((word) => {
    const [, first, last = first, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(word) ?? [];
    const length = Number(last) - Number(first) + 1;
    if (first === undefined || length < 1 || length > longestRange) return [word];
    return Array.from({ length }, (_, index) => `${Number(first) + index}/${protocol.toLowerCase()}`);
  });
  return [...new Set(ports)].sort().join(' ');
}
