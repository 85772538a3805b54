import { lastIndexBefore } from '../dockerfile/lastIndex';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';

/** Where the cursor is, as far as completion needs to know. */
export type CompletionPlace =
  | { readonly kind: 'keyword'; readonly typed: string }
  | { readonly kind: 'trigger'; readonly typed: string }
  | { readonly kind: 'directive'; readonly typed: string }
  | { readonly kind: 'heredoc'; readonly instruction: Instruction; readonly before: string }
  | ArgumentPlace;

/** Behind an instruction's keyword. */
export interface ArgumentPlace {
  readonly kind: 'argument';
  /** The trigger where it stands behind ONBUILD. */
  readonly instruction: Instruction;
  /** What stands between keyword and cursor, in words parted by white space, continued lines joined; the last may be empty. */
  readonly words: readonly string[];
  readonly before: string;
}

/** Finds the place at a file offset; undefined in comments and where nothing is proposed. */
export function completionPlace(dockerfile: Dockerfile, offset: number): CompletionPlace | undefined {
  const { text, elements } = dockerfile;
  const index = lastIndexBefore(elements, ({ span }) => span.start <= offset);
  const element = elements[index];
  const lineBefore = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).replace(/^\ufeff/, '');
  const isBehind = element !== undefined && offset >= element.span.end && text[offset - 1] === '\n';
  if (!element || element.kind === 'blank') return { kind: 'keyword', typed: lineBefore.trim() };
  if (element.kind !== 'instruction') {
    if (isBehind) return { kind: 'keyword', typed: '' };
    const isHead = elements.slice(0, Math.min(index, 4)).every(({ kind }) => kind === 'directive');
    return isHead && index < 4 ? { kind: 'directive', typed: lineBefore } : undefined;
  }
  const body = element.heredocs[0]?.bodySpan;
  if (body && offset >= body.start) return heredocPlace(dockerfile, element, offset);
  return instructionPlace(dockerfile, element, offset, lineBefore);
}

function instructionPlace(dockerfile: Dockerfile, instruction: Instruction, offset: number, lineBefore: string): CompletionPlace | undefined {
  const before = joinLines(dockerfile, dockerfile.text.slice(instruction.bodySpan.start, offset));
  // A line end that is left was not escaped: the instruction is over.
  if (before.includes('\n') || offset < instruction.bodySpan.start) return { kind: 'keyword', typed: '' };
  if (before !== lineBefore.trimStart() && lineBefore.trimStart().startsWith('#')) return undefined;
  const keyword = /^\S*/.exec(before)![0];
  if (keyword === before) return { kind: 'keyword', typed: before };
  const rest = before.slice(keyword.length).trimStart();
  if (instruction.keyword !== 'ONBUILD') return argumentPlace(instruction, rest);
  const trigger = /^\S*/.exec(rest)![0];
  if (trigger === rest) return { kind: 'trigger', typed: rest };
  return instruction.trigger && argumentPlace(instruction.trigger, rest.slice(trigger.length).trimStart());
}

function argumentPlace(instruction: Instruction, before: string): ArgumentPlace {
  return { kind: 'argument', instruction, before, words: before.split(/[ \t]+/) };
}

function heredocPlace({ text }: Dockerfile, instruction: Instruction, offset: number): CompletionPlace | undefined {
  const heredoc = instruction.heredocs.find(({ bodySpan }) => bodySpan.start <= offset && offset <= bodySpan.end);
  const last = instruction.heredocs[instruction.heredocs.length - 1]!.terminatorSpan;
  if (!heredoc) return offset > last.end ? { kind: 'keyword', typed: '' } : undefined;
  if (instruction.keyword !== 'RUN' && !heredoc.expand) return undefined;
  return { kind: 'heredoc', instruction, before: text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset) };
}

/** Joins continued lines as BuildKit does; comments and blank lines between them vanish. */
function joinLines({ escape }: Dockerfile, text: string): string {
  const lines = escape === '`' ? /`[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*/g : /\\[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*/g;
  return text.replace(lines, '');
}
