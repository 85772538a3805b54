/** Made from the schema by `scripts/build/composeSchema.mjs`; nothing is compiled at run time. */
declare module 'compose-validator' {
  /** One thing that the schema rejects: where, as a JSON pointer. Branches of a `oneOf` give one each. */
  export interface ValidationError {
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly keyword: string;
  }

  /** True for data that the schema takes; what it rejects is then in `errors` until the next call. */
  export const validate: { (data: unknown): boolean; readonly errors?: readonly ValidationError[] | null };
}
