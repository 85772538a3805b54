import { asText, withoutAlias } from '../compose/composeValues';
import type { ComposeNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { nodeAt } from '../compose/project/readNodes';
import { maskUses, type ComposeHoverContext } from './composeHoverContext';
import { elsewhere, projectOf } from './composeModel';
import { showValue } from './showValue';

/** Lists that a later file replaces whole; others are joined. */
const replacedLists: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

/** At a value that a later file of the project replaces: what counts instead, and where it stands. */
export function overruledFacts(context: ComposeHoverContext): string[] {
  const { place, facts } = context;
  const keys = place.path.filter((part): part is string => typeof part === 'string');
  if (!facts.project || facts.path === undefined || place.path[0] !== 'services' || keys.length < 3 || keys.includes('<<')) return [];
  // A hover on a variable says it itself, also where it stands in a list.
  if (keys[2] === 'environment') return [];
  // An item of a list that is joined has no other to compare it with.
  if (keys.length !== place.path.length && !replacedLists.has(keys.at(-1)!)) return [];
  const node = nodeAt(projectOf(context).model, ...keys);
  const where = node && elsewhere(context, node.place);
  if (!node || !where) return [];
  if (node.kind === 'list') return replacedLists.has(keys.at(-1)!) ? [`Another list counts instead${where}.`] : [];
  const isSame = node.kind === 'scalar' && node.written === asText(place.value)?.text;
  return node.kind === 'scalar' && !isSame ? [`${scalarWords(keys.at(-1)!, node)} counts instead${where}.`] : [];
}

function scalarWords(key: string, node: ComposeNode & { kind: 'scalar' }): string {
  if (node.value === null) return 'No value';
  return showValue(key, maskUses(scalarText(node), node.uses));
}

const tagWords: Readonly<Record<string, string>> = {
  '!reset': '`!reset` takes away what files before this one say here.',
  '!override': '`!override` puts this in the place of what files before this one say here; nothing is joined.',
};

/** At a key whose value has one of Compose's tags: what the tag does. */
export function tagFacts({ place }: ComposeHoverContext): string[] {
  const tag = withoutAlias(place.entry?.value)?.tag;
  const words = tag === undefined || !Object.hasOwn(tagWords, tag) ? undefined : tagWords[tag];
  return words === undefined ? [] : [words];
}
