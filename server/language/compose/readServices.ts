import type { Problem } from '../dockerfile/syntax';
import { splitCommandWords, type CommandWord } from './composeCommandWords';
import type { ComposeBuild, ComposeCommand, ComposeEntry, ComposeService, ComposeText, ComposeValue } from './composeFile';
import { asList, asMapping, asText, mappingEntries, valueOf, withoutAlias } from './composeValues';
import { interpolate, noVariables, type Variables } from './interpolation';

/** The services of one YAML document, in file order. A `services` or a service of the wrong shape is a problem. */
export function readServices(document: ComposeValue, problems: Problem[]): ComposeService[] {
  const services = valueOf(document, 'services');
  if (services === undefined || isMissing(services)) return [];
  if (!asMapping(services)) {
    if (withoutAlias(services)) problems.push(notMapping('`services`', services));
    return [];
  }
  const read: ComposeService[] = [];
  for (const entry of mappingEntries(services)) {
    if (asMapping(entry.value)) read.push(readService(entry));
    else if (withoutAlias(entry.value) && !isMissing(entry.value)) problems.push(notMapping(`The service \`${entry.key.slice(0, 60)}\``, entry.value));
  }
  return read;
}

/** Nothing is written yet: someone may still be typing, so it is no fault to shout about. */
function isMissing(value: ComposeValue): boolean {
  const target = withoutAlias(value);
  return target?.kind === 'scalar' && target.isNull;
}

function notMapping(subject: string, value: ComposeValue): Problem {
  const message = `${subject} must be a mapping: keys with values, indented below it.`;
  return { code: 'compose-not-a-mapping', message, span: value.span, severity: 'error' };
}

function readService(entry: ComposeEntry): ComposeService {
  const entries = mappingEntries(entry.value);
  const find = (key: string): ComposeEntry | undefined => entries.find((candidate) => candidate.key === key);
  const init = withoutAlias(find('init')?.value);
  return {
    name: entry.key,
    nameSpan: entry.keySpan,
    span: entry.span,
    entries,
    image: asText(find('image')?.value),
    build: readBuild(find('build')?.value),
    command: readCommand(find('command')),
    entrypoint: readCommand(find('entrypoint')),
    init: init?.kind === 'scalar' && init.style === 'plain' && /^(true|false)$/i.test(init.text) ? /^true$/i.test(init.text) : undefined,
    stopSignal: asText(find('stop_signal')?.value),
  };
}

function readBuild(value: ComposeValue | undefined): ComposeBuild | undefined {
  const short = asText(value);
  if (short) return { context: short, dockerfile: undefined, target: undefined, args: [], additionalContexts: [], inline: false, span: short.span };
  if (!value || !asMapping(value)) return undefined;
  return {
    context: asText(valueOf(value, 'context')),
    dockerfile: asText(valueOf(value, 'dockerfile')),
    target: asText(valueOf(value, 'target')),
    args: keyValues(valueOf(value, 'args')),
    additionalContexts: keyValues(valueOf(value, 'additional_contexts')),
    inline: valueOf(value, 'dockerfile_inline') !== undefined,
    span: value.span,
  };
}

/** `NAME=value` lists and `NAME: value` mappings, which Compose treats alike. At most 2,000. */
export function keyValues(value: ComposeValue | undefined): { name: string; value: string | undefined; span: ComposeText['span'] }[] {
  const list = asList(value);
  if (!list) return mappingEntries(value).map((entry) => ({ name: entry.key, value: asText(entry.value)?.text, span: entry.span }));
  return list.slice(0, 2_000).flatMap((item) => {
    const text = asText(item);
    if (!text) return [];
    const equals = text.text.indexOf('=');
    return [{ name: equals < 0 ? text.text : text.text.slice(0, equals), value: equals < 0 ? undefined : text.text.slice(equals + 1), span: text.span }];
  });
}

function readCommand(entry: ComposeEntry | undefined): ComposeCommand {
  const absent: ComposeCommand = { kind: 'absent', value: undefined, span: undefined, keySpan: entry?.keySpan, words: [], invalid: false };
  const target = withoutAlias(entry?.value);
  if (!entry || !target || target.kind === 'mapping') return absent;
  const place = { span: entry.value.span, keySpan: entry.keySpan };
  if (target.kind === 'scalar' && target.isNull) return { kind: 'null', value: undefined, ...place, words: [], invalid: false };
  const value = target.kind === 'scalar' ? target.text : target.items.slice(0, 2_000).map((item) => asText(item)?.text ?? '');
  return { kind: target.kind === 'scalar' ? 'string' : 'list', value, ...place, ...commandWords(value, noVariables) };
}

/**
 * The words that a program receives from a command's value: variables filled in first, then a string is split; a list is
 * taken item by item. Variables that are not known stay as written.
 */
export function commandWords(value: string | readonly string[], variables: Variables): { words: CommandWord[]; invalid: boolean } {
  if (typeof value === 'string') {
    const split = splitCommandWords(interpolate(value, variables).text);
    return { words: [...split.words], invalid: split.invalid };
  }
  const words = value.map((item) => interpolate(item, variables).text).map((text) => ({ text, span: { start: 0, end: text.length } }));
  return { words, invalid: false };
}
