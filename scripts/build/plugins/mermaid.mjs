import { mermaidDiagrams } from './mermaidDiagrams.mjs';

/** What the build of `media/mermaid` needs. */
export const plugins = [mermaidDiagrams];
