import type { ComposeFile } from '../compose/composeFile';
import type { ComposeMappingNode, ComposeNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import type { ModelService } from '../compose/project/consistency/projectServices';
import { nameOfProject } from '../compose/project/loadProject';
import { scalarText } from '../compose/project/nodeEdits';
import { entriesAt, isMapping, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { composeFileAlone } from '../composeDocumentFacts';
import { lineOf } from '../textPosition';
import { inlineCode } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';

const projectsAlone = new WeakMap<ComposeFile, ComposeProject>();

/** The project that the file at hand belongs to; the file alone where no project was read. */
export function projectOf({ file, facts }: ComposeHoverContext): ComposeProject {
  if (facts.project) return facts.project;
  const known = projectsAlone.get(file) ?? composeFileAlone(file).project;
  projectsAlone.set(file, known);
  return known;
}

/** All services of the project, those that a profile keeps back too. */
export function servicesOf(context: ComposeHoverContext): readonly ModelService[] {
  return entriesAt(projectOf(context).model, 'services').flatMap(({ key, keyPlace, value }) => (isMapping(value) ? [{ name: key, namePlace: keyPlace, node: value }] : []));
}

/** The service at hand as the whole project makes it: with what it extends, and what other files add. */
export function serviceNode(context: ComposeHoverContext): ComposeMappingNode | undefined {
  const found = context.service && nodeAt(projectOf(context).model, 'services', context.service.name);
  return isMapping(found) ? found : undefined;
}

/** `file` or `project`: what a statement about all services is a statement about. */
export function scopeOf(context: ComposeHoverContext): 'file' | 'project' {
  // A `.env` file alone makes no project of several files.
  return projectOf(context).paths.filter((path) => /\.ya?ml$/i.test(path)).length > 1 ? 'project' : 'file';
}

/** ` (compose.yaml, line 3)` for what stands in another file than the one at hand; empty for what stands in this one. */
export function elsewhere(context: ComposeHoverContext, { path, span }: Place): string {
  const { facts } = context;
  if (facts.path === undefined || path === facts.path) return '';
  const text = projectOf(context).texts.get(path);
  const folder = facts.path.slice(0, facts.path.lastIndexOf('/') + 1);
  const name = path.startsWith(folder) ? path.slice(folder.length) : path;
  return ` (${inlineCode(name)}${text === undefined ? '' : `, line ${lineOf(text, span.start)}`})`;
}

/** Under which name the daemon knows what the project makes; undefined where the folder is not known. */
export function projectName(context: ComposeHoverContext): string | undefined {
  const { model } = projectOf(context);
  const { folder } = context.facts;
  if (scalarAt(model, 'name')?.isUncertain) return undefined;
  const name = folder === undefined && !scalarAt(model, 'name') ? '' : nameOfProject(model, (folder ?? '').replaceAll('\\', '/'));
  return name === '' ? undefined : name;
}

/** Texts of a list or of the keys of a mapping. */
export function namesAt(node: ComposeNode | undefined, ...keys: readonly string[]): readonly string[] {
  const items = itemsAt(node, ...keys).flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : []));
  return [...items, ...entriesAt(node, ...keys).map(({ key }) => key)];
}
