import type { GraphNode } from '../../../server/protocol/graph';
import { textOf, type NodeText } from './nodeText';

/** From this length on, hexadecimal digits are looked for at the beginning of hashes. */
const shortestHash = 4;

/**
 * The nodes in which every word of `sought` occurs, in the order of `nodes`; undefined where nothing is sought. Upper and
 * lower case are the same.
 */
export function searchNodes(nodes: readonly GraphNode[], sought: string): ReadonlySet<string> | undefined {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return undefined;
  }
  return new Set(nodes.filter((node) => holdsAll(rememberedText(node), words)).map(({ id }) => id));
}

function holdsAll({ words, hashes }: NodeText, sought: readonly string[]): boolean {
  return sought.every((word) => words.includes(word) || beginsHash(hashes, word));
}

function beginsHash(hashes: readonly string[], word: string): boolean {
  const digits = word.replace(/^sha256:/, '');
  return digits.length >= shortestHash && /^[0-9a-f]+$/.test(digits) && hashes.some((hash) => hash.startsWith(digits));
}

/** A node that did not change stays the same object, so its text is put together once. */
const texts = new WeakMap<GraphNode, NodeText>();

function rememberedText(node: GraphNode): NodeText {
  const known = texts.get(node);
  if (known !== undefined) {
    return known;
  }
  const made = textOf(node);
  texts.set(node, made);
  return made;
}
