import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingNode } from '../project/composeNode';

/** What the Compose Specification's schema rejects in a merged model, before its short forms are made long. */
export function schemaFaults(_model: ComposeMappingNode): readonly ComposeFault[] {
  return [];
}
