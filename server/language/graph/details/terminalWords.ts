/** Shells that a terminal for docker commands runs: `posix` are sh, bash, zsh, fish. */
export type TerminalShell = 'posix' | 'powershell';

/** Longer words are no names, and nobody can check such a line by eye. */
const longestWord = 300;

/**
 * What no shell reads as more than itself. A leading `=` or `~` is something else in some; `-` would make it an option; a comma
 * makes two words in PowerShell.
 */
const plainWord = /^[A-Za-z0-9_/.][A-Za-z0-9_/.:@+=-]*$/;

/** Control characters, and characters that nobody sees or that turn the direction of what follows. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}]/u;

/**
 * A word of a command line as the shell must read it, quoted where it needs to be.
 * @returns undefined for a word that cannot be written so that it does what it looks like: an empty one, one that begins with
 * a dash, one with characters that nobody sees, and in PowerShell one with a double quote, which it hands on wrongly.
 */
export function terminalWord(word: string, shell: TerminalShell): string | undefined {
  if (word === '' || word.length > longestWord || word.startsWith('-') || unseen.test(word)) return undefined;
  if (plainWord.test(word)) return word;
  if (shell === 'posix') {
    // fish reads a backslash within single quotes in another way than sh.
    return word.includes('\\') ? undefined : `'${word.replaceAll("'", `'\\''`)}'`;
  }
  // PowerShell takes typographic quotes for its own.
  return word.includes('"') || word.endsWith('\\') ? undefined : `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/** A whole line; undefined where one of its words cannot be written. Options are given in `plain`, as they are. */
export function terminalLine(plain: readonly string[], words: readonly string[], shell: TerminalShell, after: readonly string[] = []): string | undefined {
  const written = words.map((word) => terminalWord(word, shell));
  return written.includes(undefined) ? undefined : [...plain, ...(written as string[]), ...after].join(' ');
}
