/**
 * The text with the line ends inside of one quoted text made blanks, so that every place stays. Undefined where the
 * quote is never closed. YAML asks for indentation inside quotes; Compose's reader does not, and people paste keys so.
 */
export function joinQuotedLines(text: string, open: number): string | undefined {
  const quote = text[open];
  for (let index = open + 1; index < text.length; index++) {
    if (quote === '"' && text[index] === '\\') index++;
    else if (quote === "'" && text[index] === quote && text[index + 1] === quote) index++;
    else if (text[index] === quote) return text.slice(0, open) + text.slice(open, index).replace(/[\r\n]/g, ' ') + text.slice(index);
  }
  return undefined;
}
