import type { ComposeProposal } from '../composeCompletion/keyProposals';

/** Extensions that propose all of the schema. */
const schemaReaders: readonly string[] = ['docker.docker', 'redhat.vscode-yaml'];

/** The keys that Container Tools proposes where neither of those is there. Source: @microsoft/compose-language-service 1.0.0. */
const keysOfContainerTools: ReadonlySet<string> = new Set([
  'configs', 'networks', 'secrets', 'services', 'version', 'volumes',
  ...['build', 'command', 'container_name', 'depends_on', 'entrypoint', 'env_file', 'environment', 'expose', 'healthcheck', 'image', 'labels', 'networks', 'ports', 'profiles', 'pull_policy', 'volumes'].map((key) => `services.*.${key}`),
  ...['args', 'context', 'dockerfile', 'labels', 'network', 'target'].map((key) => `services.*.build.${key}`),
]);

/**
 * Proposals without what other extensions make at the same place: the schema's keys and values, and beside Docker DX the
 * names of services, networks and so on, the stages of Dockerfiles and paths. Nobody proposes variables, ARGs, exposed ports and
 * images on this machine.
 * @param others ids of the extensions that are there; where none is named, Layerwise was told to offer additions only
 */
export function composeAdditions(proposals: readonly ComposeProposal[], others: readonly string[]): readonly ComposeProposal[] {
  const hasSchema = others.length === 0 || others.some((id) => schemaReaders.includes(id));
  const hasNames = others.includes('docker.docker') && !others.includes('redhat.vscode-yaml');
  return proposals.filter(({ schemaPath, kind, isName }) => {
    if (isName || kind === 'file' || kind === 'folder') return !hasNames;
    if (schemaPath === undefined) return true;
    return !hasSchema && !(kind === 'flag' && keysOfContainerTools.has(schemaPath));
  });
}
