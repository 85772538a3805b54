import { mermaidDiagrams } from './mermaidDiagrams.mjs';

/** What the build of `media/lessonMermaid` needs. */
export const plugins = [mermaidDiagrams];
