/** Compiles the Compose Specification's schema to code, so that the product needs no compiler and no `eval`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outFolder } from '../setup/paths.mjs';
import { loadProjectModule } from './projectModule.mjs';

/** `tsconfig.json` names it for `compose-validator`. */
const outfile = join(outFolder, 'build', 'composeValidator.mjs');
/** Words of the schema that say nothing about what it takes. */
const annotations = new Set(['title', 'description', 'default', 'deprecated', 'format']);
const named = new Set(['properties', 'patternProperties', '$defs']);

/** An esbuild plugin for bundles that have the validator in them: it is there and up to date before they are made. */
export const composeSchema = {
  name: 'compose-schema',
  setup(build) {
    build.onStart(compileComposeSchema);
  },
};

/** Writes the validator where the schema or its compiler has changed since. */
export async function compileComposeSchema() {
  const { toleratedSchema } = await loadProjectModule('composeSchema', "export { toleratedSchema } from './server/language/compose/schema/composeSchema';");
  const [{ default: Ajv }, { default: standaloneCode }, { _, _Code }, { default: ajvPackage }] = await Promise.all([
    import('ajv/dist/2020.js').then(({ default: module }) => module),
    import('ajv/dist/standalone/index.js').then(({ default: module }) => module),
    import('ajv/dist/compile/codegen/code.js').then(({ default: module }) => module),
    import('ajv/package.json', { with: { type: 'json' } }),
  ]);
  const schema = withoutAnnotations(toleratedSchema);
  const stamp = `// ${createHash('sha256').update(`${ajvPackage.version} ${areDifferent} ${JSON.stringify(schema)}`).digest('hex')}\n`;
  if (existsSync(outfile) && readFileSync(outfile, 'utf8').startsWith(stamp)) return;
  const ajv = new Ajv({ code: { source: true, esm: true }, allErrors: true, messages: false, strict: false, inlineRefs: false });
  const code = (context) => context.schema && context.pass(_`${context.gen.scopeValue('func', { ref: areDifferent, code: new _Code(`(${areDifferent})`) })}(${context.data})`);
  ajv.removeKeyword('uniqueItems').addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', code });
  const validator = standaloneCode(ajv, ajv.compile(schema));
  // Bundles can be made side by side: none may see half a file.
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(`${outfile}.${process.pid}`, stamp + validator);
  renameSync(`${outfile}.${process.pid}`, outfile);
}

/**
 * Whether no two items of a list are the same data. It becomes a part of the validator: the compiler's own check compares
 * each item with all others, and a list of 5,000 ports would take a second.
 */
function areDifferent(items) {
  const keyOf = (value) => {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value !== 'object' || value === null) return String(value);
    if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${keyOf(value[key])}`).join()}}`;
  };
  return new Set(items.map(keyOf)).size === items.length;
}

/** @param isNamed true where the keys are names of the schema's author, not words of JSON Schema */
function withoutAnnotations(schema, isNamed = false) {
  if (Array.isArray(schema)) return schema.map((item) => withoutAnnotations(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => isNamed || !annotations.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutAnnotations(value, !isNamed && named.has(key))]));
}
