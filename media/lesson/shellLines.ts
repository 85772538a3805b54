/** Some lines of a shell text that belong together. */
export interface ShellPart {
  /** As the author wrote them. */
  readonly text: string;
  /** What a reader would type, on one line; undefined for comments, output and what has no form on one line. */
  readonly command: string | undefined;
}

/**
 * A shell text as commands and what stands between them. Where lines begin with the prompt `$ `, only they are commands and
 * the others are output. A line that goes on, with a backslash or an operator at its end, is joined with the next one.
 */
export function shellParts(text: string): ShellPart[] {
  const lines = text.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  const hasPrompts = lines.some((line) => isPrompted(line));
  const parts: ShellPart[] = [];
  for (let index = 0; index < lines.length; ) {
    const count = isCommand(lines[index] ?? '', hasPrompts) ? lengthOfCommand(lines, index) : 1;
    const own = lines.slice(index, index + count);
    parts.push({ text: own.join('\n'), command: isCommand(own[0] ?? '', hasPrompts) ? oneLine(own) : undefined });
    index += count;
  }
  return parts;
}

/** A shell text as it can be pasted into any shell: no prompts and no output, each command on one line where it can be. */
export function pastedText(text: string): string {
  const hasPrompts = text.split(/\r?\n/).some((line) => isPrompted(line));
  const parts = shellParts(text).filter((part) => !hasPrompts || isPrompted(part.text));
  return parts.map((part) => part.command ?? withoutPrompt(part.text)).join('\n');
}

function isPrompted(line: string): boolean {
  return /^\s*\$ /.test(line);
}

function isCommand(line: string, hasPrompts: boolean): boolean {
  return hasPrompts ? isPrompted(line) : line.trim() !== '' && !/^\s*#/.test(line);
}

const goesOn = /(\\|\|\|?|&&)$/;
const compound = /^(for|while|until|if|case)\b/;
const compoundEnd = /\b(done|fi|esac)\b\s*;?$/;

/** How many lines a command has from its first one. */
function lengthOfCommand(lines: readonly string[], first: number): number {
  const ends = endOf(withoutPrompt(lines[first] ?? ''));
  let count = 1;
  for (let text = lines[first] ?? ''; first + count < lines.length && !ends(text); count += 1) {
    text += `\n${lines[first + count]}`;
  }
  return count;
}

/** Whether the lines so far are a whole command: a test for each way in which one can go on. */
function endOf(line: string): (text: string) => boolean {
  const document = /<<-?\s*(['"]?)(\w+)\1/.exec(line)?.[2];
  if (document !== undefined) return (text) => text.split('\n').slice(1).some((each) => each.trim() === document);
  if (compound.test(line)) return (text) => compoundEnd.test(text.trimEnd());
  return (text) => !isQuoteOpen(text) && !goesOn.test(text.trimEnd());
}

/** Undefined where it has no form on one line: a here-document, a text in quotes over several lines, a loop. */
function oneLine(lines: readonly string[]): string | undefined {
  const text = withoutPrompt(lines.join('\n').trim());
  const joined = text.replace(/\s*\\\n\s*/g, ' ').replace(/(\|\|?|&&)\s*\n\s*/g, '$1 ');
  return joined.includes('\n') ? undefined : withoutComment(joined).trim();
}

function withoutPrompt(line: string): string {
  return line.replace(/^\s*\$ /, '');
}

/** Some shells take no comment on a line that is typed. */
function withoutComment(line: string): string {
  return line.slice(0, quotesOf(line).comment);
}

function isQuoteOpen(text: string): boolean {
  return quotesOf(text).isOpen;
}

/** Whether a quote is open at the end, and where the last comment begins: an apostrophe in one is no quote. */
function quotesOf(text: string): { readonly isOpen: boolean; readonly comment: number | undefined } {
  let open = '';
  let comment: number | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '\\' && open !== "'") index += 1;
    else if (open === '' && character === '#' && /\s/.test(text[index - 1] ?? '')) {
      comment = index;
      const end = text.indexOf('\n', index);
      index = end < 0 ? text.length : end;
    } else if (open === '' && (character === "'" || character === '"')) open = character;
    else if (character === open) open = '';
  }
  return { isOpen: open !== '', comment };
}
