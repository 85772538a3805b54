import { expandingParty } from '../dockerfile/expansion';
import { findVariables } from '../dockerfile/shellLexer';
import { parseMountOptions, type MountOption } from '../dockerfile/mounts';
import type { Directive, Dockerfile, Flag, Heredoc, Instruction, Span, Word } from '../dockerfile/syntax';

/** The thing of a Dockerfile that stands at an offset. */
export type DockerfileElement =
  | { readonly kind: 'directive'; readonly directive: Directive; readonly span: Span }
  | { readonly kind: 'keyword'; readonly instruction: Instruction; readonly span: Span }
  | { readonly kind: 'flag'; readonly instruction: Instruction; readonly flag: Flag; readonly span: Span }
  | { readonly kind: 'mountOption'; readonly instruction: Instruction; readonly flag: Flag; readonly option: MountOption; readonly span: Span }
  | { readonly kind: 'variable'; readonly instruction: Instruction; readonly name: string; readonly modifier: string; readonly written: string; readonly span: Span }
  | { readonly kind: 'heredoc'; readonly instruction: Instruction; readonly heredoc: Heredoc; readonly span: Span }
  | { readonly kind: 'image'; readonly instruction: Instruction & { keyword: 'FROM' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'stageName'; readonly instruction: Instruction & { keyword: 'FROM' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'source'; readonly instruction: Instruction & { keyword: 'COPY' | 'ADD' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'destination'; readonly instruction: Instruction & { keyword: 'COPY' | 'ADD' }; readonly word: Word; readonly span: Span }
  | { readonly kind: 'argument'; readonly instruction: Instruction; readonly span: Span };

/** Finds what stands at a file offset; undefined in comments and blank space. */
export function elementAt(dockerfile: Dockerfile, offset: number): DockerfileElement | undefined {
  const element = elementCovering(dockerfile, offset);
  if (element?.kind === 'directive') {
    const span = { start: element.nameSpan.start, end: element.valueSpan.end };
    return contains(span, offset) ? { kind: 'directive', directive: element, span } : undefined;
  }
  if (element?.kind !== 'instruction' || dockerfile.innerComments.some(({ span }) => contains(span, offset))) return undefined;
  return partOfInstruction(element, offset, dockerfile.escape);
}

function elementCovering(dockerfile: Dockerfile, offset: number): Dockerfile['elements'][number] | undefined {
  let low = 0;
  let high = dockerfile.elements.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (dockerfile.elements[middle]!.span.start <= offset) low = middle;
    else high = middle - 1;
  }
  return dockerfile.elements[low];
}

function partOfInstruction(instruction: Instruction, offset: number, escape: string): DockerfileElement | undefined {
  if (contains(instruction.keywordSpan, offset)) return { kind: 'keyword', instruction, span: instruction.keywordSpan };
  if (instruction.keyword === 'ONBUILD' && instruction.trigger) return partOfInstruction(instruction.trigger, offset, escape);
  return (
    heredocAt(instruction, offset) ??
    flagAt(instruction, offset) ??
    variableAt(instruction, offset, escape) ??
    wordAt(instruction, offset)
  );
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
  if (!use) return undefined;
  const written = text.text.slice(use.start, use.end);
  return { kind: 'variable', instruction, name: use.name, modifier: use.modifier, written, span: text.spanOf(use.start, use.end) };
}

function wordAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  const at = (word: Word | undefined): word is Word => word !== undefined && contains(word.span, offset);
  if (instruction.keyword === 'FROM') {
    if (at(instruction.image)) return { kind: 'image', instruction, word: instruction.image, span: instruction.image.span };
    if (at(instruction.stageName)) return { kind: 'stageName', instruction, word: instruction.stageName, span: instruction.stageName.span };
    if (at(instruction.as)) return { kind: 'keyword', instruction, span: instruction.as.span };
  }
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
    const source = instruction.sources.find(at);
    if (source) return { kind: 'source', instruction, word: source, span: source.span };
    if (at(instruction.destination)) return { kind: 'destination', instruction, word: instruction.destination, span: instruction.destination.span };
  }
  const { span } = instruction.argumentText;
  return contains(span, offset) && offset < instruction.bodySpan.end ? { kind: 'argument', instruction, span } : undefined;
}

function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}
