import type { ComposeFile } from '../compose/composeFile';
import type { ComposeMappingNode, ComposeNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { nameOfProject } from '../compose/project/loadProject';
import { scalarText } from '../compose/project/nodeEdits';
import { entriesAt, isMapping, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { composeFileAlone } from '../composeDocumentFacts';
import { servicesOf as servicesOfProject, type RuleService } from '../composeRules/ruleServices';
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
export function servicesOf(context: ComposeHoverContext): readonly RuleService[] {
  return servicesOfProject(projectOf(context));
}

/** The service at hand as the whole project makes it: with what it extends, and what other files add. */
export function serviceNode(context: ComposeHoverContext): ComposeMappingNode | undefined {
  const found = context.service && nodeAt(projectOf(context).model, 'services', context.service.name);
  return isMapping(found) ? found : undefined;
}

/** `project` where all of several files is known, else `file`: what a statement about all services is a statement about. */
export function scopeOf(context: ComposeHoverContext): 'file' | 'project' {
  const { isWhole, paths } = projectOf(context);
  // A `.env` file alone makes no project of several files.
  return isWhole && paths.filter((path) => /\.ya?ml$/i.test(path)).length > 1 ? 'project' : 'file';
}

/** ` (compose.yaml, line 3)` for what stands in another file than the one at hand; empty for what stands in this one. */
export function elsewhere(context: ComposeHoverContext, { path, span }: Place): string {
  const { facts } = context;
  if (facts.path === undefined || path === facts.path) return '';
  const text = projectOf(context).texts.get(path);
  return ` (${inlineCode(pathFromFile(facts.path, path))}${text === undefined ? '' : `, line ${lineOf(text, span.start)}`})`;
}

/** A path as one would write it in a file: `common.yaml`, `../base/compose.yaml`. Both are absolute, with `/`. */
export function pathFromFile(file: string, path: string): string {
  const [from, to] = [file.split('/').slice(0, -1), path.split('/')];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  // Another drive, or nothing in common but the root.
  if (same < 2) return path;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
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
