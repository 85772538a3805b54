import { mermaidFlowchartOnly } from './mermaidFlowchartOnly.mjs';

/** What `scripts/build/webviews.mjs` applies to the graph's webview. */
export const plugins = [mermaidFlowchartOnly];
