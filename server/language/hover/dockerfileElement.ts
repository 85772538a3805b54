import { expandingParty } from '../dockerfile/expansion';
import { lastIndexBefore } from '../dockerfile/lastIndex';
import { findVariables, type VariableUse } from '../dockerfile/shellLexer';
import { parseMountOptions, type MountOption } from '../dockerfile/mounts';
import { shellElementAt, type ShellElement } from './shell/shellElement';
import type { Comment, Directive, Dockerfile, Flag, Heredoc, Instruction, JsonWord, KeyValue, Span, ValueInstruction, Word } from '../dockerfile/syntax';
import { textsBesideArguments } from '../navigation/variableUses';
import { literalVariableAt } from './literalVariable';
import { contains, wordAt } from './wordElement';

/** The thing of a Dockerfile that stands at an offset. */
export type DockerfileElement =
  | { readonly kind: 'directive'; readonly directive: Directive; readonly span: Span }
  | { readonly kind: 'directiveComment'; readonly name: Directive['name']; readonly value: string; /** Whose comment it is, of those that BuildKit reads above an instruction. */ readonly below: Instruction | undefined; readonly span: Span }
  | { readonly kind: 'checkName'; readonly directive: Directive; readonly name: string; readonly span: Span }
  | { readonly kind: 'keyword'; readonly instruction: Instruction; readonly span: Span }
  | { readonly kind: 'flag'; readonly instruction: Instruction; readonly flag: Flag; readonly span: Span }
  | { readonly kind: 'mountOption'; readonly instruction: Instruction; readonly flag: Flag; readonly option: MountOption; readonly span: Span }
  | { readonly kind: 'variable'; readonly instruction: Instruction; readonly name: string; readonly modifier: string; readonly written: string; readonly span: Span }
  | { readonly kind: 'literalVariable'; readonly instruction: Instruction; readonly written: string; readonly because: 'escape' | 'single quotes' | 'quoted heredoc'; readonly span: Span }
  | { readonly kind: 'heredocBody'; readonly instruction: Instruction; readonly heredoc: Heredoc; readonly span: Span }
  | { readonly kind: 'heredoc'; readonly instruction: Instruction; readonly heredoc: Heredoc; readonly span: Span }
  | { readonly kind: 'image'; readonly instruction: Instruction & { keyword: 'FROM' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'stageName'; readonly instruction: Instruction & { keyword: 'FROM' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'source'; readonly instruction: Instruction & { keyword: 'COPY' | 'ADD' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'destination'; readonly instruction: Instruction & { keyword: 'COPY' | 'ADD' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'port' | 'volume'; readonly instruction: Instruction & { keyword: 'EXPOSE' | 'VOLUME' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'value'; readonly instruction: ValueInstruction; readonly word: Word; readonly span: Span }
  | { readonly kind: 'group'; readonly instruction: ValueInstruction; readonly word: Word; readonly span: Span }
  | { readonly kind: 'pair'; readonly instruction: Instruction & { keyword: 'ENV' | 'ARG' | 'LABEL' }; readonly pair: KeyValue; readonly part: 'name' | 'value'; readonly span: Span }
  | { readonly kind: 'execWord'; readonly instruction: Instruction; readonly words: readonly JsonWord[]; readonly index: number; readonly span: Span }
  | { readonly kind: 'healthcheckType'; readonly instruction: Instruction & { keyword: 'HEALTHCHECK' }; readonly span: Span }
  | { readonly kind: 'shellWord'; readonly instruction: Instruction; readonly shell: ShellElement; /** What stands there for who does not read commands. */ readonly otherwise: DockerfileElement | undefined; readonly span: Span }
  | { readonly kind: 'argument'; readonly instruction: Instruction; readonly span: Span };

/** Finds what stands at a file offset; undefined in comments and blank space. */
export function elementAt(dockerfile: Dockerfile, offset: number): DockerfileElement | undefined {
  const { elements } = dockerfile;
  const element = elements[lastIndexBefore(elements, ({ span }) => span.start <= offset)];
  if (element?.kind === 'directive') {
    return partOfDirective(element, offset);
  }
  if (element?.kind === 'comment') return directiveCommentAt(dockerfile, element, offset);
  if (element?.kind !== 'instruction' || dockerfile.innerComments.some(({ span }) => contains(span, offset))) return undefined;
  return partOfInstruction(dockerfile, element, offset);
}

/** The whole `name=value`, or the name of one check in `# check=skip=…`. */
function partOfDirective(directive: Directive, offset: number): DockerfileElement | undefined {
  const span = { start: directive.nameSpan.start, end: directive.valueSpan.end };
  if (!contains(span, offset)) return undefined;
  for (const found of directive.name === 'check' ? directive.value.matchAll(/(?<=[=,]\s*)[A-Z]\w+/g) : []) {
    const start = directive.valueSpan.start + found.index;
    const nameSpan = { start, end: start + found[0].length };
    if (contains(nameSpan, offset)) return { kind: 'checkName', directive, name: found[0], span: nameSpan };
  }
  return { kind: 'directive', directive, span };
}

/** A comment that looks like a directive, too far down to be one. `check` also counts above an instruction. */
function directiveCommentAt(dockerfile: Dockerfile, { text, span }: Comment, offset: number): DockerfileElement | undefined {
  const match = /^(syntax|escape|check)\s*=\s*(\S+)/i.exec(text);
  if (!match || !contains(span, offset)) return undefined;
  const name = match[1]!.toLowerCase() as Directive['name'];
  const next = name === 'check' ? dockerfile.instructions.find((instruction) => instruction.span.start >= span.end) : undefined;
  return { kind: 'directiveComment', name, value: match[2]!, below: next?.commentsAbove.includes(text) ? next : undefined, span };
}

function partOfInstruction(dockerfile: Dockerfile, instruction: Instruction, offset: number): DockerfileElement | undefined {
  if (contains(instruction.keywordSpan, offset)) return { kind: 'keyword', instruction, span: instruction.keywordSpan };
  if (instruction.keyword === 'ONBUILD' && instruction.trigger) return partOfInstruction(dockerfile, instruction.trigger, offset);
  return (
    heredocAt(instruction, offset) ??
    variableBesideArguments(dockerfile, instruction, offset) ??
    flagAt(instruction, offset) ??
    variableAt(instruction, offset, dockerfile.escape) ??
    literalVariableAt(dockerfile, instruction, offset) ??
    shellWordAt(dockerfile, instruction, offset) ??
    plainElementAt(instruction, offset)
  );
}

/** A word of a command, where its shell is one that is understood. */
function shellWordAt(dockerfile: Dockerfile, instruction: Instruction, offset: number): DockerfileElement | undefined {
  const shell = shellElementAt(dockerfile, instruction, offset);
  return shell && { kind: 'shellWord', instruction, shell, otherwise: plainElementAt(instruction, offset), span: shell.span };
}

function plainElementAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  return wordAt(instruction, offset) ?? argumentAt(instruction, offset) ?? heredocBodyAt(instruction, offset);
}

function heredocAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  for (const heredoc of instruction.heredocs) {
    for (const span of [heredoc.markerSpan, heredoc.terminatorSpan]) {
      if (span && contains(span, offset)) return { kind: 'heredoc', instruction, heredoc, span };
    }
  }
  return undefined;
}

function flagAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  const flag = instruction.flags.find(({ span }) => contains(span, offset));
  if (!flag) return undefined;
  const option = flag.name === 'mount' && flag.valueSpan ? parseMountOptions(flag).find(({ span }) => contains(span, offset)) : undefined;
  if (option && option.span !== flag.valueSpan) return { kind: 'mountOption', instruction, flag, option, span: option.span };
  return { kind: 'flag', instruction, flag, span: flag.span };
}

function variableAt(instruction: Instruction, offset: number, escape: string): DockerfileElement | undefined {
  const text = instruction.argumentText;
  const index = text.indexAt(offset);
  if (index === undefined || !text.text.includes('$')) return undefined;
  // The innermost variable wins: `${A:-$B}`.
  const use = findVariables(text.text, expandingParty(instruction) === 'builder' ? escape : '\\').findLast(({ start, end }) => start <= index && index < end);
  return use && variableElement(instruction, use, text.text, text.spanOf(use.start, use.end));
}

/** In a flag that BuildKit expands, or in the body of a heredoc. */
function variableBesideArguments(dockerfile: Dockerfile, instruction: Instruction, offset: number): DockerfileElement | undefined {
  for (const { text, escape, skipQuotes, spanOf } of textsBesideArguments(dockerfile, instruction)) {
    if (!contains(spanOf(0, text.length), offset)) continue;
    const use = findVariables(text, escape, skipQuotes).findLast(({ start, end }) => contains(spanOf(start, end), offset));
    if (use) return variableElement(instruction, use, text, spanOf(use.start, use.end));
  }
  return undefined;
}

function variableElement(instruction: Instruction, { name, modifier, start, end }: VariableUse, text: string, span: Span): DockerfileElement {
  return { kind: 'variable', instruction, name, modifier, written: text.slice(start, end), span };
}

function heredocBodyAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  const heredoc = instruction.heredocs.find(({ bodySpan }) => contains(bodySpan, offset));
  return heredoc && { kind: 'heredocBody', instruction, heredoc, span: heredoc.bodySpan };
}

function argumentAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  const { span } = instruction.argumentText;
  return contains(span, offset) && offset < instruction.bodySpan.end ? { kind: 'argument', instruction, span } : undefined;
}
