import type { Lab } from '../content';
import { predicates, type LabServices } from './predicates';

/**
 * Checks a learner's files against a lab. All predicates must hold.
 * @param files texts by path relative to the lab's folder, with forward slashes; a missing file leaves its checks unmet
 * @returns what does not hold yet, in the lab's own words, in the lab's order, without repeating a sentence
 */
export function checkLab(lab: Lab, files: Readonly<Record<string, string>>, services: LabServices): { done: boolean; unmet: string[] } {
  const unmet = lab.static
    .filter((check) => {
      const text = files[check.file];
      return text === undefined || !predicates[check.predicate]?.holds(check, text, services);
    })
    .map((check) => check.unmet);
  return { done: unmet.length === 0, unmet: [...new Set(unmet)] };
}
