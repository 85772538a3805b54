import { prettierExtensions } from '../../protocol/coexistence';
import type { EditorMethod, ShareOfOthers } from './othersHave';

type Shares = Readonly<Partial<Record<EditorMethod, ShareOfOthers>>>;

/**
 * A second formatter makes the editor ask which one to take. For VS Code, who formats a selection formats whole files too,
 * so whoever has one of both is left both.
 */
const formatter: Shares = { 'textDocument/formatting': 'all', 'textDocument/rangeFormatting': 'all' };

/**
 * What other extensions have for compose files, feature by feature; what is not named they do not have. Source: their code
 * and answers. Docker DX 0.18: the schema's keys, names and stages are proposed. Container Tools: some keys, links for
 * images. Red Hat YAML: what any YAML file gets, and the schema's keys. Prettier 3.10 formats VS Code's `dockercompose`.
 */
const shares: ReadonlyMap<string, Shares> = new Map<string, Shares>([
  ['docker.docker', {
    'textDocument/documentSymbol': 'all', 'textDocument/definition': 'all', 'textDocument/documentHighlight': 'all', 'textDocument/rename': 'all',
    'textDocument/documentLink': 'all', ...formatter, 'textDocument/completion': 'part',
  }],
  ['ms-azuretools.vscode-containers', { ...formatter, 'textDocument/documentLink': 'part', 'textDocument/completion': 'part' }],
  ['ms-azuretools.vscode-docker', { ...formatter, 'textDocument/documentLink': 'part', 'textDocument/completion': 'part' }],
  ['redhat.vscode-yaml', {
    'textDocument/documentSymbol': 'all', 'textDocument/foldingRange': 'all', ...formatter,
    'textDocument/onTypeFormatting': 'all', 'textDocument/completion': 'part',
  }],
  ...prettierExtensions.map((id) => [id, formatter] as const),
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
