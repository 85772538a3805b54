import { mermaidWithout } from './mermaidWithout.mjs';

/** Keeps of mermaid the diagrams that lessons may have. */
export const mermaidDiagrams = mermaidWithout(
  'mermaid-diagrams',
  'flowDiagram|sequenceDiagram|stateDiagram-v2|classDiagram-v2|gitGraphDiagram|gitGraph|timeline-definition|blockDiagram',
);
