/** How a keyword's letters are written. A word without letters counts as lower case. */
export type LetterCase = 'lower' | 'upper' | 'mixed';

export function letterCaseOf(text: string): LetterCase {
  if (text === text.toLowerCase()) return 'lower';
  return text === text.toUpperCase() ? 'upper' : 'mixed';
}

export function inLetterCase(text: string, letterCase: 'lower' | 'upper'): string {
  return letterCase === 'lower' ? text.toLowerCase() : text.toUpperCase();
}

/** The word in the letters of the keyword that it stands for; upper case where the keyword mixes them. */
export function likeKeyword(word: string, keyword: string): string {
  return inLetterCase(word, letterCaseOf(keyword) === 'lower' ? 'lower' : 'upper');
}
