/**
 * A text on one line: control characters become blanks, characters without a shape or that turn the direction of text go,
 * and a half of a character becomes the sign for one that cannot be shown: XML and files cannot hold it.
 */
export function plainLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Cuts a text to `longest` characters, whole ones: a pair of UTF-16 surrogates is not torn. */
export function shorten(text: string, longest: number): string {
  const characters = [...text.slice(0, longest * 2 + 2)];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('').trimEnd()}…`;
}
