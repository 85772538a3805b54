/** Go's `unicode.IsSpace`, which BuildKit uses; it differs from JavaScript's `\s` in U+0085 and U+FEFF. */
export function isUnicodeSpace(character: string): boolean {
  switch (character) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
    case '\u0085':
    case '\u00a0':
      return true;
    default:
      return character > '\u1000' && /[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(character);
  }
}

/** BuildKit's `reWhitespace` (parser.go): what parts the keyword and plain words. */
export function isWordSeparator(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\v' || character === '\f';
}
