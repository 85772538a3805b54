/** The words of JSON Schema that the Compose Specification's schema uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** By regular expression. */
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly uniqueItems?: boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

export interface RootSchema extends JsonSchema {
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}

/** The types that a schema names; none where it names none. */
export function typesOf({ type }: JsonSchema): readonly JsonType[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type;
}
