import { directivesOfOthers, flagsOfOthers } from '../coexistence/othersHave';
import type { Dockerfile } from '../dockerfile/syntax';
import type { HoverResult } from './hoverResult';

/**
 * True where another extension for Dockerfiles has a text for the same place and Layerwise computed nothing for it: a
 * second general text helps nobody. Facts of this very file always show.
 */
export function isExplainedByOthers({ text }: Dockerfile, { textId, computed, span }: HoverResult): boolean {
  if (textId === undefined || computed.length > 0) return false;
  const id = textId.replace(/^dockerfile\//, '');
  return flagsOfOthers.has(id) || directivesOfOthers.has(id) || text.slice(span.start, span.end).toUpperCase() === id;
}
