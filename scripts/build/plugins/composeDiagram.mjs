/** What the build of `media/composeDiagram` needs: it draws with mermaid as the graph does. */
export { plugins } from './graph.mjs';
