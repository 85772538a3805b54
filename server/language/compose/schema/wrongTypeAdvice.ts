import type { ComposeNode, ComposeScalarNode } from '../project/composeNode';
import type { Fix } from '../../rules/rule';
import { formsOf } from './schemaForms';
import { takesAnyText } from './faultWords';
import { typesOf, type JsonSchema, type JsonType } from './jsonSchema';

/** What to do about a value of the wrong type, and how a machine can do it. */
export interface Advice {
  readonly advice: string;
  readonly fixes: readonly Fix[];
}

/** Lists whose items are `NAME=value`. */
const pairs: ReadonlySet<string> = new Set(['environment', 'labels', 'args', 'annotations', 'sysctls', 'driver_opts', 'additional_contexts']);

/** Keys whose text is a duration: quotes alone would only make another fault. */
const durations: ReadonlySet<string> = new Set(['interval', 'timeout', 'start_period', 'start_interval', 'stop_grace_period', 'delay', 'monitor', 'window']);

/**
 * @param forms what could stand there
 * @param keys that lead to the value, `[]` for an item
 */
export function wrongTypeAdvice(node: ComposeNode, forms: readonly JsonSchema[], keys: readonly string[]): Advice {
  const types = new Set(forms.flatMap(typesOf));
  if (node.kind === 'scalar' && types.has('object') && keys.length === 2 && (keys[0] === 'secrets' || keys[0] === 'configs')) return { advice: 'Write `file:` with a path, or `environment:` with a variable, below it.', fixes: [] };
  if (node.kind === 'scalar') return durations.has(keys.at(-1) ?? '') && node.value !== null ? durationAdvice(node) : scalarAdvice(node, types, forms);
  if (node.kind === 'list' && types.has('string') && node.items.length === 1 && node.items[0]!.kind === 'scalar') return { advice: 'Write the item alone, without a dash or brackets.', fixes: [] };
  if (node.kind === 'list') return { advice: types.has('object') ? 'Leave the dashes off and write `key: value`.' : 'Write a single value, without a dash.', fixes: [] };
  const list = keys.at(-2) ?? '';
  if (keys.at(-1) === '[]' && types.has('string')) return itemAdvice(node, pairs.has(list));
  return types.has('array') ? { advice: 'Put a dash before each item.', fixes: [] } : { advice: 'Write a single value.', fixes: [] };
}

function durationAdvice({ value, written, place: { span } }: ComposeScalarNode): Advice {
  const isPlainNumber = /^\d+(?:\.\d+)?$/.test(written) && Number(written) === value;
  return { advice: 'Write its unit behind it, as in `30s`.', fixes: isPlainNumber ? [{ title: `Write ${written}s`, edits: [{ span, newText: `${written}s` }] }] : [] };
}

function scalarAdvice(node: ComposeScalarNode, types: ReadonlySet<JsonType>, forms: readonly JsonSchema[]): Advice {
  if (node.value === null) return { advice: 'Give it one, or remove the key.', fixes: [] };
  const { span } = node.place;
  const quoted = JSON.stringify(node.written);
  if (takesAnyText(forms) && node.isPlain) return { advice: 'Put it in quotes.', fixes: [{ title: `Put ${node.written} in quotes`, edits: [{ span, newText: quoted }] }] };
  const { start, end } = span;
  const isOneLine = !node.isPlain || end - start === node.written.length;
  if (types.has('array') && node.isPlain && /^-\S/.test(node.written)) return { advice: 'A blank is missing behind the dash.', fixes: isOneLine ? [{ title: 'Put a blank behind the dash', edits: [{ span: { start, end: start + 1 }, newText: '- ' }] }] : [] };
  if (types.has('array') && !isOneLine) return { advice: types.has('object') ? 'Put a dash before each line, or write `NAME: value` in each.' : 'Put a dash before each line.', fixes: [] };
  const blank = types.has('object') && node.isPlain && isOneLine ? /^([A-Za-z_][\w-]*):(?=\S)/.exec(node.written) : null;
  if (blank && !types.has('string')) return { advice: `A blank is missing behind the colon: write \`${blank[1]!}: ${node.written.slice(blank[0].length, 60)}\`.`, fixes: [{ title: 'Put a blank behind the colon', edits: [{ span: { start: start + blank[0].length, end: start + blank[0].length }, newText: ' ' }] }] };
  const isItem = forms.some(({ items }) => items && takesAnyText(formsOf(items)));
  const isShort = isItem && node.uses.length === 0 && node.written.length > 0 && !node.written.includes('\n');
  if (types.has('array')) return { advice: 'Write it as an item of a list, behind a dash.', fixes: isShort ? [{ title: 'Make it a list', edits: [{ span, newText: `[${quoted}]` }] }] : [] };
  if (types.has('object')) return { advice: 'Write `key: value` below it.', fixes: [] };
  return { advice: 'Compose rejects it.', fixes: [] };
}

/** `- NAME: value` is a mapping, where `- NAME=value` is meant. */
function itemAdvice(node: ComposeNode, isPair: boolean): Advice {
  const [only, more] = node.kind === 'mapping' ? node.entries.values() : [];
  const advice = isPair ? 'Behind a dash write `NAME=value`; or leave off all dashes and write `NAME: value`.' : 'A colon and a blank make a mapping: put the item in quotes.';
  if (!only || more || only.value.kind !== 'scalar' || !isPair) return { advice, fixes: [] };
  const { written, place } = only.value;
  const isBlock = node.place.span.start === only.keyPlace.span.start;
  const isSimple = isBlock && place.path === only.keyPlace.path && /^[\w./:@${}-]*$/.test(written) && /^[\w.-]+$/.test(only.key);
  const edits = [{ span: { start: only.keyPlace.span.start, end: place.span.end }, newText: `${only.key}=${written}` }];
  return { advice, fixes: isSimple ? [{ title: `Write ${only.key}=${written}`, edits }] : [] };
}
