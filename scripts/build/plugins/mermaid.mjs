import { mermaidFlowchartOnly } from './mermaidFlowchartOnly.mjs';

/** What the build of `media/mermaid` needs. */
export const plugins = [mermaidFlowchartOnly];
