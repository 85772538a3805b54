import type { ComposeNode } from '../project/composeNode';
import { typesOf, type JsonSchema, type JsonType } from './jsonSchema';
import { jsonTypeOf } from './schemaForms';

/** What the forms of a value allow, in words: `text or a list`. */
export function allowedWords(forms: readonly JsonSchema[]): string {
  return alternatives(allowedKinds(forms));
}

/** True where any text can stand, not only one of some words. */
export function takesAnyText(forms: readonly JsonSchema[]): boolean {
  return allowedKinds(forms).includes('text');
}

function allowedKinds(forms: readonly JsonSchema[]): readonly string[] {
  const values = forms.flatMap((form) => form.enum?.map((value) => `\`${value}\``) ?? []);
  const kinds = new Set(forms.flatMap((form) => (form.enum ? [] : kindsOf(typesOf(form)))));
  // A form of its own for text is there for variables where another one is a number.
  if ((kinds.has('a number') || kinds.has('a whole number')) && forms.length === 2 && !kinds.has('a mapping') && !kinds.has('a list')) kinds.delete('text');
  if (kinds.has('a number')) kinds.delete('a whole number');
  return [...values, ...allKinds.map(([, words]) => words).filter((words) => kinds.has(words))];
}

/** Text as another type of a number or a truth value is there for variables, and not said. */
function kindsOf(types: readonly JsonType[]): readonly string[] {
  const isForVariables = !types.includes('null') && types.includes('number') !== types.includes('boolean');
  return allKinds.filter(([type]) => types.includes(type) && !(type === 'string' && (isForVariables || types.includes('integer')))).map(([, words]) => words);
}

const allKinds: readonly (readonly [JsonType, string])[] = [
  ['string', 'text'], ['number', 'a number'], ['integer', 'a whole number'], ['boolean', '`true` or `false`'], ['array', 'a list'], ['object', 'a mapping'],
];

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}

const found: Readonly<Record<JsonType, string>> = {
  object: 'a mapping', array: 'a list', string: 'text', number: 'a number', integer: 'a number', boolean: 'a truth value', null: 'nothing',
};

/** What stands there, in a word. */
export function foundKind(node: ComposeNode): string {
  return found[jsonTypeOf(node)];
}

/** What stands there, in words; a short value itself. */
export function foundWords(node: ComposeNode): string {
  const word = foundKind(node);
  return node.kind === 'scalar' && node.value !== null && node.written !== '' && node.written.length <= 40 && !node.written.includes('\n') ? `${word}, \`${node.written}\`` : word;
}
