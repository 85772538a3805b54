import type { ComposeNode } from '../project/composeNode';
import { resolveSchema, toleratedSchema } from './composeSchema';
import { typesOf, type JsonSchema, type JsonType } from './jsonSchema';

/** What each way of writing a value asks for: references followed, `oneOf` taken apart. */
export function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  const resolved = resolveSchema(schema, toleratedSchema);
  return resolved.oneOf ? resolved.oneOf.flatMap((form) => formsOf(form)) : [resolved];
}

/** True where a value is of a kind that a form is for; whether it is a good one of its kind is another question. */
export function isOfForm(node: ComposeNode, form: JsonSchema): boolean {
  const types = typesOf(form);
  const type = jsonTypeOf(node);
  if (types.length > 0) return types.includes(type) || (type === 'integer' && types.includes('number'));
  return form.enum === undefined || node.kind === 'scalar';
}

/** The kind of a value in words of JSON Schema; `integer` for a whole number. */
export function jsonTypeOf(node: ComposeNode): JsonType {
  if (node.kind === 'mapping') return 'object';
  if (node.kind === 'list') return 'array';
  if (node.value === null) return 'null';
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? 'integer' : 'number';
  return typeof node.value === 'boolean' ? 'boolean' : 'string';
}

/** The schema below a key of a mapping; undefined where the form has no such key. */
export function schemaOfKey({ properties = {}, patternProperties = {}, additionalProperties }: JsonSchema, key: string): JsonSchema | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  const pattern = Object.keys(patternProperties).find((candidate) => new RegExp(candidate).test(key));
  if (pattern !== undefined) return patternProperties[pattern];
  if (typeof additionalProperties === 'object') return additionalProperties;
  return additionalProperties === false ? undefined : {};
}

/** True for a mapping whose keys are names that the author chooses. */
export function takesNames({ properties, patternProperties = {} }: JsonSchema): boolean {
  return properties === undefined && Object.keys(patternProperties).some((pattern) => pattern !== '^x-');
}

/** The schema at some keys of a file, `[]` for an item of a list; undefined where there is none. */
export function schemaAt(keys: readonly string[]): JsonSchema | undefined {
  return keys.reduce<JsonSchema | undefined>((schema, key) => {
    const forms = schema ? formsOf(schema) : [];
    const found = forms.flatMap((form) => (key === '[]' ? (form.items ?? []) : form.additionalProperties === false || form.properties || form.patternProperties ? (schemaOfKey(form, key) ?? []) : []));
    return found[0];
  }, toleratedSchema);
}
