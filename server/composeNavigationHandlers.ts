import { DocumentHighlightKind } from 'vscode-languageserver';
import type { DocumentHighlight, Location, Position } from 'vscode-languageserver';
import { neighbourFiles } from './filesAroundProject';
import { findAt, textOf, uriOf, variableOf, type ComposeNavigationContext, type Found } from './foundInProject';
import type { Place } from './language/compose/project/composeNode';
import { composeDefinition } from './language/composeNavigation/composeDefinition';
import type { NeighbourFile } from './language/composeNavigation/composeRename';
import { fileReferences } from './language/composeNavigation/fileReferences';
import { touches } from './language/navigation/occurrence';
import { TextPositions } from './language/textPosition';
import type { ParsedCompose } from './openDocuments';
import { filesAmong } from './world/namedFiles';

/** textDocument/definition */
export async function composeDefinitionOf(context: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<Location | null> {
  const found = await findAt(context, parsed, position);
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
  return referencesTo(context, await findAt(context, parsed, position), includeDeclaration);
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
  const found = await findAt(context, parsed, position);
  const { named, anchor, facts } = found;
  const positions = new TextPositions(parsed.compose.text);
  const ofVariable = variableOf(found)?.occurrences.filter(({ place }) => place.path === facts.path).map(({ place: { span } }) => ({ span, isDefinition: false })) ?? [];
  const here = named?.thing.occurrences.filter(({ place }) => place.path === facts.path).map(({ place: { span }, role }) => ({ span, isDefinition: role === 'definition' })) ?? [];
  const ofAnchor = anchor ? [{ span: anchor.definition, isDefinition: true }, ...anchor.uses.map((span) => ({ span, isDefinition: false }))] : [];
  return [...ofVariable, ...here, ...ofAnchor].map(({ span, isDefinition }) => ({ range: positions.rangeOf(span), kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
}

async function locationOf(context: ComposeNavigationContext, found: Found, { path, span }: Place): Promise<Location> {
  return { uri: uriOf(found, path), range: new TextPositions(span.end === 0 ? '' : await textOf(context, found, path)).rangeOf(span) };
}
