import { expandedFlags } from '../dockerfile/flagTable';
import { expandingParty } from '../dockerfile/expansion';
import { findVariables, type VariableUse } from '../dockerfile/shellLexer';
import type { Dockerfile, Flag, Instruction, Span } from '../dockerfile/syntax';

/** A `$NAME` or `${NAME}`: the place of its name. */
export interface NameUse {
  readonly name: string;
  readonly span: Span;
}

/** A piece of the file that is searched as one text. */
export interface VariableText {
  readonly text: string;
  readonly spanOf: (start: number, end: number) => Span;
  readonly escape: string;
  readonly skipQuotes: boolean;
}

/** The variables that BuildKit or the shell replaces in an instruction, in file order. Exec form and ONBUILD have none. */
export function variableUses(dockerfile: Dockerfile, instruction: Instruction): NameUse[] {
  const pieces = [...instruction.flags.flatMap((flag) => flagPiece(dockerfile, flag)), ...argumentPieces(dockerfile, instruction), ...heredocPieces(dockerfile, instruction)];
  return pieces.flatMap((piece) => findVariables(piece.text, piece.escape, piece.skipQuotes).map((use) => nameUse(piece, use)));
}

/** Flags and heredocs whose variables are replaced. */
export function textsBesideArguments(dockerfile: Dockerfile, instruction: Instruction): VariableText[] {
  return [...instruction.flags.flatMap((flag) => flagPiece(dockerfile, flag)), ...heredocPieces(dockerfile, instruction)];
}

function nameUse({ text, spanOf }: VariableText, { name, start }: VariableUse): NameUse {
  const nameStart = start + (text[start + 1] === '{' ? 2 : 1);
  return { name, span: spanOf(nameStart, nameStart + name.length) };
}

function flagPiece({ text, escape }: Dockerfile, { name, value, valueSpan }: Flag): VariableText[] {
  if (!expandedFlags.has(name) || !value?.includes('$') || !valueSpan) return [];
  // Quotes are gone from the value; positions hold only where it stands in the file as it is.
  const exact = text.slice(valueSpan.start, valueSpan.end) === value;
  return [{ text: value, escape, skipQuotes: false, spanOf: (start, end) => (exact ? shifted(valueSpan.start, start, end) : valueSpan) }];
}

function argumentPieces({ escape }: Dockerfile, instruction: Instruction): VariableText[] {
  const { argumentText } = instruction;
  const party = expandingParty(instruction);
  if (party === 'nobody' || !argumentText.text.includes('$')) return [];
  const spanOf = (start: number, end: number): Span => argumentText.spanOf(start, end);
  return [{ text: argumentText.text, escape: party === 'builder' ? escape : '\\', skipQuotes: false, spanOf }];
}

/** A RUN's heredoc is the shell's; COPY and ADD expand theirs unless its name is quoted. */
function heredocPieces({ escape }: Dockerfile, { keyword, heredocs }: Instruction): VariableText[] {
  if (keyword !== 'RUN' && keyword !== 'COPY' && keyword !== 'ADD') return [];
  return heredocs.flatMap(({ content, bodySpan, expand }) => {
    if (!content.includes('$') || (keyword !== 'RUN' && !expand)) return [];
    const isShell = keyword === 'RUN';
    return [{ text: content, escape: isShell ? '\\' : escape, skipQuotes: !isShell, spanOf: (start: number, end: number) => shifted(bodySpan.start, start, end) }];
  });
}

function shifted(by: number, start: number, end: number): Span {
  return { start: by + start, end: by + end };
}
