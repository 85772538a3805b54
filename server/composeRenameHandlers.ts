import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ChangeAnnotation, Position, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { environmentFiles, neighbourFiles } from './filesAroundProject';
import { findAt, textOf, uriOf, variableOf, type ComposeNavigationContext, type Found } from './foundInProject';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import { anchorRenameRefusal, composeRenameRefusal, renameAnchor, renameInProject, type ProjectEdit, type ProjectRename } from './language/composeNavigation/composeRename';
import { renameVariable, variableRenameRefusal } from './language/composeNavigation/renameVariable';
import { baseName } from './language/context/contextPath';
import { touches } from './language/navigation/occurrence';
import { lineOf, TextPositions } from './language/textPosition';
import type { ParsedCompose } from './openDocuments';

/** textDocument/prepareRename: what the editor selects, or why it cannot be renamed. */
export async function prepareComposeRename(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<{ range: Range; placeholder: string } | ResponseError | null> {
  const found = await findAt(context, parsed, position);
  const { facts, named, anchor, anchors, names, offset } = found;
  const positions = new TextPositions(parsed.compose.text);
  if (found.variable) return prepareVariableRename(found, positions);
  if (named) {
    const refusal = unread(facts) ?? composeRenameRefusal(names, named.thing);
    return refusal ? refused(refusal) : { range: positions.rangeOf(named.occurrence.place.span), placeholder: named.thing.name };
  }
  if (!anchor) return null;
  const refusal = anchorRenameRefusal(anchors, anchor);
  const span = [anchor.definition, ...anchor.uses].find((one) => touches(one, offset))!;
  return refusal ? refused(refusal) : { range: positions.rangeOf(span), placeholder: anchor.name };
}

/** @param positions of the text that the variable was found in */
export function prepareVariableRename(found: Found, positions: TextPositions): { range: Range; placeholder: string } | ResponseError | null {
  const variable = variableOf(found);
  if (!variable) return null;
  const refusal = unread(found.facts) ?? variableRenameRefusal(found.names, variable);
  return refusal ? refused(refusal) : { range: positions.rangeOf(found.variable!.span), placeholder: variable.name };
}

/** textDocument/rename */
export async function composeRenameOf(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position, newName: string): Promise<WorkspaceEdit | ResponseError | null> {
  return renameFound(context, await findAt(context, parsed, position), newName);
}

/** The edits of a rename, or why there are none. */
export async function renameFound(context: ComposeNavigationContext, found: Found, newName: string): Promise<WorkspaceEdit | ResponseError | null> {
  const result = await renamed(context, found, newName);
  if (!result) return null;
  if ('refusal' in result) return refused(result.refusal);
  const [doubtful] = result.edits.filter(({ doubt }) => doubt !== undefined);
  if (doubtful && !context.canAskBeforeEdits) return refused(await doubtWords(context, found, doubtful));
  return workspaceEdit(context, found, result.edits);
}

async function renamed(context: ComposeNavigationContext, found: Found, newName: string): Promise<ProjectRename | undefined> {
  const { named, anchor, anchors, names, facts } = found;
  if (anchor) return renameAnchor(anchors, anchor, facts.path, newName);
  const variable = variableOf(found);
  const refusal = unread(facts);
  if (variable) return refusal ? { refusal } : renameVariable(names, variable, newName, await neighbourFiles(context, found));
  if (!named) return undefined;
  return refusal ? { refusal } : renameInProject(names, named.thing, newName, { neighbours: await neighbourFiles(context, found), environment: await environmentFiles(context, found) });
}

function unread({ project }: ComposeDocumentFacts): string | undefined {
  return project.wanted.length === 0 ? undefined : 'The files of the project are still being read. Try again in a moment.';
}

async function workspaceEdit(context: ComposeNavigationContext, found: Found, edits: readonly ProjectEdit[]): Promise<WorkspaceEdit> {
  const documentChanges: TextDocumentEdit[] = [];
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const path of new Set(edits.map(({ place }) => place.path))) {
    const positions = new TextPositions(await textOf(context, found, path));
    const changes = edits.filter(({ place }) => place.path === path).map(({ place, newText, doubt }) => {
      if (doubt !== undefined) changeAnnotations[doubt] = { label: doubt, needsConfirmation: true };
      return { range: positions.rangeOf(place.span), newText, ...(doubt !== undefined && { annotationId: doubt }) };
    });
    documentChanges.push({ textDocument: { uri: uriOf(found, path), version: path === found.facts.path ? found.parsed.document.version : null }, edits: changes });
  }
  return { documentChanges, ...(Object.keys(changeAnnotations).length > 0 && { changeAnnotations }) };
}

async function doubtWords(context: ComposeNavigationContext, found: Found, { place, doubt }: ProjectEdit): Promise<string> {
  const line = lineOf(await textOf(context, found, place.path), place.span.start);
  return `${baseName(place.path)}, line ${line}: ${doubt}. Change it by hand.`;
}

function refused(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, message);
}
