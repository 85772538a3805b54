import type { Location, Position, Range, ResponseError, WorkspaceEdit } from 'vscode-languageserver';
import { referencesTo } from './composeNavigationHandlers';
import { prepareVariableRename, renameFound } from './composeRenameHandlers';
import { filePathOf } from './fileUri';
import { findVariable, type ComposeNavigationContext, type Found } from './foundInProject';
import { parseDotenv } from './language/compose/dotenv';
import { touches } from './language/navigation/occurrence';
import { TextPositions } from './language/textPosition';
import { withSlashes } from './world/projectFiles';

/**
 * What stands at a line of a `.env` file, as the open compose files see it whose variables it sets: editors keep such a file
 * under different languages, so it is known by who reads it.
 */
interface FoundLine {
  readonly positions: TextPositions;
  /** One for each open compose file. */
  readonly found: readonly Found[];
}

async function findLine(context: ComposeNavigationContext, uri: string, position: Position): Promise<FoundLine | undefined> {
  const { documents } = context;
  const [path, text] = [filePathOf(uri), documents.text(uri)];
  if (path === undefined || text === undefined) return undefined;
  const positions = new TextPositions(text);
  const offset = positions.offsetAt(position);
  const entry = parseDotenv(text).entries.find(({ name, span: { start } }) => touches({ start, end: start + name.length }, offset));
  if (!entry) return undefined;
  const variable = { name: entry.name, span: { start: entry.span.start, end: entry.span.start + entry.name.length } };
  const open = documents.uris().flatMap((other) => documents.get(other) ?? []).flatMap((parsed) => (parsed.kind === 'compose' ? [parsed] : []));
  const found = await Promise.all(open.map((parsed) => findVariable(context, parsed, variable)));
  // What a file that is for containers alone sets is no variable of the project.
  return { positions, found: found.filter(({ facts }) => facts.project.variables.get(variable.name)?.place?.path === withSlashes(path)) };
}

/** textDocument/references: where compose files use the variable of a line. */
export async function environmentReferencesOf(context: ComposeNavigationContext, uri: string, position: Position, includeDeclaration: boolean): Promise<Location[]> {
  const line = await findLine(context, uri, position);
  const all = await Promise.all((line?.found ?? []).map((found) => referencesTo(context, found, includeDeclaration)));
  return [...new Map(all.flat().map((location) => [JSON.stringify(location), location])).values()];
}

/** textDocument/prepareRename */
export async function prepareEnvironmentRename(context: ComposeNavigationContext, uri: string, position: Position): Promise<{ range: Range; placeholder: string } | ResponseError | null> {
  const line = await findLine(context, uri, position);
  return line?.found[0] ? prepareVariableRename(line.found[0], line.positions) : null;
}

/** textDocument/rename: as from the first open compose file that the line counts for; the others are looked at as neighbours. */
export async function environmentRenameOf(context: ComposeNavigationContext, uri: string, position: Position, newName: string): Promise<WorkspaceEdit | ResponseError | null> {
  const line = await findLine(context, uri, position);
  return line?.found[0] ? renameFound(context, line.found[0], newName) : null;
}
