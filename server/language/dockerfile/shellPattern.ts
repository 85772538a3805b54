/** Raised where BuildKit's shell lexer reports an error; the message is BuildKit's. */
export class ShellLexError extends Error {}

/** Raised where matching would take too long: what comes out counts as not known. */
export class ShellLexBound extends ShellLexError {}

/** Ways in which the `*` of a pattern may share out a value; more would let one line of a file stop the program. */
const mostWays = 100_000;

/**
 * Throws ShellLexBound where a regular expression would have to try too many ways.
 * @param starts places at which a match may start
 */
export function checkCost(pattern: string, value: string, starts: number): void {
  const stars = pattern.split('*').length - 1;
  let ways = starts;
  for (let star = 1; star <= stars && ways <= mostWays; star++) ways *= (value.length + star) / star;
  if (stars > 0 && ways > mostWays) throw new ShellLexBound('this pattern has too many ways to match');
}

/**
 * A shell pattern (`*`, `?`, escapes; no brackets) as a regular expression (BuildKit `convertShellPatternToRegex`).
 * @throws ShellLexError for an escape of another character.
 */
export function shellPatternToRegExp(pattern: string, greedy: boolean, anchored: boolean, flags = 's'): RegExp {
  let source = anchored ? '^' : '';
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    let character = characters[index]!;
    if (character === '*') source += greedy ? '[^\\n]*' : '[^\\n]*?';
    else if (character === '?') source += '[^\\n]';
    else if (character === '\\') {
      const next = characters[index + 1];
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') {
        throw new ShellLexError(`invalid pattern (${pattern}) in substitution: invalid escape '\\${next ?? ''}'`);
      }
      character = next;
      index++;
      source += `\\${character}`;
    } else source += character.replace(/[[\]{}.+()|^$\\/]/g, '\\$&');
  }
  return new RegExp(source, `${flags}u`);
}

/** `${name#pattern}`: removes the shortest or longest match at the start. */
export function trimPatternPrefix(pattern: string, value: string, greedy: boolean): string {
  checkCost(pattern, value, 1);
  const match = shellPatternToRegExp(pattern, greedy, true).exec(value);
  return match ? value.slice(match[0].length) : value;
}

/** `${name%pattern}`: as the prefix, on the reversed text, so that the shortest match at the end is found. */
export function trimPatternSuffix(pattern: string, value: string, greedy: boolean): string {
  return reverse(trimPatternPrefix(reversePattern(pattern), reverse(value), greedy));
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}

/** Reverses a pattern but keeps each escape before its character. */
function reversePattern(pattern: string): string {
  const pieces = pattern.match(/\\[\s\S]|[\s\S]/gu) ?? [];
  return pieces.reverse().join('');
}
