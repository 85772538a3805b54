import type { ComposeProposal } from '../composeCompletion/keyProposals';

/**
 * Proposals without what other extensions make at the same place: the schema's keys and values, and beside Docker DX the
 * names of services, networks and so on and the stages of Dockerfiles. Nobody proposes variables, ARGs, exposed ports and
 * images on this machine.
 * @param others ids of the extensions that are there
 */
export function composeAdditions(proposals: readonly ComposeProposal[], others: readonly string[]): readonly ComposeProposal[] {
  const hasNames = others.includes('docker.docker') && !others.includes('redhat.vscode-yaml');
  return proposals.filter(({ isOfSchema, isName }) => !isOfSchema && !(isName && hasNames));
}
