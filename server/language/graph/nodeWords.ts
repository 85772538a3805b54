import type { ContainerNode } from '../../protocol/graph';
import { plainLine, shorten } from '../wording';

/** The words for a node: made once, the same in drawing, list, side bar and terminal. */

/** Longest label and note of a node, in characters. */
const longestWords = 120;

/** Longest text of a daemon that a node carries beside them: names can have thousands of characters. */
const longestText = 400;

/** A name for one line: no control characters, no marks that turn the direction of text. `otherwise` stands for an empty one. */
export function nodeLabel(text: string, otherwise = 'without a name'): string {
  return shorten(plainLine(text).trim(), longestWords) || otherwise;
}

/** Parts of a second line that say something, joined by commas. */
export function nodeNote(...parts: readonly (string | undefined)[]): string {
  return shorten(plainLine(parts.filter((part) => part !== undefined && part !== '').join(', ')), longestWords);
}

/** A daemon's own words, on one line and not endless. */
export function daemonText(text: string): string {
  return shorten(plainLine(text), longestText);
}

/** The state without its age, so that it changes only when the container does: `running, healthy`, `exited with code 1`. */
export function containerState({ state, health, exitCode }: Pick<ContainerNode, 'state' | 'health' | 'exitCode'>): string {
  const word = state || 'state unknown';
  if (exitCode !== undefined) {
    return `${word} with code ${exitCode}`;
  }
  return health === undefined ? word : `${word}, ${health === 'starting' ? 'health: starting' : health}`;
}

/** Twelve digits, as the Docker command line shows them. */
export function shortId(id: string): string {
  return id.replace(/^(?:image:|container:)?(?:sha256:)?/, '').slice(0, 12);
}
