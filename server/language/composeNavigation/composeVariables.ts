import type { ComposeFile, ComposeScalar, ComposeValue } from '../compose/composeFile';
import { placeAt } from '../compose/composePlace';
import { parseDotenv } from '../compose/dotenv';
import type { Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { entriesAt, itemsAt, scalarAt } from '../compose/project/readNodes';
import type { Span } from '../dockerfile/syntax';
import { touches } from '../navigation/occurrence';

/** How a place takes part in a variable. */
export type VariableRole =
  /** A line of the `.env` file that gives it its value. */
  | 'definition'
  /** `${NAME}`, or a key whose value is a variable's name. */
  | 'use'
  /** `NAME` alone: a container or a build gets it under this name. */
  | 'passed-on'
  /** A line of another env file that sets the same name for itself. */
  | 'other';

export interface VariableOccurrence {
  readonly role: VariableRole;
  /** Of the name alone. */
  readonly place: Place;
}

/** A variable that Compose fills in, with its places in the files of a project, in the order of files. */
export interface ProjectVariable {
  readonly name: string;
  readonly occurrences: readonly VariableOccurrence[];
  /** True where an `env_file` hands the file that defines it to containers. */
  readonly isInContainers: boolean;
}

/** Values of one file that are looked through. */
const mostValues = 100_000;
const expression = /(\$*)\$(\{?)([A-Za-z_]\w*)/g;

/** The name under the cursor, behind its dollar; undefined where none stands there. Also one in another's default. */
export function variableAt(file: ComposeFile, offset: number): { readonly name: string; readonly span: Span } | undefined {
  const place = placeAt(file, offset);
  if (place?.part !== 'value' || place.value.kind !== 'scalar') return undefined;
  return expressionsIn(file.text, place.span).find(({ span }) => touches({ start: span.start - (file.text[span.start - 1] === '{' ? 2 : 1), end: span.end }, offset));
}

/** Every place of a variable in the files of a project: of compose files as they are written, and of env files. */
export function projectVariable(project: ComposeProject, files: ReadonlyMap<string, ComposeFile>, name: string): ProjectVariable {
  const found: VariableOccurrence[] = [];
  for (const [path, file] of files) for (const { role, span } of inComposeFile(file, name)) found.push({ role, place: { path, span } });
  const services = entriesAt(project.model, 'services').flatMap(({ value }) => itemsAt(value, 'env_file'));
  const pathsOf = (items: typeof services): ReadonlySet<string> => new Set(items.flatMap((item) => scalarAt(item, 'path') ?? []).map(scalarText));
  const forContainers = pathsOf(services);
  const raw = pathsOf(services.filter((item) => scalarAt(item, 'format')?.value === 'raw'));
  const defining = project.variables.get(name)?.place?.path;
  for (const [path, text] of project.texts) {
    if (files.has(path) || raw.has(path)) continue;
    // What a file that is for containers alone sets is another variable.
    const isTheirs = path !== defining && forContainers.has(path) && !path.endsWith('/.env');
    for (const { role, span } of inEnvFile(text, name, path === defining)) if (role !== 'other' || !isTheirs) found.push({ role, place: { path, span } });
  }
  return { name, occurrences: found, isInContainers: defining !== undefined && forContainers.has(defining) };
}

interface Found {
  readonly role: VariableRole;
  readonly span: Span;
}

function inComposeFile(file: ComposeFile, name: string): readonly Found[] {
  const found: Found[] = [];
  let values = 0;
  const visit = (value: ComposeValue, above: readonly string[]): void => {
    if (++values > mostValues) return;
    if (value.kind === 'scalar') for (const use of inScalar(file.text, value, name, above)) found.push(use);
    else if (value.kind === 'list') for (const item of value.items) visit(item, [...above, '[]']);
    else if (value.kind === 'mapping') {
      for (const { key, keySpan, value: inner } of value.entries) {
        // A key without a value stands for the variable of its name.
        if (key === name && inner.kind === 'scalar' && inner.isNull && passesOn(above)) found.push({ role: 'passed-on', span: unquoted(file.text, keySpan) });
        else visit(inner, [...above, key]);
      }
    }
  };
  for (const document of file.documents) visit(document, []);
  return found;
}

function inScalar(text: string, scalar: ComposeScalar, name: string, path: readonly string[]): Found[] {
  if (scalar.text === name && path.at(-1) === '[]' && passesOn(path.slice(0, -1))) return [{ role: 'passed-on', span: unquoted(text, scalar.span) }];
  const isName = scalar.text === name && path.length === 3 && path[2] === 'environment' && (path[0] === 'secrets' || path[0] === 'configs');
  if (isName) return [{ role: 'use', span: unquoted(text, scalar.span) }];
  return expressionsIn(text, scalar.span).flatMap(({ name: used, span }): Found[] => (used === name ? [{ role: 'use', span }] : []));
}

/** Variables of a service or a build; what stands below an `x-` key may become that. */
function passesOn(path: readonly string[]): boolean {
  return path.at(-1) === 'environment' || path.at(-1) === 'args' || path[0]?.startsWith('x-') === true;
}

/** The variables of a piece of text, nested ones too. An even number of dollars in front stands for dollars. */
function expressionsIn(text: string, { start, end }: Span): readonly { readonly name: string; readonly span: Span }[] {
  return [...text.slice(start, end).matchAll(expression)].flatMap(({ index, 0: whole, 1: dollars, 3: name }) => {
    if (dollars!.length % 2 === 1) return [];
    const stop = start + index + whole.length;
    return [{ name: name!, span: { start: stop - name!.length, end: stop } }];
  });
}

function unquoted(text: string, { start, end }: Span): Span {
  return /["']/.test(text[start] ?? '') ? { start: start + 1, end: end - 1 } : { start, end };
}

function inEnvFile(text: string, name: string, isDefining: boolean): readonly Found[] {
  return parseDotenv(text).entries.flatMap(({ name: set, value, span }): Found[] => {
    const written = { start: span.start, end: span.start + set.length };
    const own: Found[] = set !== name ? [] : [{ role: value === undefined ? 'passed-on' : isDefining ? 'definition' : 'other', span: written }];
    return [...own, ...usesInLine(text, { start: written.end, end: span.end }, name)];
  });
}

/** Nothing is filled in in single quotes, and nothing in a comment. */
function usesInLine(text: string, { start, end }: Span, name: string): Found[] {
  const value = text.slice(start, end);
  const quote = /^\s*[=:]\s*(["'])/.exec(value)?.[1];
  const comment = quote === undefined ? value.indexOf(' #') : -1;
  if (quote === "'") return [];
  const used = expressionsIn(text, { start, end: comment < 0 ? end : start + comment });
  return used.flatMap(({ name: found, span }): Found[] => (found === name ? [{ role: 'use', span }] : []));
}
