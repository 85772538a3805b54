import { composeSchema, resolveSchema } from './composeSchema';
import { typesOf, type JsonSchema, type JsonType } from './jsonSchema';

/** One place of a compose file, with all forms that it can be written in taken together. */
export interface SchemaPath {
  /** `services.*.ports[].target`: `*` is a name that the file's author chooses, `[]` an item of a list. Empty for the whole file. */
  readonly path: string;
  /** The last part of the path: a key, `*` or `[]`. */
  readonly key: string;
  readonly types: readonly JsonType[];
  readonly canBeList: boolean;
  readonly canBeMapping: boolean;
  /** True where a text, a number or a truth value can stand. */
  readonly canBeScalar: boolean;
  /** The only texts that can stand here; empty where there is no such list. */
  readonly values: readonly string[];
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  /** True for what Compose 2.26 rejects and the newest knows. */
  readonly isNew: boolean;
  /** The first Compose that takes a new key, `2.38.0`; undefined for what Compose 2.26 takes. */
  readonly since: string | undefined;
  readonly hasDescription: boolean;
  /** By key, in the schema's order; without `x-` keys, which can stand nearly everywhere. */
  readonly keys: ReadonlyMap<string, SchemaPath>;
  /** What is below a name that the author chooses. */
  readonly named: SchemaPath | undefined;
  /** Items of the list form. */
  readonly item: SchemaPath | undefined;
}

/** The longest path of the schema has ten parts; it has no cycles. */
const deepest = 20;

/**
 * Keys that came after Compose 2.26, with all that is below them, and the first Compose that takes them.
 * Source: the schema in each version of compose-go, and which of them each Compose is built with.
 */
const newKeys: ReadonlyMap<string, string> = new Map([
  ['models', '2.38.0'], ['services.*.build.no_cache_filter', '5.0.0'], ['services.*.build.provenance', '2.39.0'], ['services.*.build.sbom', '2.39.0'],
  ['services.*.develop.watch[].include', '2.34.0'], ['services.*.develop.watch[].initial_sync', '2.39.4'], ['services.*.models', '2.38.0'],
  ['services.*.networks.*.interface_name', '2.36.0'], ['services.*.pre_start', '5.3.0'], ['services.*.provider', '2.35.0'],
  ['services.*.pull_refresh_after', '2.34.0'], ['services.*.use_api_socket', '2.37.2'], ['services.*.volumes[].image', '2.35.0'],
  ['services.*.volumes[].volume.labels', '2.35.0'],
]);

/** The whole file; every place is below it. */
export const schemaRoot: SchemaPath = pathOf([composeSchema], '', '', {}, 0);

/** Every place that has a key or a chosen name, in the schema's order. */
export const schemaPaths: readonly SchemaPath[] = below(schemaRoot);

/**
 * The place at some keys; `[]` for an item of a list. Undefined for what the schema does not have, and below `x-` keys.
 * @param keys of the file: `['services', 'web', 'ports', '[]', 'target']`
 */
export function schemaPathAt(keys: readonly string[]): SchemaPath | undefined {
  return keys.reduce<SchemaPath | undefined>((place, key) => (key === '[]' ? place?.item : (place?.keys.get(key) ?? (key.startsWith('x-') ? undefined : place?.named))), schemaRoot);
}

interface Standing {
  readonly isRequired?: boolean;
  readonly since?: string;
}

function pathOf(schemas: readonly JsonSchema[], path: string, key: string, { isRequired = false, since }: Standing, depth: number): SchemaPath {
  const forms = schemas.flatMap((schema) => formsOf(schema));
  const types = [...new Set(forms.flatMap(typesOf))];
  const standing = { since: since ?? newKeys.get(path) };
  const bound = depth < deepest ? forms : [];
  const items = bound.flatMap(({ items }) => (items ? [items] : []));
  const names = bound.flatMap(namedSchemas);
  return {
    path, key, types,
    canBeList: types.includes('array'),
    canBeMapping: types.includes('object'),
    canBeScalar: forms.some((form) => form.enum !== undefined) || types.some((type) => !['array', 'object', 'null'].includes(type)),
    values: forms.flatMap((form) => form.enum ?? []),
    isRequired,
    isDeprecated: schemas.some(({ deprecated }) => deprecated === true),
    isNew: standing.since !== undefined,
    since: standing.since,
    hasDescription: schemas.some(({ description }) => description !== undefined),
    keys: keysOf(bound, path, standing, depth + 1),
    named: names.length > 0 ? pathOf(names, path === '' ? '*' : `${path}.*`, '*', standing, depth + 1) : undefined,
    item: items.length > 0 ? pathOf(items, `${path}[]`, '[]', standing, depth + 1) : undefined,
  };
}

function keysOf(forms: readonly JsonSchema[], path: string, standing: Standing, depth: number): ReadonlyMap<string, SchemaPath> {
  const schemas = new Map<string, JsonSchema[]>();
  for (const { properties } of forms) for (const [key, schema] of Object.entries(properties ?? {})) schemas.set(key, [...(schemas.get(key) ?? []), schema]);
  const required = new Set(forms.flatMap((form) => form.required ?? []));
  return new Map([...schemas].map(([key, found]) => [key, pathOf(found, path === '' ? key : `${path}.${key}`, key, { ...standing, isRequired: required.has(key) }, depth)]));
}

/** What each way of writing a value asks for: references followed, `oneOf` taken apart. */
function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  const resolved = resolveSchema(schema, composeSchema);
  return resolved.oneOf ? resolved.oneOf.flatMap((form) => formsOf(form)) : [resolved];
}

function namedSchemas({ patternProperties = {}, additionalProperties }: JsonSchema): readonly JsonSchema[] {
  const patterns = Object.entries(patternProperties).filter(([pattern]) => pattern !== '^x-').map(([, schema]) => schema);
  return typeof additionalProperties === 'object' ? [...patterns, additionalProperties] : patterns;
}

function below(place: SchemaPath): SchemaPath[] {
  const inner = [...place.keys.values(), ...(place.named ? [place.named] : [])];
  return [...inner.flatMap((found) => [found, ...below(found)]), ...(place.item ? below(place.item) : [])];
}
