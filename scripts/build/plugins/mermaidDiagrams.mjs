/**
 * Keeps of mermaid the core, the diagrams that the product and its lessons have, the dagre layout and what measures nodes.
 * The other diagrams, layouts and KaTeX are loaded by mermaid on demand and become a module that says so; they would be
 * more than twice the size of the rest.
 */
const diagrams = 'flowDiagram|sequenceDiagram|stateDiagram-v2|classDiagram-v2|gitGraphDiagram|gitGraph|timeline-definition|blockDiagram';
const kept = new RegExp(`^\\./(?:chunks/mermaid(?:-parser)?\\.core/)?(?:${diagrams}|dagre|sizeCapture)-`);

export const mermaidDiagrams = {
  name: 'mermaid-diagrams',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
      const fromMermaid = /[\\/](mermaid|@mermaid-js[\\/]parser)[\\/]dist[\\/]/.test(importer);
      return kind === 'dynamic-import' && fromMermaid && !kept.test(path) ? { path, namespace: 'left-out-of-mermaid' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'left-out-of-mermaid' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`Layerwise does not include this part of mermaid: ${path}`)});`,
      loader: 'js',
    }));
  },
};
