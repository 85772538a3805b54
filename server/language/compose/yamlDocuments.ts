import { Composer, type CST, type Document, type DocumentOptions, type ParseOptions, type SchemaOptions } from 'yaml';
import { yamlTokens } from './yamlTokens';

/** Levels of lists and mappings in each other. Nobody writes as many by hand, and each walk over the file stays far from the stack's end. */
export const deepestNesting = 200;

/** One line that opens more levels: for each of them the library keeps what stands around it. */
const nestedLine = new RegExp(`^ *(?:[-?] +){${deepestNesting}}`, 'm');

/** The file has more levels than are read. */
export class NestingError extends Error {}

/**
 * The documents of a YAML text. The library makes them by recursion, and where that ends the stack, an error is not
 * sure: V8 ends the whole process if it has to compile a regular expression there. Hence levels are counted before.
 * @throws NestingError above `deepestNesting` levels
 */
export function readYamlDocuments(text: string, options: ParseOptions & DocumentOptions & SchemaOptions): Document.Parsed[] {
  if (nestedLine.test(text)) throw new NestingError();
  const tokens = yamlTokens(text);
  if (tokens.some(isNestedTooDeeply)) throw new NestingError();
  return [...new Composer(options).compose(tokens)] as Document.Parsed[];
}

type Nested = { readonly token: CST.Token; readonly depth: number };

/** Walks with a list of its own instead of calls in calls. */
function isNestedTooDeeply(document: CST.Token): boolean {
  if (document.type !== 'document') return false;
  const waiting: Nested[] = document.value ? [{ token: document.value, depth: 1 }] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (!('items' in token)) continue;
    if (depth > deepestNesting) return true;
    for (const { key, value } of token.items) {
      if (key) waiting.push({ token: key, depth: depth + 1 });
      if (value) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return false;
}
