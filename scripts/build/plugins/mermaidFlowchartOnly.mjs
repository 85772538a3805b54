/**
 * Keeps of mermaid what draws a flowchart with the dagre layout: the core, `flowDiagram`, `dagre` and what measures
 * nodes. The other diagrams, layouts and KaTeX are loaded by mermaid on demand and become a module that says so; they
 * would be five times the size of the rest.
 */
const kept = /^\.\/(?:chunks\/mermaid\.core\/)?(?:flowDiagram|dagre|sizeCapture)-/;

export const mermaidFlowchartOnly = {
  name: 'mermaid-flowchart-only',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
      const fromMermaid = /[\\/]mermaid[\\/]dist[\\/]/.test(importer);
      return kind === 'dynamic-import' && fromMermaid && !kept.test(path) ? { path, namespace: 'left-out-of-mermaid' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'left-out-of-mermaid' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`Layerwise does not include this part of mermaid: ${path}`)});`,
      loader: 'js',
    }));
  },
};
