/**
 * The text with the line ends inside of one quoted text made blanks, so that every place stays. Undefined where the
 * quote is never closed. YAML asks for indentation inside quotes; Compose's reader does not, and people paste keys so.
 */
export function joinQuotedLines(text: string, open: number): string | undefined {
  const end = endOfQuoted(text, open);
  return end === undefined ? undefined : text.slice(0, open) + text.slice(open, end).replace(/[\r\n]/g, ' ') + text.slice(end);
}

/** Offset behind the closing quote; undefined where there is none. */
export function endOfQuoted(text: string, open: number): number | undefined {
  const quote = text[open];
  for (let index = open + 1; index < text.length; index++) {
    if (quote === '"' && text[index] === '\\') index++;
    else if (quote === "'" && text[index] === quote && text[index + 1] === quote) index++;
    else if (text[index] === quote) return index + 1;
  }
  return undefined;
}
