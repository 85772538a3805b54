import { commandPlaceholders } from '../../../protocol/commandPlaceholders';
import { readShell, type ShellWord } from '../../process/readShell';
import { isDockerName, withoutPrompt } from './dockerCalls';

/** What takes the place of a part of a line. */
export interface ProposedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The command that is being typed at the end of a line. */
export interface TypedCommand {
  /** From its name on, in today's spelling; the last one is empty behind a blank. */
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The docker command at the end of a text; undefined where another one is typed. @param before the line up to the cursor */
export function typedCommand(before: string): TypedCommand | undefined {
  const typed = typedWords(before);
  const [first] = typed ?? [];
  if (!typed || !first) return undefined;
  const words = typed.map(({ value }) => value);
  if (words[0] === 'docker-compose' && words.length > 1) words.splice(0, 1, 'docker', 'compose');
  return { words, start: first.start, end: before.length };
}

/**
 * The text of an entry where a command begins as the entry does, with the words that are typed already in place of what
 * stands for them. Undefined where it begins otherwise, or where nothing would be added.
 * @param command of the cheat sheet
 */
export function proposedText({ words, start, end }: TypedCommand, command: string): ProposedText | undefined {
  const text = restOf(command.split(' '), words)?.join(' ');
  return text === undefined ? undefined : { text, start, end };
}

/** The words of the command before the cursor, from its name on; the last one is empty behind a blank. */
function typedWords(before: string): Pick<ShellWord, 'value' | 'start'>[] | undefined {
  const line = withoutPrompt(before);
  const command = readShell(line)?.commands.at(-1);
  if (!command || command.after !== '' || command.redirections.length > 0) return undefined;
  const at = command.words.findIndex(({ value }, index) => isDockerName(value) || (index === command.words.length - 1 && value !== '' && 'docker'.startsWith(value)));
  if (at < 0) return undefined;
  const words = command.words.slice(at).map(({ text, start }) => ({ value: text, start }));
  const last = command.words.at(-1)!;
  // A comment, or a bracket, is behind the last word.
  if (line.slice(last.end).trim() !== '') return undefined;
  return last.end < line.length ? [...words, { value: '', start: line.length }] : words;
}

function restOf(wanted: readonly string[], words: readonly string[]): string[] | undefined {
  const last = words.length - 1;
  const taken: string[] = [];
  for (const [index, word] of words.entries()) {
    const own = wanted[index];
    if (own === undefined) return undefined;
    const stands = commandPlaceholders(own).length > 0;
    if (index < last) {
      if (own !== word && (!stands || word.startsWith('-'))) return undefined;
      taken.push(word);
    } else if (own.startsWith(word)) taken.push(own);
    else if (stands && !word.startsWith('-')) taken.push(word);
    else return undefined;
  }
  const text = [...taken, ...wanted.slice(words.length)];
  return text.length === words.length && text.at(-1) === words.at(-1) ? undefined : text;
}
