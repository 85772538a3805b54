import { pathToFileURL } from 'node:url';
import type { Position } from 'vscode-languageserver';
import type { HandlerContext } from './handlers';
import type { ComposeProject } from './language/compose/project/composeProject';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import { anchorsOf, type Anchor } from './language/composeNavigation/anchors';
import { projectVariable, variableAt, type ProjectVariable } from './language/composeNavigation/composeVariables';
import type { NameOccurrence } from './language/composeNavigation/nameOccurrences';
import { ProjectNames, type NamedThing } from './language/composeNavigation/projectNames';
import type { Span } from './language/dockerfile/syntax';
import { touches } from './language/navigation/occurrence';
import { TextPositions } from './language/textPosition';
import type { ParsedCompose } from './openDocuments';
import { readWithSlashes } from './world/namedFiles';
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

/** What stands at a position of an open compose file. */
export async function findAt({ facts: store }: ComposeNavigationContext, parsed: ParsedCompose, position: Position): Promise<Found> {
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

/** The variable under the cursor with its places in all files of the project. */
export function variableOf({ variable, facts, names }: Found): ProjectVariable | undefined {
  return variable && projectVariable(facts.project, names.files, variable.name);
}

/** The text of a file of the project as the editor has it, else as the disk does; empty where there is none. */
export async function textOf({ documents }: ComposeNavigationContext, { facts }: Found, path: string): Promise<string> {
  return facts.project.texts.get(path) ?? documents.fileText(systemPath(path)) ?? (await readWithSlashes(path)) ?? '';
}

/** The open file's URI is spelled as the editor spells it. */
export function uriOf({ facts, parsed }: Found, path: string): string {
  return path === facts.path ? parsed.document.uri : pathToFileURL(systemPath(path)).href;
}
