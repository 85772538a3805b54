import { splitPhysicalLines, type PhysicalLine } from '../dockerfile/physicalLines';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { SpanEdit } from '../rules/rule';

/** How the editor wants lines indented. */
export interface IndentStyle {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * Indents the continued lines of an instruction that have no indentation, and spells the others' in the wanted style.
 * BuildKit keeps these blanks in the text, so only those change that part words: none in quotes, none inside a word, none
 * where the quotes do not come out even, and none in values that are taken as they stand.
 */
export function continuationEdits(dockerfile: Dockerfile, instruction: Instruction, style: IndentStyle): SpanEdit[] {
  if (!blanksOnlyPartWords(instruction)) return [];
  const { text, escape } = dockerfile;
  const { start, end } = instruction.bodySpan;
  const lines = splitPhysicalLines(text.slice(start, end)).map((line): PhysicalLine => ({ start: line.start + start, contentEnd: line.contentEnd + start, end: line.end + start }));
  const quotes = new QuoteScanner(escape);
  const edits: SpanEdit[] = [];
  for (const [index, line] of lines.entries()) {
    const content = text.slice(line.start, line.contentEnd);
    const isComment = index > 0 && /^\s*#/.test(content);
    if (index > 0 && content.trim() !== '' && (isComment || quotes.partsWords(content))) {
      const edit = indentEdit(content, line.start, style);
      if (edit) edits.push(edit);
    }
    if (!isComment && content.trim() !== '') quotes.read(index < lines.length - 1 ? withoutContinuation(content) : content);
  }
  return quotes.isCertain() ? edits : [];
}

/** Where a value is the rest of the line, its blanks belong to it. */
function blanksOnlyPartWords(instruction: Instruction): boolean {
  switch (instruction.keyword) {
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
    case 'UNKNOWN':
      return false;
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      return instruction.pairs.every(({ legacy }) => !legacy);
    case 'ONBUILD':
      return instruction.trigger !== undefined && blanksOnlyPartWords(instruction.trigger);
    default:
      return true;
  }
}

function indentEdit(content: string, start: number, { tabSize, insertSpaces }: IndentStyle): SpanEdit | undefined {
  const blanks = /^[ \t]*/.exec(content)![0];
  // A bracket that closes a list stands below what opened it.
  if (blanks === '' && /^\]\s*$/.test(content)) return undefined;
  const size = Math.max(1, tabSize);
  let columns = blanks === '' ? size : 0;
  for (const blank of blanks) columns += blank === '\t' ? size - (columns % size) : 1;
  const newText = insertSpaces ? ' '.repeat(columns) : '\t'.repeat(Math.floor(columns / size)) + ' '.repeat(columns % size);
  return newText === blanks ? undefined : { span: { start, end: start + blanks.length }, newText };
}

/** The line without the character that continues it and the blanks behind that. */
function withoutContinuation(content: string): string {
  return content.replace(/[ \t]+$/, '').slice(0, -1);
}

/** Follows quotes and escapes over the lines of an instruction, as a shell reads them. */
class QuoteScanner {
  private quote = '';
  private lastIsBlank = false;
  private lastIsEscaped = false;
  private nests = false;

  constructor(private readonly builderEscape: string) {}

  /** True where blanks at the start of the next line stand between two words. */
  partsWords(nextLine: string): boolean {
    return this.quote === '' && !this.lastIsEscaped && (this.lastIsBlank || /^[ \t]/.test(nextLine));
  }

  read(line: string): void {
    const escape = this.builderEscape;
    for (let index = 0; index < line.length; index++) {
      const character = line[index]!;
      const isEscaped = character === escape && this.quote !== "'";
      // A substitution in quotes has quotes of its own.
      if (this.quote === '"' && ((character === '`' && escape !== '`') || (character === '$' && line[index + 1] === '('))) this.nests = true;
      if (isEscaped) index++;
      else if (this.quote === '' && (character === '"' || character === "'")) this.quote = character;
      else if (character === this.quote) this.quote = '';
      this.lastIsEscaped = isEscaped;
      this.lastIsBlank = !isEscaped && (character === ' ' || character === '\t');
    }
  }

  /** False where the quotes were misread or never end. */
  isCertain(): boolean {
    return this.quote === '' && !this.nests;
  }
}
