/**
 * Leaves out of mermaid all diagrams but some: kept are the core, the dagre layout and what measures nodes. The other
 * diagrams, layouts and KaTeX are loaded by mermaid on demand and become a module that says so; all of them would be five
 * times the size of a flowchart alone.
 * @param {string} name of the plugin
 * @param {string} diagrams the modules of mermaid to keep, as alternatives of a regular expression
 * @returns {import('esbuild').Plugin}
 */
export function mermaidWithout(name, diagrams) {
  const kept = new RegExp(`^\\./(?:chunks/mermaid(?:-parser)?\\.core/)?(?:${diagrams}|dagre|sizeCapture)-`);
  return {
    name,
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
        const fromMermaid = /[\\/](?:mermaid|@mermaid-js[\\/]parser)[\\/]dist[\\/]/.test(importer);
        return kind === 'dynamic-import' && fromMermaid && !kept.test(path) ? { path, namespace: 'left-out-of-mermaid' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'left-out-of-mermaid' }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`Layerwise does not include this part of mermaid: ${path}`)});`,
        loader: 'js',
      }));
    },
  };
}
