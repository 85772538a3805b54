import type { ComposeMapping, ComposeValue } from '../compose/composeFile';
import { asList, asText, valueOf } from '../compose/composeValues';
import { resolvePath } from '../compose/project/projectPaths';
import { nodeAt } from '../compose/project/readNodes';
import { lineOf } from '../textPosition';
import { inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { elsewhere, projectName, projectOf, serviceNode, servicesOf } from './composeModel';
import { mostItems, nameList } from './composeServiceItems';

/** At `include`: which services each file brings. */
export function includeFacts(context: ComposeHoverContext): string[] {
  const { place, facts } = context;
  if (facts.path === undefined || facts.folder === undefined) return [];
  const items = asList(valueOf(place.document, 'include')) ?? [];
  const index = place.path[1];
  return (typeof index === 'number' ? items.slice(index, index + 1) : items.slice(0, mostItems)).flatMap((item) => {
    const written = asText(item) ?? asText(valueOf(item, 'path')) ?? asText(asList(valueOf(item, 'path'))?.[0]);
    if (!written) return [];
    const path = resolvePath(facts.folder!.replaceAll('\\', '/'), context.fillIn(written.text));
    const names = servicesOf(context).filter(({ namePlace }) => namePlace.path === path).map(({ name }) => name);
    if (names.length > 0) return [`${inlineCode(context.fillIn(written.text))} brings ${nameList(names)}.`];
    return projectOf(context).paths.includes(path) ? [`${inlineCode(context.fillIn(written.text))} brings no service itself.`] : [];
  });
}

/** At `extends`: which keys the base brings, and which stand in both. */
export function extendsFacts(context: ComposeHoverContext): string[] {
  const node = serviceNode(context);
  // Where the base could not be read, the key stays.
  if (!node || nodeAt(node, 'extends')) return [];
  const own = new Set(context.service!.entries.map(({ key }) => key));
  const brought = [...node.entries.values()].filter(({ key }) => !own.has(key));
  const place = brought[0] && elsewhere(context, brought[0].keyPlace);
  const words = joinWords(brought.map(({ key }) => inlineCode(key)), mostItems);
  return brought.length === 0 ? ['The base brings no key that is not written here as well.'] : [`The base brings ${words}${place ?? ''}.`, 'What is written here wins, or is joined with the base where it is a list or a mapping.'];
}

/** At the project's name: what Compose calls its things. */
export function nameFacts(context: ComposeHoverContext): string[] {
  const name = projectName(context);
  const services = servicesOf(context);
  const service = (services.find(({ namePlace }) => namePlace.path === context.facts.path) ?? services[0])?.name;
  return name === undefined || service === undefined ? [] : [`A container is called ${inlineCode(`${name}-${service}-1`)}, the usual network ${inlineCode(`${name}_default`)}.`];
}

/** A place at which an alias stands for something. */
export interface AliasUse {
  /** Keys and list positions that lead to it; without `<<` for a merge. */
  readonly path: readonly (string | number)[];
  readonly offset: number;
}

/** Values of one document that are looked through for aliases. */
const mostVisited = 100_000;
const aliasUses = new WeakMap<ComposeValue, ReadonlyMap<ComposeValue, readonly AliasUse[]>>();

/** Where aliases of a document stand for a value. Remembered with the document; aliases are not followed. */
export function usesOf(document: ComposeValue, wanted: ComposeValue): readonly AliasUse[] {
  const known = aliasUses.get(document) ?? findAliases(document);
  aliasUses.set(document, known);
  return known.get(wanted) ?? [];
}

function findAliases(document: ComposeValue): ReadonlyMap<ComposeValue, readonly AliasUse[]> {
  const found = new Map<ComposeValue, AliasUse[]>();
  const waiting: { readonly value: ComposeValue; readonly path: readonly (string | number)[] }[] = [{ value: document, path: [] }];
  for (let visited = 0; waiting.length > 0 && visited < mostVisited; visited++) {
    const { value, path } = waiting.pop()!;
    if (value.kind === 'alias' && value.target) {
      const merge = path.indexOf('<<');
      const uses = found.get(value.target) ?? [];
      found.set(value.target, uses);
      uses.push({ path: merge < 0 ? path : path.slice(0, merge), offset: value.span.start });
    }
    if (value.kind === 'mapping') for (const { key, value: inner } of value.entries) waiting.push({ value: inner, path: [...path, key] });
    if (value.kind === 'list') for (const [index, inner] of value.items.entries()) waiting.push({ value: inner, path: [...path, index] });
  }
  for (const uses of found.values()) uses.sort((one, other) => one.offset - other.offset);
  return found;
}

/** Where a part of an `x-` key is used. */
export interface PlaceWhereUsed {
  /** The path that it has where it is used first. */
  readonly path: readonly (string | number)[];
  /** Every service that uses it. */
  readonly services: readonly string[];
}

/** In an `x-` key: where aliases bring the value at hand; undefined where nothing uses it. */
export function placeWhereUsed({ place }: Pick<ComposeHoverContext, 'place'>): PlaceWhereUsed | undefined {
  let value: ComposeValue | undefined = place.document;
  const rest = [...place.path];
  while (value && rest.length > 0) {
    const part: string | number = rest.shift()!;
    value = typeof part === 'number' ? asList(value)?.[part] : (value as ComposeMapping).entries?.find(({ key }) => key === part)?.value;
    if (!value || value.kind === 'scalar' || rest.length === 0) continue;
    const uses = usesOf(place.document, value);
    const services = uses.flatMap(({ path }) => (path[0] === 'services' && path.length > 1 ? [String(path[1])] : []));
    if (uses[0]) return { path: [...uses[0].path, ...rest], services: [...new Set(services)] };
  }
  return undefined;
}

/** At an `x-` key: who uses it. */
export function extensionFacts({ place, file }: ComposeHoverContext): string[] {
  if (place.path.length !== 1) return [];
  const uses = usesOf(place.document, place.value);
  // Only the first are shown; the others are only counted.
  const lines = uses.map(({ offset }, index) => (index <= mostItems ? String(lineOf(file.text, offset)) : ''));
  const names = [...new Set(uses.flatMap(({ path }) => (path[0] === 'services' && path.length > 1 ? [String(path[1])] : [])))];
  if (uses.length === 0) return [];
  return [names.length > 0 ? `Used by ${nameList(names)}.` : `Used in line${lines.length > 1 ? 's' : ''} ${joinWords(lines, mostItems)}.`];
}
