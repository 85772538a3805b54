import type { ComposeFile, ComposeValue } from '../compose/composeFile';
import { asMapping, withoutAlias } from '../compose/composeValues';
import type { Place } from '../compose/project/composeNode';
import type { NameKind } from './namePlaces';

/** Keys of a service whose texts a program reads: an address in them is that program's matter. */
const readByPrograms = new Set(['environment', 'command', 'entrypoint', 'healthcheck', 'labels', 'build', 'extra_hosts', 'post_start', 'pre_stop']);
/** Variables that hold a host alone. */
const hostName = /(?:HOST|HOSTNAME|SERVER|SERVERS|ADDR|ADDRESS|URL|URI|ENDPOINT|BROKER|BROKERS|NODE|NODES|UPSTREAM|PROXY|DSN)$/i;
const mostValues = 50_000;
const mostMentions = 1_000;

/**
 * Places where programs seem to use a name: a service as a host, a secret's or config's file. What a program makes of
 * them is not certain.
 */
export function programMentions(path: string, file: ComposeFile, kind: NameKind, name: string): readonly Place[] {
  const pattern = patternOf(kind, name);
  if (!pattern) return [];
  const found = new Map<number, Place>();
  for (const { value, isHost } of texts(file)) {
    const target = withoutAlias(value);
    if (target?.kind !== 'scalar' || target.isNull || value.kind === 'alias') continue;
    const text = file.text.slice(target.span.start, target.span.end);
    const isWhole = kind === 'service' && isHost(target.text) && target.text.replace(/^[^=]*=/, '') === name;
    const starts = isWhole ? [text.lastIndexOf(name)] : [...text.matchAll(pattern)].map((match) => match.index + match[0].lastIndexOf(name));
    for (const at of starts) {
      const start = target.span.start + at;
      if (at >= 0) found.set(start, { path, span: { start, end: start + name.length } });
    }
  }
  return [...found.values()];
}

/** The same in a file of environment variables, line by line. */
export function environmentMentions(path: string, text: string, kind: NameKind, name: string): readonly Place[] {
  const pattern = patternOf(kind, name);
  if (!pattern) return [];
  const found: Place[] = [];
  for (const { index, 0: line, 1: key = '', 2: value = '' } of text.matchAll(/^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*([^\r\n]*)/gm)) {
    const from = index + line.length - value.length;
    const isWhole = kind === 'service' && hostName.test(key) && value.trim().replace(/^(["'])(.*)\1$/, '$2') === name;
    const starts = isWhole ? [value.indexOf(name)] : [...value.matchAll(pattern)].map((match) => match.index + match[0].lastIndexOf(name));
    for (const at of starts) found.push({ path, span: { start: from + at, end: from + at + name.length } });
    if (found.length >= mostMentions) break;
  }
  return found;
}

function patternOf(kind: NameKind, name: string): RegExp | undefined {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&');
  // Behind `//` or `@` of an address, or in front of a port.
  if (kind === 'service') return new RegExp(`(?:\\/\\/|@)${escaped}(?=[:/?\\s"',;]|$)|(?:^|[\\s"'=,;(])${escaped}(?=:\\d)`, 'g');
  if (kind === 'secret') return new RegExp(`\\/run\\/secrets\\/${escaped}(?![\\w.-])`, 'g');
  return kind === 'config' ? new RegExp(`(?:^|[\\s"'=])\\/${escaped}(?![\\w./-])`, 'g') : undefined;
}

interface ReadText {
  readonly value: ComposeValue;
  /** Tells whether the whole text would be a host. */
  readonly isHost: (text: string) => boolean;
}

function texts(file: ComposeFile): readonly ReadText[] {
  const found: ReadText[] = [];
  const seen = new Set<ComposeValue>();
  const visit = (value: ComposeValue, key: string): void => {
    const target = withoutAlias(value);
    if (!target || seen.has(target) || seen.size > mostValues) return;
    seen.add(target);
    if (target.kind === 'scalar') found.push({ value: target, isHost: (text) => hostName.test(/^([\w.-]+)=/.exec(text)?.[1] ?? key) });
    else if (target.kind === 'list') for (const item of target.items) visit(item, key);
    else for (const entry of target.entries) visit(entry.value, entry.key);
  };
  for (const document of file.documents) {
    for (const { key, value } of asMapping(document)?.entries ?? []) {
      if (key === 'services') for (const service of asMapping(value)?.entries ?? []) visitService(service.value, visit);
      else if (key.startsWith('x-')) visit(value, key);
    }
  }
  return found;
}

function visitService(value: ComposeValue, visit: (value: ComposeValue, key: string) => void): void {
  for (const entry of asMapping(value)?.entries ?? []) if (readByPrograms.has(entry.key) || entry.key === '<<') visit(entry.value, entry.key);
}
