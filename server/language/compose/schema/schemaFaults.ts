import { validate } from 'compose-validator';
import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingNode } from '../project/composeNode';
import { toleratedSchema } from './composeSchema';
import { ExplainedFaults } from './explainedFaults';
import { nodeAtPointer, plainData } from './plainData';

/** One file never shows more at a time; the first ones mended show the rest. */
const mostFaults = 100;

/**
 * What the Compose Specification's schema rejects in a merged model, before its short forms are made long: one fault for
 * each cause. The compiled validator decides whether there is one; what it is and what helps is found by walking the schema
 * with the model. What only Compose 2.26 or only the newest rejects is none.
 * @param texts of the project's files, by path; fixes that move lines need them
 */
export function schemaFaults(model: ComposeMappingNode, texts: ReadonlyMap<string, string> = new Map()): readonly ComposeFault[] {
  if (validate(plainData(model))) return [];
  const explained = new ExplainedFaults(texts);
  explained.explain(model, toleratedSchema);
  if (explained.faults.length > 0) return explained.faults.slice(0, mostFaults);
  const [deepest] = [...(validate.errors ?? [])].sort((one, other) => other.instancePath.length - one.instancePath.length);
  const { place } = nodeAtPointer(model, deepest?.instancePath ?? '');
  return [{ code: 'value-not-allowed', message: 'This is not written as Compose wants it, and Compose rejects it.', place, mendedBy: 'nothing' }];
}
