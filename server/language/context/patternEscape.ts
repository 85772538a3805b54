/** What a backslash and the characters behind it mean in a pattern. */
export type PatternEscape =
  | { readonly kind: 'character'; readonly character: string; readonly end: number }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[]; readonly end: number }
  /** Between two characters of which only one is a letter, digit or underscore. */
  | { readonly kind: 'boundary'; readonly negated: boolean; readonly end: number }
  | { readonly kind: 'nothing'; readonly end: number }
  /** It can be written, and matches no path. */
  | { readonly kind: 'never'; readonly end: number };

const controls: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const range = (low: string, high = low): readonly [number, number] => [low.charCodeAt(0), high.charCodeAt(0)];
const classes: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  d: [range('0', '9')],
  s: [range('\t', '\n'), range('\f', '\r'), range(' ')],
  w: [range('0', '9'), range('A', 'Z'), range('_'), range('a', 'z')],
};

/**
 * Reads the escape whose backslash stands at `at`. Patterns of an ignore file become regular expressions with the
 * backslash left in (patternmatcher.go `compile`), so `\d` is a digit there and `bin\Debug` matches no such folder.
 * @returns undefined where Go refuses the expression, and Docker the build with it.
 */
export function readPatternEscape(characters: readonly string[], at: number): PatternEscape | undefined {
  const character = characters[at + 1];
  if (character === undefined || character.codePointAt(0)! > 0x7f) return undefined;
  const end = at + 2;
  if (!/[0-9A-Za-z]/.test(character)) return { kind: 'character', character, end };
  const control = controls[character];
  if (control !== undefined) return { kind: 'character', character: control, end };
  const ranges = classes[character.toLowerCase()];
  if (ranges) return { kind: 'class', negated: character < 'a', ranges, end };
  switch (character) {
    case 'b':
    case 'B':
      return { kind: 'boundary', negated: character === 'B', end };
    case 'A':
      return { kind: at === 0 ? 'nothing' : 'never', end };
    case 'z':
      return { kind: end >= characters.length ? 'nothing' : 'never', end };
    case 'E':
      return { kind: 'nothing', end };
    case 'Q':
      return { kind: 'never', end };
    case 'p':
    case 'P':
      return /[CLMNPSZ]/.test(characters[end] ?? '') ? { kind: 'never', end: end + 1 } : undefined;
    case 'x':
      return numbered(characters, end, /^[0-9A-Fa-f]{2}/, 16);
    case '0':
      return numbered(characters, at + 1, /^0[0-7]{0,2}/, 8);
    default:
      return numbered(characters, at + 1, /^[1-7][0-7]{1,2}/, 8);
  }
}

function numbered(characters: readonly string[], at: number, digits: RegExp, base: number): PatternEscape | undefined {
  const [written] = digits.exec(characters.slice(at, at + 3).join('')) ?? [];
  if (written === undefined) return undefined;
  return { kind: 'character', character: String.fromCodePoint(Number.parseInt(written, base)), end: at + written.length };
}
