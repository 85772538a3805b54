import { pathToFileURL } from 'node:url';
import { DocumentHighlightKind, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ChangeAnnotation, DocumentHighlight, Location, Position, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { HandlerContext } from './handlers';
import type { Place } from './language/compose/project/composeNode';
import type { ComposeProject } from './language/compose/project/composeProject';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import { anchorsOf, type Anchor } from './language/composeNavigation/anchors';
import { composeDefinition } from './language/composeNavigation/composeDefinition';
import { anchorRenameRefusal, composeRenameRefusal, renameAnchor, renameInProject, type NeighbourFile, type ProjectEdit, type ProjectRename } from './language/composeNavigation/composeRename';
import { projectVariable, variableAt, type ProjectVariable } from './language/composeNavigation/composeVariables';
import { fileReferences } from './language/composeNavigation/fileReferences';
import { neighboursOf } from './language/composeNavigation/neighbours';
import type { NameOccurrence } from './language/composeNavigation/nameOccurrences';
import { renameVariable, variableRenameRefusal } from './language/composeNavigation/renameVariable';
import { ProjectNames, type NamedThing } from './language/composeNavigation/projectNames';
import type { Span } from './language/dockerfile/syntax';
import { touches } from './language/navigation/occurrence';
import { lineOf, TextPositions } from './language/textPosition';
import type { ParsedCompose } from './openDocuments';
import { composeFilesBelow } from './world/composeBuilds';
import { filesAmong, readWithSlashes } from './world/namedFiles';
import { systemPath } from './world/projectFiles';

export type ComposeNavigationContext = Pick<HandlerContext, 'facts' | 'documents' | 'builds' | 'canAskBeforeEdits'>;

/** The open file in its project, and what stands at the cursor. */
export interface Found {
  readonly parsed: ParsedCompose;
  readonly facts: ComposeDocumentFacts;
  readonly names: ProjectNames;
  readonly offset: number;
  readonly variable: { readonly name: string; readonly span: Span } | undefined;
  readonly named: { readonly thing: NamedThing; readonly occurrence: NameOccurrence } | undefined;
  readonly anchor: Anchor | undefined;
  readonly anchors: readonly Anchor[];
}

async function find({ facts: store }: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<Found> {
  const facts = await store.completeCompose(parsed);
  const { text } = parsed.compose;
  const offset = new TextPositions(text).offsetAt(position);
  const names = namesOf(facts, parsed);
  const variable = variableAt(parsed.compose, offset);
  const named = variable ? undefined : names.at(facts.path, offset);
  const anchors = variable || named ? [] : anchorsOf(text);
  const anchor = anchors.find(({ definition, uses }) => [definition, ...uses].some((span) => touches(span, offset)));
  return { parsed, facts, names, offset, variable, named, anchor, anchors };
}

/** A variable of the project of an open file, wherever it was found. */
export async function findVariable({ facts: store }: ComposeNavigationContext, parsed: ParsedCompose, variable: NonNullable<Found['variable']>): Promise<Found> {
  const facts = await store.completeCompose(parsed);
  return { parsed, facts, names: namesOf(facts, parsed), offset: 0, variable, named: undefined, anchor: undefined, anchors: [] };
}

/** An editor asks with every move of the cursor; a project stays the same until one of its files changes. */
const knownNames = new WeakMap<ComposeProject, ProjectNames>();

function namesOf({ project, path }: ComposeDocumentFacts, { compose }: ParsedCompose): ProjectNames {
  const names = knownNames.get(project) ?? new ProjectNames(project, { path, file: compose });
  knownNames.set(project, names);
  return names;
}

/** textDocument/definition */
export async function composeDefinitionOf(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<Location | null> {
  const found = await find(context, parsed, position);
  const { facts, names, offset } = found;
  const references = fileReferences(facts.path, parsed.compose, facts.project.variables, facts.project.folders.get(facts.path)).filter(({ span }) => touches(span, offset));
  const files = await filesAmong(references.flatMap(({ paths }) => paths));
  let asksNeighbours = false;
  const define = (neighbours: readonly NeighbourFile[]): Place | undefined =>
    composeDefinition(names, facts.path, offset, {
      ...(facts.rules.dockerfile && { dockerfile: facts.rules.dockerfile }),
      isFile: (path) => files.has(path),
      neighbours: () => {
        asksNeighbours = true;
        return neighbours;
      },
    });
  let place = define([]);
  // A Dockerfile that nobody had asked for is read by now.
  if (!context.facts.projects.isComplete(parsed)) place = define((await context.facts.completeCompose(parsed), []));
  if (!place && asksNeighbours) place = define(await neighbourFiles(context, found));
  return place ? locationOf(context, found, place) : null;
}

/** textDocument/references */
export async function composeReferencesOf(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position, includeDeclaration: boolean): Promise<Location[]> {
  return referencesTo(context, await find(context, parsed, position), includeDeclaration);
}

/** Where what was found is named, in all files of the project. */
export async function referencesTo(context: ComposeNavigationContext, found: Found, includeDeclaration: boolean): Promise<Location[]> {
  const places = placesOf(found, includeDeclaration);
  // Lines are counted once for each file, not for each place in it.
  const paths = [...new Set(places.map(({ path }) => path))];
  const positions = new Map(await Promise.all(paths.map(async (path) => [path, new TextPositions(await textOf(context, found, path))] as const)));
  return places.map(({ path, span }) => ({ uri: uriOf(found, path), range: positions.get(path)!.rangeOf(span) }));
}

function placesOf(found: Found, includeDeclaration: boolean): readonly Place[] {
  const { named, anchor, facts } = found;
  const variable = variableOf(found);
  if (variable) return variable.occurrences.filter(({ role }) => role !== 'other' && (includeDeclaration || role !== 'definition')).map(({ place }) => place);
  if (named) return named.thing.occurrences.filter(({ role }) => includeDeclaration || role === 'use').map(({ place }) => place);
  return anchor ? [...(includeDeclaration ? [anchor.definition] : []), ...anchor.uses].map((span) => ({ path: facts.path, span })) : [];
}

/** textDocument/documentHighlight */
export async function composeHighlightsOf(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<DocumentHighlight[]> {
  const found = await find(context, parsed, position);
  const { named, anchor, facts } = found;
  const positions = new TextPositions(parsed.compose.text);
  const ofVariable = variableOf(found)?.occurrences.filter(({ place }) => place.path === facts.path).map(({ place: { span } }) => ({ span, isDefinition: false })) ?? [];
  const here = named?.thing.occurrences.filter(({ place }) => place.path === facts.path).map(({ place: { span }, role }) => ({ span, isDefinition: role === 'definition' })) ?? [];
  const ofAnchor = anchor ? [{ span: anchor.definition, isDefinition: true }, ...anchor.uses.map((span) => ({ span, isDefinition: false }))] : [];
  return [...ofVariable, ...here, ...ofAnchor].map(({ span, isDefinition }) => ({ range: positions.rangeOf(span), kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
}

/** textDocument/prepareRename: what the editor selects, or why it cannot be renamed. */
export async function prepareComposeRename(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<{ range: Range; placeholder: string } | ResponseError | null> {
  const found = await find(context, parsed, position);
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
  return renameFound(context, await find(context, parsed, position), newName);
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

/** The variable under the cursor with its places in all files of the project. */
function variableOf({ variable, facts, names }: Found): ProjectVariable | undefined {
  return variable && projectVariable(facts.project, names.files, variable.name);
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
  return `${place.path.slice(place.path.lastIndexOf('/') + 1)}, line ${line}: ${doubt}. Change it by hand.`;
}

/** Compose files near the project, as the editor has them. */
async function neighbourFiles(context: ComposeNavigationContext, { facts, parsed }: Found): Promise<readonly NeighbourFile[]> {
  if (!parsed.document.uri.startsWith('file:')) return [];
  const own = systemPath(facts.path);
  const paths = await composeFilesBelow(await context.builds.rootOf(own));
  return neighboursOf([...facts.project.texts.keys()], await readAll(context, paths));
}

/** The `.env` files of the project and the files that its `env_file` keys name, as the editor has them. */
async function environmentFiles(context: ComposeNavigationContext, { facts, names, parsed }: Found): Promise<readonly NeighbourFile[]> {
  if (!parsed.document.uri.startsWith('file:')) return [];
  const named = [...names.files].flatMap(([path, file]) => [
    `${path.slice(0, path.lastIndexOf('/'))}/.env`,
    ...fileReferences(path, file, facts.project.variables, facts.project.folders.get(path)).flatMap(({ paths, isEnvironment }) => (isEnvironment ? paths : [])),
  ]);
  return readAll(context, [...(await filesAmong(named))]);
}

async function readAll({ documents }: ComposeNavigationContext, paths: readonly string[]): Promise<readonly NeighbourFile[]> {
  const files = await Promise.all(paths.map(async (path) => ({ path, text: documents.fileText(systemPath(path)) ?? (await readWithSlashes(path)) })));
  return files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}

async function locationOf(context: ComposeNavigationContext, found: Found, { path, span }: Place): Promise<Location> {
  return { uri: uriOf(found, path), range: new TextPositions(span.end === 0 ? '' : await textOf(context, found, path)).rangeOf(span) };
}

async function textOf({ documents }: ComposeNavigationContext, { facts }: Found, path: string): Promise<string> {
  return facts.project.texts.get(path) ?? documents.fileText(systemPath(path)) ?? (await readWithSlashes(path)) ?? '';
}

/** The open file's URI is spelled as the editor spells it. */
function uriOf({ facts, parsed }: Found, path: string): string {
  return path === facts.path ? parsed.document.uri : pathToFileURL(systemPath(path)).href;
}

function refused(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, message);
}
