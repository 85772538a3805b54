import type { EditorMethod, ShareOfOthers } from './othersHave';

type Shares = Readonly<Partial<Record<EditorMethod, ShareOfOthers>>>;

/**
 * What other extensions have for compose files, feature by feature; what is not named they do not have. Source: their code
 * and answers. Docker DX 0.18: the schema's keys, names and stages are proposed. Container Tools: some keys, links for
 * images. Red Hat YAML: what any YAML file gets, and the schema's keys.
 */
const shares: ReadonlyMap<string, Shares> = new Map<string, Shares>([
  ['docker.docker', {
    'textDocument/documentSymbol': 'all', 'textDocument/definition': 'all', 'textDocument/documentHighlight': 'all', 'textDocument/rename': 'all',
    'textDocument/documentLink': 'all', 'textDocument/formatting': 'all', 'textDocument/completion': 'part',
  }],
  ['ms-azuretools.vscode-containers', { 'textDocument/formatting': 'all', 'textDocument/documentLink': 'part', 'textDocument/completion': 'part' }],
  ['ms-azuretools.vscode-docker', { 'textDocument/formatting': 'all', 'textDocument/documentLink': 'part', 'textDocument/completion': 'part' }],
  ['redhat.vscode-yaml', {
    'textDocument/documentSymbol': 'all', 'textDocument/foldingRange': 'all', 'textDocument/formatting': 'all', 'textDocument/rangeFormatting': 'all',
    'textDocument/onTypeFormatting': 'all', 'textDocument/completion': 'part',
  }],
]);

const amounts: readonly ShareOfOthers[] = ['none', 'part', 'all'];

/** The most that any of them has. Where none is named, Layerwise was told to offer additions only: then all of them count. */
export function composeShareOfOthers(method: EditorMethod, present: readonly string[]): ShareOfOthers {
  const counted = present.length === 0 ? [...shares.keys()] : activeOf(present);
  return counted.map((id) => shares.get(id)?.[method] ?? 'none').reduce((most, share) => (amounts.indexOf(share) > amounts.indexOf(most) ? share : most), 'none');
}

/** Docker DX leaves compose files to Red Hat YAML where that is there. */
function activeOf(present: readonly string[]): readonly string[] {
  return present.includes('redhat.vscode-yaml') ? present.filter((id) => id !== 'docker.docker') : present;
}
