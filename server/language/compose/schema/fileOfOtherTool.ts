import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingEntry, ComposeMappingNode } from '../project/composeNode';

/** One fault for a file whose keys at the top are all another tool's, at the first that Compose does not have. */
export function fileOfOtherTool({ keyPlace }: ComposeMappingEntry, { entries }: ComposeMappingNode): ComposeFault {
  const advice = entries.has('apiVersion') && entries.has('kind') ? 'This is a file for Kubernetes.' : 'If it is for another tool, give it another name.';
  return { code: 'unknown-key', message: `No key at the top of this file tells Compose what to run, and Compose rejects it: a compose file has \`services:\`. ${advice}`, place: keyPlace, mendedBy: 'nothing' };
}
