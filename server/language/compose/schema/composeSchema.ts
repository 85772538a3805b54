import vendored from '../../../../third-party/compose-spec/compose-spec.json';
import type { JsonSchema, RootSchema } from './jsonSchema';

/**
 * Restrictions that only the newest Compose has, by the schema that they are in. What Compose 2.26 takes is no error; the
 * other way round, keys that only the newest Compose knows are none either, as they are in this schema.
 */
const onlyInTheNewest: readonly { readonly at: readonly string[]; readonly words: readonly (keyof JsonSchema)[] }[] = [
  { at: ['$defs', 'service', 'properties', 'container_name'], words: ['pattern'] },
  { at: ['$defs', 'service', 'properties', 'volumes', 'items', 'oneOf', '1', 'properties', 'type'], words: ['enum'] },
  { at: ['$defs', 'service_hook'], words: ['required'] },
];

/** The Compose Specification's schema, as vendored. */
export const composeSchema = vendored as unknown as RootSchema;

/** The schema without what only the newest Compose rejects: what this one rejects, every Compose rejects. */
export const toleratedSchema: RootSchema = onlyInTheNewest.reduce((schema, { at, words }) => without(schema, at, words), composeSchema);

/** What a schema stands for: the target of its `$ref`, which `description` and the like may be beside. */
export function resolveSchema(schema: JsonSchema, root: RootSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs[schema.$ref.replace('#/$defs/', '')];
  return target ? resolveSchema(target, root) : {};
}

function without<T extends object>(schema: T, at: readonly string[], words: readonly string[]): T {
  const [key, ...rest] = at;
  if (key === undefined) return Object.fromEntries(Object.entries(schema).filter(([word]) => !words.includes(word))) as T;
  const inner = (schema as Record<string, unknown>)[key];
  if (typeof inner !== 'object' || inner === null) throw new Error(`The schema has no ${key}.`);
  const changed = without(inner, rest, words);
  if (Array.isArray(schema)) return schema.map((item, index) => (String(index) === key ? changed : item)) as unknown as T;
  return { ...schema, [key]: changed };
}
