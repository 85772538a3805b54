import { mermaidWithout } from './mermaidWithout.mjs';

/**
 * Keeps of mermaid what draws a flowchart: graph and compose pages load it before they draw, and the other diagrams would
 * double it.
 */
export const mermaidFlowchartOnly = mermaidWithout('mermaid-flowchart-only', 'flowDiagram');
