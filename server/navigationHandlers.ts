import { DocumentHighlightKind, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { DocumentHighlight, Location, Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import { definitionSpan, renameRefusal, renameThing, thingAt, type FoundThing } from './language/navigation/navigate';
import { TextPositions } from './language/textPosition';
import type { ParsedDockerfile } from './openDocuments';

interface Place {
  readonly positions: TextPositions;
  readonly found: FoundThing | undefined;
}

function placeAt({ dockerfile }: ParsedDockerfile, position: Position): Place {
  const positions = new TextPositions(dockerfile.text);
  return { positions, found: thingAt(dockerfile, positions.offsetAt(position)) };
}

/** textDocument/definition */
export function definitionOf(parsed: ParsedDockerfile, position: Position): Location | null {
  const { positions, found } = placeAt(parsed, position);
  const span = found && definitionSpan(found);
  return span ? { uri: parsed.document.uri, range: positions.rangeOf(span) } : null;
}

/** textDocument/references */
export function referencesOf(parsed: ParsedDockerfile, position: Position, includeDeclaration: boolean): Location[] {
  const { positions, found } = placeAt(parsed, position);
  const wanted = found?.thing.occurrences.filter(({ role }) => includeDeclaration || role === 'use') ?? [];
  return wanted.map(({ span }) => ({ uri: parsed.document.uri, range: positions.rangeOf(span) }));
}

/** textDocument/documentHighlight */
export function highlightsOf(parsed: ParsedDockerfile, position: Position): DocumentHighlight[] {
  const { positions, found } = placeAt(parsed, position);
  const places = found?.thing.occurrences ?? [];
  return places.map(({ role, span }) => ({ range: positions.rangeOf(span), kind: role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
}

/** textDocument/prepareRename: what the editor selects, or why it cannot be renamed. */
export function prepareRenameOf(parsed: ParsedDockerfile, position: Position): { range: Range; placeholder: string } | ResponseError | null {
  const { positions, found } = placeAt(parsed, position);
  if (!found) return null;
  const refusal = renameRefusal(parsed.dockerfile, found);
  if (refusal) return refused(refusal);
  return { range: positions.rangeOf(found.at.span), placeholder: found.thing.name };
}

/** textDocument/rename */
export function renameOf(parsed: ParsedDockerfile, position: Position, newName: string): WorkspaceEdit | ResponseError | null {
  const { positions, found } = placeAt(parsed, position);
  if (!found) return null;
  const result = renameThing(parsed.dockerfile, found, newName);
  if ('refusal' in result) return refused(result.refusal);
  const edits = result.edits.map(({ span, newText }) => ({ range: positions.rangeOf(span), newText }));
  const { uri, version } = parsed.document;
  return { documentChanges: [{ textDocument: { uri, version }, edits }] };
}

function refused(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, message);
}
