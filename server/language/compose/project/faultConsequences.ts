import { isSyntaxFault } from '../yamlProblems';
import type { ComposeFault } from './composeFault';

/** Faults that say in more words what is wrong where something is no mapping. */
const explanations: ReadonlySet<string> = new Set(['value-of-wrong-type', 'unknown-key']);

/**
 * Faults without those that only follow from another one. Where YAML cannot be read, what Compose would reject of the rest
 * is only guessed. What is no mapping is said once, at its key.
 */
export function withoutConsequences(faults: readonly ComposeFault[]): readonly ComposeFault[] {
  const ofYaml = faults.filter(({ code }) => isSyntaxFault(code));
  if (ofYaml.length > 0) return ofYaml;
  const explained = new Set(faults.filter(({ code }) => explanations.has(code)).map(({ place }) => place.path));
  return faults.filter(({ code, place }) => code !== 'compose-not-a-mapping' || !explained.has(place.path));
}
