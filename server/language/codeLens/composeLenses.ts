import type { CodeLens, Range } from 'vscode-languageserver-types';
import type { ComposeFile } from '../compose/composeFile';
import type { ComposeNode } from '../compose/project/composeNode';
import { itemsAt, nodeAt } from '../compose/project/readNodes';
import type { ComposeDocumentFacts } from '../composeDocumentFacts';
import { maskUses } from '../hover/composeHoverContext';
import { maskSecrets } from '../maskSecrets';
import { formatCommandLine, shortenCommand } from '../process/commandLine';
import { serviceCommand } from '../process/serviceCommand';
import { TextPositions } from '../textPosition';
import { count } from '../wording';
import { publishedAddresses } from './publishedAddresses';

const longestTitle = 80;
/** Addresses of one service that get a lens each. */
const mostAddresses = 3;
/** Services of one file that get lenses. */
const mostServices = 500;

/**
 * Above each service: what its container runs, and each address at which this machine reaches it:
 * `runs: node server.js`, `reachable at http://localhost:8080`. A lens whose address is one of the web opens it.
 * @param canOpen true where the editor runs VS Code's command that opens an address
 */
export function composeLenses({ text, services }: ComposeFile, { project, rules }: Omit<ComposeDocumentFacts, 'path'>, canOpen: boolean): CodeLens[] {
  const positions = new TextPositions(text);
  return services.slice(0, mostServices).flatMap(({ name, nameSpan }) => {
    const node = nodeAt(project.model, 'services', name);
    if (node?.kind !== 'mapping') return [];
    const range = positions.rangeOf(nameSpan);
    const command = serviceCommand(node, project, rules);
    const runs = command && command.argv.length > 0 ? [plainLens(range, runsTitle(formatCommandLine(command.argv), node, command.complete))] : [];
    return [...runs, ...addressLenses(publishedAddresses(node, project.model), range, canOpen)];
  });
}

/** Masked as one text: `--password` and its value are two words. */
function runsTitle(words: string, service: ComposeNode, isComplete: boolean): string {
  const written = ['entrypoint', 'command'].flatMap((key) => [nodeAt(service, key), ...itemsAt(service, key)]);
  const uses = written.flatMap((item) => (item?.kind === 'scalar' ? item.uses : []));
  const end = isComplete ? '' : ' unless its image has an ENTRYPOINT';
  return `${shortenCommand(`runs: ${maskSecrets(maskUses(words, uses))}`, longestTitle - end.length)}${end}`;
}

function addressLenses(addresses: readonly string[], range: Range, canOpen: boolean): CodeLens[] {
  const shown = addresses.slice(0, addresses.length === mostAddresses + 1 ? mostAddresses + 1 : mostAddresses);
  const left = addresses.length - shown.length;
  const lenses = shown.map((address): CodeLens => {
    const title = `reachable at ${address}`;
    return canOpen && address.startsWith('http') ? { range, command: { title, command: 'vscode.open', arguments: [address] } } : plainLens(range, title);
  });
  return left > 0 ? [...lenses, plainLens(range, `and at ${count(left, 'more port')}`)] : lenses;
}

function plainLens(range: Range, title: string): CodeLens {
  return { range, command: { title, command: '' } };
}
